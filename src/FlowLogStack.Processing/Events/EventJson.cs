using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>A strict reader of events as JSON: a duplicate member, or one of the wrong type, is an error.</summary>
static class EventJson
{
    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Parses a document.</summary>
    /// <exception cref="EventException">The text is not JSON, or an object in it has two members of the same name.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            throw new EventException($"The event is not valid JSON: {JsonFault.Of(error)}", error);
        }
    }

    /// <summary>Returns a member of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="place">The object's place, for messages.</param>
    /// <exception cref="EventException">The value is not an object, or lacks the member.</exception>
    public static JsonElement Member(JsonElement json, string name, string place) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member)
            ? member
            : throw new EventException($"{place} has no '{name}'.");

    /// <summary>Returns the text of a member.</summary>
    /// <exception cref="EventException">The value is not an object, lacks the member, or the member is not a string.</exception>
    public static string Text(JsonElement json, string name, string place) =>
        TryText(json, name) ?? throw new EventException($"{place} has no '{name}' that is text.");

    /// <summary>Returns the text of a member; null if the member is absent or not valid text.</summary>
    public static string? TryText(JsonElement json, string name)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty(name, out var member) || member.ValueKind is not JsonValueKind.String)
            return null;
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            return null;
        }
    }
}
