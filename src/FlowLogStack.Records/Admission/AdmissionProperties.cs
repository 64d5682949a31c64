using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Records;

/// <summary>The properties of a resource as far as they are known before its deployment; objects in the place of text, such as <c>Ref</c>, are not.</summary>
/// <param name="properties">The properties.</param>
/// <param name="problems">Receives what the service does not accept, a clause each.</param>
sealed class AdmissionProperties(JsonObject properties, List<string> problems)
{
    /// <summary>Whether a property is there, known or not.</summary>
    internal bool Has(string name) => properties.TryGetPropertyValue(name, out var value) && value is not null;

    /// <summary>Whether a list has an item, known or not.</summary>
    internal bool HasItems(string name) => properties.TryGetPropertyValue(name, out var value) && value is JsonArray { Count: > 0 };

    /// <summary>A text, number or boolean as text; null when it is absent or not known.</summary>
    internal string? Text(string name) => properties.TryGetPropertyValue(name, out var value) ? TextOf(value) : null;

    /// <summary>A number; null when it is absent or not known.</summary>
    internal double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        Refuse($"{name} is '{text}', which is not a number");
        return null;
    }

    /// <summary>A boolean; null when it is absent or not known.</summary>
    internal bool? Flag(string name) => bool.TryParse(Text(name), out var value) ? value : null;

    /// <summary>The objects of a list; those that are not known have no properties.</summary>
    internal IReadOnlyList<AdmissionProperties> List(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonArray items ? [.. items.Select(item => new AdmissionProperties(item as JsonObject ?? [], problems))] : [];

    /// <summary>The items of a list as text; null for those that are not known.</summary>
    internal IReadOnlyList<string?> Texts(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonArray items ? [.. items.Select(TextOf)] : [];

    /// <summary>An object; null when it is absent or not known.</summary>
    internal AdmissionProperties? Nested(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonObject nested ? new AdmissionProperties(nested, problems) : null;

    /// <summary>States what the service does not accept.</summary>
    internal void Refuse(string problem) => problems.Add(problem);

    /// <summary>Refuses a text that is none of some.</summary>
    internal void BeOneOf(string name, params IReadOnlyCollection<string> values)
    {
        if (Text(name) is { } text && !values.Contains(text))
            Refuse($"{name} is '{text}', which is none of {string.Join(", ", values)}");
    }

    static string? TextOf(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True => "true",
        JsonValue value when value.GetValueKind() is JsonValueKind.False => "false",
        JsonValue value => value.ToJsonString(),
        _ => null,
    };
}
