using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>Turns JSON into the dictionaries and arrays that cross into JavaScript.</summary>
public static class Json
{
    /// <summary>The value as strings, numbers, booleans, arrays and dictionaries.</summary>
    public static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(property => property.Name, property => ToObject(property.Value)!),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Parses a JSON text into such values.</summary>
    public static object Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ToObject(document.RootElement)!;
    }
}
