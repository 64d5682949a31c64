using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Checks resources of a template for what their service does not accept.</summary>
sealed class AdmissionReader(TemplateResolver resolver)
{
    static readonly string[] Actions = ["AlarmActions", "OKActions", "InsufficientDataActions"];

    /// <summary>What the service does not accept of a resource, a clause each.</summary>
    internal IReadOnlyList<string> Check(string type, JsonElement properties)
    {
        if (properties.ValueKind is not JsonValueKind.Object || type is not ("AWS::CloudWatch::Alarm" or "AWS::Logs::MetricFilter"))
            return [];
        var known = new JsonObject();
        foreach (var property in properties.EnumerateObject())
            known[property.Name] = Actions.Contains(property.Name) ? Literals(property.Value) : Known(property.Value);
        return type == "AWS::CloudWatch::Alarm" ? AlarmAdmission.Check(known) : MetricFilterAdmission.Check(known);
    }

    // What cannot be worked out is not known, whatever stands in its place.
    JsonNode? Known(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Array)
            return new JsonArray([.. value.EnumerateArray().Select(Known).Where(item => item is not null)]);
        if (value.ValueKind is JsonValueKind.Object && !IsFunction(value))
        {
            var known = new JsonObject();
            foreach (var property in value.EnumerateObject())
            {
                if (Known(property.Value) is { } node)
                    known[property.Name] = node;
            }

            return known;
        }

        var problems = new List<string>();
        var resolved = resolver.Resolve(value, problems);
        return problems.Count == 0 ? resolved : Unknown();
    }

    // A reference to a topic has a stand-in that is not an ARN.
    static JsonNode Literals(JsonElement list) => list.ValueKind is JsonValueKind.Array
        ? new JsonArray([.. list.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? JsonValue.Create(item.GetString()) : (JsonNode)Unknown())])
        : Unknown();

    static JsonObject Unknown() => new() { ["Unknown"] = "" };

    static bool IsFunction(JsonElement value) =>
        value.EnumerateObject().ToList() is [var only] && (only.Name is "Ref" or "Condition" || only.Name.StartsWith("Fn::", StringComparison.Ordinal));
}
