using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>A cost estimate as JSON.</summary>
/// <remarks>
/// One object with <c>template</c>, <c>records</c>, <c>recordsPerMonth</c>, <c>callsPerMonth</c>, <c>usdPerMonth</c>,
/// <c>usdPerMonthWithoutTraffic</c>, <c>items</c> with <c>logicalId</c>, <c>kind</c>, <c>name</c>, <c>quantity</c>, <c>unit</c>, <c>usd</c> and
/// <c>fixed</c>, <c>notPriced</c> and <c>notes</c>. In a comparison, <c>before</c> has the same members for the older template.
/// </remarks>
static class CostJson
{
    /// <summary>Writes an estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="before">Estimate of an older template; null for none.</param>
    /// <param name="output">Receives UTF-8 with a final line feed.</param>
    public static void Write(CostEstimate estimate, CostEstimate? before, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            Write(json, estimate);
            if (before is not null)
            {
                json.WriteStartObject("before");
                Write(json, before);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, CostEstimate estimate)
    {
        json.WriteString("template", estimate.Template);
        json.WriteNumber("records", estimate.Records);
        json.WriteNumber("rejectedLines", estimate.RejectedLines);
        json.WriteNumber("recordsPerMonth", estimate.RecordsPerMonth);
        json.WriteNumber("callsPerMonth", estimate.CallsPerMonth);
        json.WriteNumber("usdPerMonth", Cents(estimate.Total));
        json.WriteNumber("usdPerMonthWithoutTraffic", Cents(estimate.Fixed));
        json.WriteStartArray("items");
        foreach (var item in estimate.Items)
        {
            json.WriteStartObject();
            json.WriteString("logicalId", item.LogicalId);
            json.WriteString("kind", item.Kind);
            json.WriteString("name", item.Name);
            json.WriteNumber("quantity", Math.Round(item.Quantity, 6));
            json.WriteString("unit", item.Unit);
            json.WriteNumber("usd", Math.Round(item.Dollars, 6));
            json.WriteBoolean("fixed", item.IsFixed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notPriced");
        foreach (var resource in estimate.NotPriced)
        {
            json.WriteStartObject();
            json.WriteString("logicalId", resource.LogicalId);
            json.WriteString("type", resource.Type);
            json.WriteString("reason", resource.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonLists.WriteTexts(json, "notes", estimate.Notes);
    }

    static decimal Cents(decimal dollars) => Math.Round(dollars, 2);
}
