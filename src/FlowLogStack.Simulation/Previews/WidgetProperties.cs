using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>A JSON object of a dashboard body with tolerant access: a member of another type is treated as missing.</summary>
readonly struct WidgetProperties(JsonElement element)
{
    internal string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    internal double? Number(string name) =>
        Member(name) is { ValueKind: JsonValueKind.Number } number && double.IsFinite(number.GetDouble()) ? number.GetDouble() : null;

    internal bool? Flag(string name) => Member(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    internal WidgetProperties Nested(string name) => new(Member(name) is { ValueKind: JsonValueKind.Object } nested ? nested : default);

    internal bool Has(string name) => Member(name) is not null;

    internal IReadOnlyList<JsonElement> List(string name) => Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    internal IReadOnlyList<string> Texts(string name) => [.. List(name).Where(item => item.ValueKind is JsonValueKind.String)
        .Select(item => item.GetString()!)];

    /// <summary>Returns a color <c>#rrggbb</c>. Any other text could inject a style and is ignored.</summary>
    internal string? Color(string name) => Text(name) is { Length: 7 } color && color[0] == '#' && color.Skip(1).All(char.IsAsciiHexDigit) ? color : null;

    internal int Whole(string name, int otherwise, int least, int most) => Number(name) is { } number ? (int)Math.Clamp(number, least, most) : otherwise;

    JsonElement? Member(string name) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
