using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Writer of coverage as JSON.</summary>
/// <remarks>
/// One object: <c>at</c>, <c>accounts</c>, <c>regions</c>, <c>isCovered</c>, <c>isComplete</c>, <c>counts</c> by kind and state, <c>resources</c> with their
/// <c>flowLogs</c>, <c>problems</c>, <c>notes</c>, and <c>telemetry</c> with the state of the telemetry evaluation in each Region. Unknown values are null.
/// </remarks>
public static class CoverageJson
{
    /// <summary>Writes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Receives UTF-8, ending with a line feed.</param>
    public static void Write(CoverageResult result, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("at", BacktestJson.TextOf(result.At));
            JsonLists.WriteTexts(json, "accounts", result.Accounts);
            JsonLists.WriteTexts(json, "regions", result.Regions);
            json.WriteBoolean("isCovered", result.IsCovered);
            json.WriteBoolean("isComplete", result.IsComplete);
            json.WriteStartObject("counts");
            foreach (var kind in Enum.GetValues<CoveredKind>())
            {
                json.WriteStartObject(NameOf(kind));
                foreach (var state in Enum.GetValues<CoverageState>())
                    json.WriteNumber(NameOf(state), result.Count(kind, state));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            JsonLists.WriteAll(json, "resources", result.Resources, Write);
            JsonLists.WriteAll(json, "problems", result.Problems, Write);
            JsonLists.WriteTexts(json, "notes", result.Notes);
            JsonLists.WriteAll(json, "telemetry", result.Telemetry, Write);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Returns the name of a kind or state in JSON and CSV, such as <c>transitGateway</c>.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static void Write(Utf8JsonWriter json, CoveredResource resource)
    {
        json.WriteStartObject();
        json.WriteString("account", resource.Account);
        json.WriteString("region", resource.Region);
        json.WriteString("type", NameOf(resource.Kind));
        json.WriteString("id", resource.Id);
        json.WriteString("name", resource.Name);
        json.WriteString("vpc", resource.VpcId);
        json.WriteString("state", NameOf(resource.State));
        json.WriteString("source", resource.IsFromTelemetry ? "telemetry" : "describe");
        JsonLists.WriteAll(json, "flowLogs", resource.FlowLogs, Write);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CoveringFlowLog flowLog)
    {
        json.WriteStartObject();
        json.WriteString("id", flowLog.Id);
        json.WriteString("status", flowLog.Status);
        json.WriteString("destinationType", flowLog.DestinationType);
        json.WriteString("destination", flowLog.Destination);
        json.WriteString("fileFormat", flowLog.FileFormat);
        json.WriteString("format", flowLog.LogFormat);
        json.WriteString("preset", flowLog.Preset);
        json.WriteString("traffic", flowLog.TrafficType);
        if (flowLog.AggregationInterval is { } seconds)
            json.WriteNumber("interval", seconds);
        else
            json.WriteNull("interval");
        json.WriteString("delivery", flowLog.Delivery);
        json.WriteString("error", flowLog.DeliveryError);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CoverageProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("account", problem.Account);
        JsonLists.WriteTexts(json, "regions", problem.Regions);
        json.WriteString("message", problem.Message);
        json.WriteString("fix", problem.Fix);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, TelemetryEvaluation evaluation)
    {
        json.WriteStartObject();
        json.WriteString("region", evaluation.Region);
        json.WriteString("status", evaluation.Status);
        json.WriteString("reason", evaluation.Reason);
        json.WriteEndObject();
    }
}
