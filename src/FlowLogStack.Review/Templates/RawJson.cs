using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>Changeable copies of JSON. Of members with the same name the last one counts.</summary>
static class RawJson
{
    internal static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                    members[member.Name] = Copy(member.Value);
                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                    items.Add(Copy(item));
                return items;
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                // A number keeps its spelling.
                return JsonValue.Create(element.Clone());
        }
    }

    /// <summary>Returns the value at a path of member names separated by dots, or null.</summary>
    internal static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (node is not JsonObject members || !members.TryGetPropertyValue(name, out node))
                return null;
        }

        return node;
    }

    /// <summary>Returns a value as text: that of scalars, JSON of others; null for an absent one.</summary>
    internal static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    /// <summary>Returns the elements of a list; a single value is a list of one, as in policies.</summary>
    internal static IEnumerable<JsonNode> Items(JsonNode? node) => node switch
    {
        null => [],
        JsonArray items => items.OfType<JsonNode>(),
        _ => [node],
    };
}
