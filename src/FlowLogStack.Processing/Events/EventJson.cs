using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>Reads the JSON of events strictly: a member that stands twice, or is of another kind, is an error.</summary>
static class EventJson
{
    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <exception cref="EventException">It is not JSON, or an object in it has two members of the same name.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            throw new EventException($"The event is not valid JSON: {error.Message}", error);
        }
    }

    /// <summary>The member of an object.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="place">Where the object stands, for messages.</param>
    /// <exception cref="EventException">The value is not an object, or lacks the member.</exception>
    public static JsonElement Member(JsonElement json, string name, string place) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var member)
            ? member
            : throw new EventException($"{place} has no '{name}'.");

    /// <summary>The text of a member.</summary>
    /// <exception cref="EventException">The value is not an object, lacks the member, or the member is not text.</exception>
    public static string Text(JsonElement json, string name, string place) =>
        TryText(json, name) ?? throw new EventException($"{place} has no '{name}' that is text.");

    /// <summary>The text of a member; null when there is none.</summary>
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
