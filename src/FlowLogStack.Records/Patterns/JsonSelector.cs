using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The path from the root of a JSON event to a value: <c>$.users[0].name</c>, <c>$.['a.b']</c>, <c>$.list[*]</c>.</summary>
sealed class JsonSelector(IReadOnlyList<JsonSelector.Step> steps)
{
    readonly Step[] steps = [.. steps];

    internal bool HasWildcard => steps.Any(step => step.IsWildcard);

    /// <summary>Visits the selected values, and returns whether the visitor accepts one of them.</summary>
    /// <param name="message">Valid JSON.</param>
    /// <param name="visitor">Visits each value; the search ends when it returns true.</param>
    internal bool Any(ReadOnlySpan<byte> message, JsonVisitor visitor)
    {
        var reader = new Utf8JsonReader(message, JsonPattern.Options);
        return reader.Read() && Any(reader, 0, visitor);
    }

    // The reader is a copy, so that reading a value does not move the reader of the other values.
    bool Any(Utf8JsonReader reader, int depth, JsonVisitor visitor)
    {
        if (depth == steps.Length)
            return visitor.Visit(ref reader);
        var step = steps[depth];
        if (step.IsWildcard)
            return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && AnyChild(reader, depth, visitor);
        if (reader.TokenType != (step.IsElement ? JsonTokenType.StartArray : JsonTokenType.StartObject))
            return false;
        var selected = default(Utf8JsonReader);
        var isSelected = false;
        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            var isNamed = step.IsElement ? index == step.Index : reader.ValueTextEquals(step.Name);
            if (!step.IsElement)
                reader.Read();
            if (isNamed)
            {
                // Of properties with the same name, the last one counts.
                selected = reader;
                isSelected = true;
            }

            reader.Skip();
        }

        return isSelected && Any(selected, depth + 1, visitor);
    }

    bool AnyChild(Utf8JsonReader reader, int depth, JsonVisitor visitor)
    {
        var start = reader;
        var isObject = reader.TokenType is JsonTokenType.StartObject;
        HashSet<long>? last = null;
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var place = reader.TokenStartIndex;
            if (isObject)
                reader.Read();
            // Which properties are the last of their name matters only after one of them is accepted.
            if (Any(reader, depth + 1, visitor) && (!isObject || (last ??= LastOfEachName(start)).Contains(place)))
                return true;
            reader.Skip();
        }

        return false;
    }

    static HashSet<long> LastOfEachName(Utf8JsonReader reader)
    {
        var places = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            places[reader.GetString()!] = reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
        }

        return [.. places.Values];
    }

    /// <summary>A step of a path: a property's name, an element's index, or all of either.</summary>
    internal readonly struct Step
    {
        Step(byte[]? name, int index, bool isElement)
        {
            Name = name;
            Index = index;
            IsElement = isElement;
        }

        internal byte[]? Name { get; }

        internal int Index { get; }

        internal bool IsElement { get; }

        internal bool IsWildcard => IsElement ? Index < 0 : Name is null;

        internal static Step Property(string name) => new(Encoding.UTF8.GetBytes(name), 0, false);

        internal static Step AnyProperty => new(null, 0, false);

        internal static Step Element(int index) => new(null, index, true);

        internal static Step AnyElement => new(null, -1, true);
    }
}
