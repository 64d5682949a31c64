using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlowLogStack.Records;

namespace FlowLogStack.App.Tests;

/// <summary>Generates the JSON Schema of the settings types, which is committed beside the app.</summary>
/// <remarks>
/// Names, types, values and defaults are those of the types, limits those of their attributes, descriptions those of their documentation comments. An
/// attribute on a list applies to its items, except <see cref="LengthAttribute"/>.
/// </remarks>
static partial class SchemaExport
{
    static readonly Dictionary<string, string> Summaries = ReadSummaries();
    static readonly JsonSerializerOptions Output = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson()
    {
        var exported = SettingsJson.Options.GetJsonSchemaAsNode(typeof(FlowLogSettings), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Transform,
        }).AsObject();
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:flowlogstack:settings",
            ["title"] = "FlowLogStack settings",
        };
        foreach (var (key, value) in exported)
            root[key] = value?.DeepClone();
        root["properties"]!.AsObject().Insert(0, SettingsSchema.SchemaKey,
            new JsonObject { ["type"] = "string", ["description"] = "The schema of this file, for editors." });
        return root.ToJsonString(Output) + "\n";
    }

    static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.TypeInfo.Type == typeof(HeaderStyle))
            node = new JsonObject { ["enum"] = new JsonArray([.. HeaderStyle.All.Select(style => (JsonNode)style.Name)]) };
        if (node is not JsonObject schema)
            return node;
        // The exporter leaves out the type that the values imply, so an editor or a validator would have to infer it.
        if (schema["enum"] is not null && schema["type"] is null)
            schema.Insert(0, "type", "string");
        if (context.PropertyInfo is not { AttributeProvider: MemberInfo member } property)
        {
            // A type at the root; items of lists and values of maps are handled in their declarations.
            return context.Path.IsEmpty ? Described(schema, Summaries[$"T:{context.TypeInfo.Type.FullName}"]) : schema;
        }

        var ofProperty = Described(schema, Summaries[$"P:{member.DeclaringType!.FullName}.{member.Name}"]);
        AddDefault(ofProperty, property, member);
        AddLimits(ofProperty, member);
        if (property.PropertyType == typeof(IReadOnlyDictionary<string, DetectionSettings>))
            NameDetections(ofProperty);
        if (member.Name == nameof(FlowLogSettings.Stacks))
            ofProperty["additionalProperties"] = new JsonObject { ["$ref"] = "#" };
        if (member.Name == nameof(FlowLogSettings.Format))
            ofProperty["examples"] = new JsonArray([.. FlowLogFormat.Presets.Keys.Select(name => (JsonNode)name)]);
        return ofProperty;
    }

    static JsonObject Described(JsonObject schema, string description)
    {
        var described = new JsonObject { ["description"] = description };
        foreach (var (key, value) in schema)
            described[key] = value?.DeepClone();
        return described;
    }

    // Null is valid only if it differs from a missing key.
    static void AddDefault(JsonObject schema, JsonPropertyInfo property, MemberInfo member)
    {
        var owner = property.IsRequired ? null : Activator.CreateInstance(member.DeclaringType!);
        var value = owner is null ? null : property.Get!(owner);
        if (value is null)
        {
            if (schema["type"] is JsonArray types)
                schema["type"] = types.Single(type => (string)type! != "null")!.DeepClone();
            if (schema["enum"] is JsonArray choices)
                schema["enum"] = new JsonArray([.. choices.Where(choice => choice is not null).Select(choice => choice!.DeepClone())]);
        }
        else if (schema["properties"] is null)
        {
            schema["default"] = JsonSerializer.SerializeToNode(value, property.PropertyType, SettingsJson.Options);
        }
    }

    static void AddLimits(JsonObject schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<LengthAttribute>() is { } count)
            schema["maxItems"] = count.MaximumLength;
        var values = schema["items"] is JsonObject items ? items : schema["additionalProperties"] is JsonObject free ? free : schema;
        if (schema["items"] is JsonObject && schema["items"]!["properties"] is null)
            schema["uniqueItems"] = true;
        if (member.GetCustomAttribute<AllowedValuesAttribute>() is { } choices)
            values["enum"] = new JsonArray([.. choices.Values.Select(value => value is null ? null : JsonValue.Create(value)!.DeepClone())]);
        if (member.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
        {
            values["pattern"] = pattern.Pattern;
            values["patternErrorMessage"] = pattern.ErrorMessage ?? throw new InvalidDataException($"{member.Name} has a pattern without words for it.");
        }

        if (member.GetCustomAttribute<DataTypeAttribute>() is { } format)
            values["format"] = format.CustomDataType;
        if (member.GetCustomAttribute<StringLengthAttribute>() is { } length)
        {
            if (length.MinimumLength > 0)
                values["minLength"] = length.MinimumLength;
            values["maxLength"] = length.MaximumLength;
        }

        if (member.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            values["minimum"] = Convert.ToInt64(range.Minimum, null);
            values["maximum"] = Convert.ToInt64(range.Maximum, null);
        }
    }

    static void NameDetections(JsonObject schema)
    {
        var change = schema["additionalProperties"]!.AsObject();
        var detections = new JsonObject();
        // A detection that requires network settings can be configured too.
        foreach (var detection in Detections.For(new MonitoredNetwork { PrivateSubnets = ["10.0.0.0/24"] }))
        {
            var named = Described(change, $"{detection.Title}: {detection.Meaning}");
            named["properties"]!["threshold"]!["default"] = detection.Threshold;
            named["properties"]!["periodMinutes"]!["default"] = (int)detection.Period.TotalMinutes;
            named["properties"]!["severity"]!["default"] = detection.Severity.ToString().ToLowerInvariant();
            named["properties"]!["datapointsToAlarm"]!["default"] = detection.DatapointsToAlarm;
            named["properties"]!["evaluationPeriods"]!["default"] = detection.EvaluationPeriods;
            detections[detection.Id] = named;
        }

        schema["properties"] = detections;
        schema["additionalProperties"] = false;
        schema.Remove("default");
    }

    static Dictionary<string, string> ReadSummaries() =>
        XDocument.Load(Path.ChangeExtension(typeof(FlowLogSettings).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Spaces().Replace(member.Element("summary")!.Value, " ").Trim());

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
