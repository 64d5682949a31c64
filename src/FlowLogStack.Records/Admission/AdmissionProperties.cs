using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Records;

/// <summary>The properties of a resource before its deployment. Objects in the place of text, such as <c>Ref</c>, count as unknown.</summary>
/// <param name="properties">The properties.</param>
/// <param name="problems">Receives the problems that the service would report, one clause each.</param>
sealed class AdmissionProperties(JsonObject properties, List<string> problems)
{
    /// <summary>Returns whether a property is present, known or not.</summary>
    internal bool Has(string name) => properties.TryGetPropertyValue(name, out var value) && value is not null;

    /// <summary>Returns whether a list has an item, known or not.</summary>
    internal bool HasItems(string name) => properties.TryGetPropertyValue(name, out var value) && value is JsonArray { Count: > 0 };

    /// <summary>Returns a text, number or Boolean value as text; null if it is absent or unknown.</summary>
    internal string? Text(string name) => properties.TryGetPropertyValue(name, out var value) ? TextOf(value) : null;

    /// <summary>Returns a number; null if it is absent or unknown.</summary>
    internal double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return number;
        Refuse($"{name} is '{text}', which is not a number");
        return null;
    }

    /// <summary>Returns a Boolean value; null if it is absent or unknown.</summary>
    internal bool? Flag(string name) => bool.TryParse(Text(name), out var value) ? value : null;

    /// <summary>Returns the objects of a list; unknown objects have no properties.</summary>
    internal IReadOnlyList<AdmissionProperties> List(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonArray items
            ? [.. items.Select(item => new AdmissionProperties(item as JsonObject ?? [], problems))] : [];

    /// <summary>Returns the items of a list as text; null for unknown items.</summary>
    internal IReadOnlyList<string?> Texts(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonArray items ? [.. items.Select(TextOf)] : [];

    /// <summary>Returns an object; null if it is absent or unknown.</summary>
    internal AdmissionProperties? Nested(string name) =>
        properties.TryGetPropertyValue(name, out var value) && value is JsonObject nested ? new AdmissionProperties(nested, problems) : null;

    /// <summary>Reports a problem.</summary>
    internal void Refuse(string problem) => problems.Add(problem);

    /// <summary>Reports a text that is not one of the values.</summary>
    internal void BeOneOf(string name, params IReadOnlyCollection<string> values)
    {
        if (Text(name) is { } text && !values.Contains(text))
            Refuse($"{name} is '{text}', which is not one of {string.Join(", ", values)}");
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
