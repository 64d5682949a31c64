using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>A review as JSON.</summary>
public static class ReviewJson
{
    /// <summary>Options of the JSON forms of a review.</summary>
    internal static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the review.</summary>
    /// <param name="result">The review.</param>
    /// <param name="output">Receives the JSON in UTF-8, with a line break at its end.</param>
    public static void Write(ReviewResult result, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("before", result.Before);
            json.WriteString("after", result.After);
            json.WriteString("severity", ReviewSentences.NameOf(result.Severity));
            json.WriteString("verdict", ReviewSentences.Verdict(result));
            json.WriteStartObject("counts");
            foreach (var severity in Enum.GetValues<ReviewSeverity>().Reverse())
                json.WriteNumber(ReviewSentences.NameOf(severity), result.Count(severity));
            json.WriteEndObject();
            JsonLists.WriteAll(json, "stacks", result.Stacks, Write);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, StackReview stack)
    {
        json.WriteStartObject();
        json.WriteString("stack", stack.Stack);
        json.WriteString("before", stack.Before);
        json.WriteString("after", stack.After);
        JsonLists.WriteAll(json, "findings", stack.Findings, Write);
        if (stack.Cost is { } cost)
        {
            json.WriteStartObject("cost");
            json.WriteNumber("usdPerMonthBefore", Math.Round(cost.Before, 2));
            json.WriteNumber("usdPerMonthAfter", Math.Round(cost.After, 2));
            json.WriteBoolean("hasTraffic", cost.HasTraffic);
            json.WriteStartArray("items");
            foreach (var item in cost.Items)
            {
                json.WriteStartObject();
                json.WriteString("kind", item.Kind);
                json.WriteNumber("usdBefore", Math.Round(item.Before, 2));
                json.WriteNumber("usdAfter", Math.Round(item.After, 2));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            JsonLists.WriteTexts(json, "notes", cost.Notes);
            json.WriteEndObject();
        }

        json.WriteStartArray("limits");
        foreach (var limit in stack.Limits)
        {
            json.WriteStartObject();
            json.WriteString("name", limit.Name);
            json.WriteNumber("before", limit.Before);
            json.WriteNumber("after", limit.After);
            json.WriteNumber("maximum", limit.Maximum);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonLists.WriteTexts(json, "ignored", stack.Ignored);
        JsonLists.WriteTexts(json, "notes", stack.Notes);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ReviewFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("section", finding.Rule.Section.ToString().ToLowerInvariant());
        json.WriteString("severity", ReviewSentences.NameOf(finding.Severity));
        json.WriteString("logicalId", finding.LogicalId);
        json.WriteString("type", finding.Type);
        json.WriteString("title", finding.Title);
        JsonLists.WriteTexts(json, "details", finding.Details);
        json.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("label", evidence.Label);
            json.WriteString("before", evidence.Before);
            json.WriteString("after", evidence.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }
}
