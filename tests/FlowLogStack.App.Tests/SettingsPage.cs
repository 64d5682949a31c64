using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>Renders the schema of the settings as the page that documents every key.</summary>
static class SettingsPage
{
    const string Detections = "alarms.detections";

    /// <summary>Renders the page.</summary>
    /// <param name="schema">The text of the schema.</param>
    public static string Render(string schema)
    {
        var properties = JsonNode.Parse(schema)!["properties"]!.AsObject();
        var page = new StringBuilder("""
            # Settings

            Every key of `flowlogs.json`, with its values and its default. This page is written by a test from the JSON schema,
            which editors use to complete and check the file.
            `flowlogs init` writes a file to start from, and `flowlogs schema` prints the schema.

            The file is JSON; comments and trailing commas are valid. Without a file, the stack is the default stack.
            A key can also be set for one synthesis: `-c logs.retentionDays=7`.

            | key | meaning |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (key, setting) in properties)
            page.Append(CultureInfo.InvariantCulture, $"| [`{key}`](#{key.TrimStart('$').ToLowerInvariant()}) | {Cell(FirstSentence(setting!))} |\n");
        foreach (var (key, setting) in properties)
            Append(key, setting!.AsObject(), page);
        return page.ToString();
    }

    static void Append(string key, JsonObject setting, StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## `{key}`\n\n{Cell((string)setting["description"]!)}\n");
        if (setting["properties"] is not JsonObject)
        {
            page.Append(CultureInfo.InvariantCulture, $"\nValue: {ValueOf(setting)}.\n");
            return;
        }

        page.Append("\n| key | value | meaning |\n|---|---|---|\n");
        AppendRows(key, setting, page);
        if (key == "alarms")
            AppendDetections(setting["properties"]!["detections"]!["properties"]!.AsObject(), page);
    }

    static void AppendRows(string path, JsonObject setting, StringBuilder page)
    {
        foreach (var (key, below) in setting["properties"]!.AsObject())
        {
            var inner = $"{path}.{key}";
            page.Append(CultureInfo.InvariantCulture, $"| `{inner}` | {ValueOf(below!.AsObject())} | {Cell((string)below["description"]!)} |\n");
            if (inner == Detections)
                AppendRows($"{inner}.ID", below["properties"]!.AsObject().First().Value!.AsObject(), page);
            else if (below["properties"] is JsonObject)
                AppendRows(inner, below.AsObject(), page);
            else if (below["items"]?["properties"] is JsonObject)
                AppendRows($"{inner}[]", below["items"]!.AsObject(), page);
        }
    }

    static void AppendDetections(JsonObject detections, StringBuilder page)
    {
        page.Append("\nThe ids of `alarms.detections`, with their defaults:\n\n| ID | detection | severity | threshold | period | periods "
            + "|\n|---|---|---|---|---|---|\n");
        foreach (var (id, detection) in detections)
        {
            var defaults = detection!["properties"]!;
            var periods = $"{defaults["datapointsToAlarm"]!["default"]} of {defaults["evaluationPeriods"]!["default"]}";
            var threshold = ((double)defaults["threshold"]!["default"]!).ToString("N0", CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"| [`{id}`](detections/{id}.md) "
                + $"| {Cell(((string)detection["description"]!).Split(':')[0])} | {defaults["severity"]!["default"]} | {threshold} | "
                    + $"{defaults["periodMinutes"]!["default"]} min | {periods} |\n");
        }
    }

    static string ValueOf(JsonObject setting)
    {
        if (setting["enum"] is JsonArray choices)
            return string.Join(", ", choices.Select(choice => $"`{choice?.ToJsonString().Trim('"') ?? "null"}`"));
        var types = setting["type"] is JsonArray several ? several.Select(type => (string)type!).ToList() : [(string?)setting["type"] ?? "object"];
        return string.Join(" or ", types.Select(type => type switch
        {
            "array" => "list of " + (setting["items"]!["properties"] is null ? ValueOf(setting["items"]!.AsObject()) : "objects"),
            "object" => setting["additionalProperties"] is JsonObject values ? "object of " + ValueOf(values) : "object",
            "boolean" => "`true`, `false`",
            "string" => "text",
            "null" => "`null`",
            _ => NumberOf(type, setting),
        }));
    }

    static string NumberOf(string type, JsonObject setting)
    {
        var kind = type == "integer" ? "whole number" : "number";
        return (setting["minimum"], setting["maximum"]) switch
        {
            ({ } least, { } most) => $"{kind}, {Number(least)} to {Number(most)}",
            ({ } least, null) => $"{kind}, {Number(least)} or more",
            _ => kind,
        };
    }

    static string Number(JsonNode number) => ((double)number).ToString("#,0.##", CultureInfo.InvariantCulture);

    static string FirstSentence(JsonNode setting)
    {
        var text = (string)setting["description"]!;
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    // In code font, Markdown shows entities as they are.
    static string Cell(string text) => string.Join('`', text.Replace("|", "\\|", StringComparison.Ordinal).Split('`')
        .Select((part, index) => index % 2 == 1 ? part : part.Replace("<", "&lt;", StringComparison.Ordinal)));
}
