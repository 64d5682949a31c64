using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Review;

/// <summary>A review as SARIF 2.1.0, for code scanning. Each finding has the line of its resource in the new template.</summary>
public static class ReviewSarif
{
    /// <summary>Writes the review.</summary>
    /// <param name="result">The review.</param>
    /// <param name="output">Receives the JSON in UTF-8, with a line break at its end.</param>
    /// <param name="version">Version of the tool.</param>
    public static void Write(ReviewResult result, IBufferWriter<byte> output, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, ReviewJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "flowlogs review");
            json.WriteString("version", version);
            json.WriteStartArray("rules");
            foreach (var rule in ReviewRules.All)
                Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("results");
            foreach (var stack in result.Stacks)
            {
                foreach (var finding in stack.Findings)
                    Write(json, stack, finding);
            }

            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, ReviewRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteStartObject("shortDescription");
        json.WriteString("text", rule.Summary);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, StackReview stack, ReviewFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", ReviewRules.All.ToList().IndexOf(finding.Rule));
        json.WriteString("level", finding.Severity switch
        {
            ReviewSeverity.Critical or ReviewSeverity.High => "error",
            ReviewSeverity.Medium => "warning",
            _ => "note",
        });
        json.WriteStartObject("message");
        json.WriteString("text", string.Join(' ', finding.Details.Prepend(finding.Title).Concat(finding.Fix is null ? [] : [$"Fix: {finding.Fix}"])
            .Select(Markup.Plain).Select(text => text.EndsWith('.') ? text : text + ".")));
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Uri(stack));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", LineOf(stack.Text, finding.LogicalId));
        json.WriteEndObject();
        json.WriteEndObject();
        if (finding.LogicalId.Length > 0)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", $"{finding.Stack}/{finding.LogicalId}");
            json.WriteString("kind", "resource");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        // Equal in each run, so that a platform recognizes the finding.
        json.WriteStartObject("partialFingerprints");
        json.WriteString("finding/v1", Fingerprint(finding));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", ReviewSentences.NameOf(finding.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A file of a revision is the same file in the checkout.
    static string Uri(StackReview stack)
    {
        var name = (stack.After.Length > 0 ? stack.After : stack.Before).Replace('\\', '/');
        var revision = name.IndexOf(':', StringComparison.Ordinal);
        if (revision > 1)
            name = name[(revision + 1)..];
        return string.Join('/', name.Split('/').Select(System.Uri.EscapeDataString));
    }

    /// <summary>Returns the 1-based line of a resource in a template, or 1.</summary>
    /// <remarks>Properties and tags can have the name of a resource, so only the names that are indented as the first resource count.</remarks>
    internal static int LineOf(string text, string logicalId)
    {
        if (logicalId.Length == 0)
            return 1;
        var (line, section, indent) = (0, int.MaxValue, -1);
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var start = content.TrimStart();
            var depth = content.Length - start.Length;
            if (start.IsEmpty || start[0] == '#')
                continue;
            if (depth < section && IsKey(start, "Resources"))
            {
                (section, indent) = (depth, -1);
                continue;
            }

            if (section == int.MaxValue)
                continue;
            if (depth <= section && start[0] != '}')
                indent = int.MaxValue;
            else if (indent < 0 && depth > section)
                indent = depth;
            if (depth == indent && IsKey(start, logicalId))
                return line;
        }

        return 1;
    }

    static bool IsKey(ReadOnlySpan<char> line, string name) =>
        line.StartsWith($"\"{name}\":", StringComparison.Ordinal) || line.StartsWith($"{name}:", StringComparison.Ordinal)
        || line.StartsWith($"'{name}':", StringComparison.Ordinal);

    static string Fingerprint(ReviewFinding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Rule.Id}\n{finding.Stack}\n{finding.LogicalId}\n{finding.Title}")))[..32];
}
