using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>A template with the values that the deployed resources have.</summary>
static class DriftedTemplate
{
    /// <summary>Changes a template to the deployed values, and removes resources that were deleted.</summary>
    /// <param name="root">The template. It is changed.</param>
    /// <param name="drifts">The differences. Resources that the template lacks are ignored.</param>
    internal static void Apply(JsonObject root, IEnumerable<ResourceDrift> drifts)
    {
        var resources = root["Resources"]!.AsObject();
        foreach (var drift in drifts)
        {
            if (resources[drift.LogicalId] is not JsonObject resource)
                continue;
            if (drift.IsDeleted)
            {
                resources.Remove(drift.LogicalId);
                continue;
            }

            var properties = resource["Properties"] as JsonObject ?? [];
            resource["Properties"] = properties;
            var actual = Parse(drift.Actual) as JsonObject;
            var removed = new List<(JsonArray List, int Index)>();
            foreach (var property in drift.Properties)
            {
                var path = property.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Replace("~1", "/",
                    StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
                if (path.Length > 0 && !Set(properties, path, property.Value, removed) && actual?[path[0]] is { } whole)
                    properties[path[0]] = whole.DeepClone();
            }

            // Paths have the indexes of the template, which change with each removal.
            foreach (var (list, index) in removed.Distinct().OrderByDescending(item => item.Index))
                list.RemoveAt(index);
        }
    }

    // Returns false within a value that an intrinsic function computes.
    static bool Set(JsonObject properties, string[] path, string? value, List<(JsonArray List, int Index)> removed)
    {
        JsonNode node = properties;
        for (var i = 0; i < path.Length - 1; i++)
        {
            if (Child(node, path[i]) is not (JsonObject or JsonArray) || IsCall(Child(node, path[i])!))
                return false;
            node = Child(node, path[i])!;
        }

        var last = path[^1];
        switch (node)
        {
            case JsonArray list when int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var index):
                if (value is null && index < list.Count)
                    removed.Add((list, index));
                else if (value is not null && index < list.Count)
                    list[index] = Parse(value);
                else if (value is not null)
                    list.Add(Parse(value));
                return true;
            case JsonObject members:
                if (value is null)
                    members.Remove(last);
                else
                    members[last] = Parse(value);
                return true;
            default:
                return false;
        }
    }

    static JsonNode? Child(JsonNode node, string name) => node switch
    {
        JsonObject members => members[name],
        JsonArray list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
        _ => null,
    };

    static bool IsCall(JsonNode node) => node is JsonObject { Count: 1 } call && call.Single().Key is var name && (name == "Ref" || name.StartsWith("Fn::",
        StringComparison.Ordinal));

    static JsonNode? Parse(string? text)
    {
        if (text is null)
            return null;
        if (text.StartsWith('{') || text.StartsWith('['))
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                // A filter pattern starts with a bracket too.
            }
        }

        return JsonValue.Create(text);
    }
}
