using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>The properties of one resource, resolved on access. Values that can't be resolved are noted with their place.</summary>
sealed class ResourceProperties(string logicalId, JsonElement properties, TemplateResolver resolver, List<string> notes)
{
    internal string LogicalId => logicalId;

    /// <summary>The values of accessed properties that can't be resolved, each with its place.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>The same problems as sentences with the resource and property.</summary>
    internal IReadOnlyList<string> Notes => notes;

    internal bool Has(string name) => properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var value)
        && resolver.Resolve(value, []) is not null;

    internal string? Text(string name) => Node(name) is { } node ? TemplateResolver.TextOf(node) : null;

    /// <summary>Returns a number, or null if the property is absent.</summary>
    /// <exception cref="TemplateException">The value isn't a number.</exception>
    internal double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new TemplateException($"its {name} is {TemplateResolver.Shorten(properties.GetProperty(name))}, which is not a number{Because()}");
    }

    /// <summary>Returns an integer of 1 or greater, or null if the property is absent.</summary>
    /// <exception cref="TemplateException">The value isn't an integer of 1 or greater.</exception>
    internal int? Count(string name) =>
        Number(name) is not { } number ? null
        : number is >= 1 and <= int.MaxValue && double.IsInteger(number) ? (int)number
        : throw new TemplateException($"its {name} is {TemplateResolver.Shorten(properties.GetProperty(name))}, and must be a whole number from 1");

    internal bool Flag(string name) => bool.TryParse(Text(name), out var value) && value;

    internal JsonNode? Node(string name)
    {
        if (properties.ValueKind is not JsonValueKind.Object || !properties.TryGetProperty(name, out var value))
            return null;
        return Worked(value, name);
    }

    internal IReadOnlyList<ResourceProperties> List(string name)
    {
        if (properties.ValueKind is not JsonValueKind.Object || !properties.TryGetProperty(name, out var list) || list.ValueKind is not JsonValueKind.Array)
            return [];
        return [.. list.EnumerateArray().Select((item, index) =>
            new ResourceProperties(logicalId, item, resolver, notes) { Path = $"{Path}{name}[{index}]." })];
    }

    internal ResourceProperties? Nested(string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var nested) && nested.ValueKind is JsonValueKind.Object
            ? new ResourceProperties(logicalId, nested, resolver, notes) { Path = $"{Path}{name}." }
            : null;

    internal IReadOnlyList<string> Texts(string name) =>
        Node(name) is JsonArray items ? [.. items.Select(TemplateResolver.TextOf)] : [];

    string Path { get; init; } = "";

    JsonNode? Worked(JsonElement value, string name)
    {
        var problems = new List<string>();
        var node = resolver.Resolve(value, problems);
        foreach (var problem in problems)
        {
            Problems.Add(problem);
            var note = $"{logicalId}: {Path}{name}: {problem}.";
            if (!notes.Contains(note))
                notes.Add(note);
        }

        return node;
    }

    string Because() => Problems.Count == 0 ? "" : $": {string.Join("; ", Problems)}";
}
