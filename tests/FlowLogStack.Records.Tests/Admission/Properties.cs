using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Records.Tests;

/// <summary>Properties of resources for tests, where a later value takes the place of an earlier one.</summary>
static class Properties
{
    internal static JsonObject Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return (JsonObject)Last(document.RootElement)!;
    }

    static JsonNode? Last(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Array)
            return new JsonArray([.. element.EnumerateArray().Select(Last)]);
        if (element.ValueKind is not JsonValueKind.Object)
            return JsonNode.Parse(element.GetRawText());
        var node = new JsonObject();
        foreach (var property in element.EnumerateObject())
            node[property.Name] = Last(property.Value);
        return node;
    }
}
