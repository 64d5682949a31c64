using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Writer of verification results as JSON.</summary>
/// <remarks>
/// One object: <c>template</c>, <c>stack</c>, <c>region</c>, <c>account</c>, <c>at</c>, <c>hasPassed</c>, the counts
/// <c>passed</c>, <c>warnings</c>, <c>failed</c> and <c>skipped</c>, <c>checks</c> with <c>kind</c>, <c>subject</c>,
/// <c>logicalId</c>, <c>outcome</c>, <c>detail</c> and <c>cure</c>, and <c>notes</c>. Times are UTC; unknown values are null.
/// </remarks>
public static class VerificationJson
{
    /// <summary>Writes a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="output">Receives UTF-8, ending with a line feed.</param>
    public static void Write(VerificationResult result, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("template", result.Template);
            json.WriteString("stack", result.Stack);
            json.WriteString("region", result.Region);
            json.WriteString("account", result.Account);
            json.WriteString("at", BacktestJson.TextOf(result.At));
            json.WriteBoolean("hasPassed", result.HasPassed);
            json.WriteNumber("passed", result.Count(CheckOutcome.Passed));
            json.WriteNumber("warnings", result.Count(CheckOutcome.Warning));
            json.WriteNumber("failed", result.Count(CheckOutcome.Failed));
            json.WriteNumber("skipped", result.Count(CheckOutcome.Skipped));
            json.WriteStartArray("checks");
            foreach (var check in result.Checks)
                Write(json, check);
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in result.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, Check check)
    {
        json.WriteStartObject();
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(check.Kind.ToString()));
        json.WriteString("subject", check.Subject);
        json.WriteString("logicalId", check.LogicalId);
        json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(check.Outcome.ToString()));
        json.WriteString("detail", check.Detail);
        json.WriteString("cure", check.Cure);
        json.WriteEndObject();
    }
}
