using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Checks resources of a template for values that their service doesn't accept.</summary>
sealed class AdmissionReader(TemplateResolver resolver)
{
    static readonly string[] Actions = ["AlarmActions", "OKActions", "InsufficientDataActions"];

    /// <summary>Returns the problems of a resource, one clause each.</summary>
    internal IReadOnlyList<string> Check(string type, JsonElement properties)
    {
        if (properties.ValueKind is not JsonValueKind.Object || type is not ("AWS::CloudWatch::Alarm" or "AWS::Logs::MetricFilter"))
            return [];
        var known = new JsonObject();
        foreach (var property in properties.EnumerateObject())
            known[property.Name] = Actions.Contains(property.Name) ? Literals(property.Value) : Known(property.Value);
        return type == "AWS::CloudWatch::Alarm" ? AlarmAdmission.Check(known) : MetricFilterAdmission.Check(known);
    }

    // A value that can't be resolved is unknown, whatever its placeholder value.
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

    // A reference to a topic has a placeholder value that isn't an ARN.
    static JsonNode Literals(JsonElement list) => list.ValueKind is JsonValueKind.Array
        ? new JsonArray([.. list.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? JsonValue.Create(item.GetString())
        : (JsonNode)Unknown())])
        : Unknown();

    static JsonObject Unknown() => new() { ["Unknown"] = "" };

    static bool IsFunction(JsonElement value) =>
        value.EnumerateObject().ToList() is [var only] && (only.Name is "Ref" or "Condition" || only.Name.StartsWith("Fn::", StringComparison.Ordinal));
}
