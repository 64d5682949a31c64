using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Review;

/// <summary>Texts of JSON values that are equal if CloudFormation treats the values as equal.</summary>
/// <remarks>
/// The order of members and of lists is ignored, except where it has a meaning. JSON inside of text is compared as JSON, numbers by value, and asset
/// hashes are equal.
/// </remarks>
static partial class CanonicalJson
{
    const string Hash = "<asset hash>";

    static readonly JsonDocumentOptions Nested = new() { MaxDepth = 200 };

    static readonly HashSet<string> Ordered = new(StringComparer.Ordinal) { "Columns", "PartitionKeys", "Command", "EntryPoint", "Fn::Join", "Fn::Sub",
        "Fn::Select", "Fn::If", "Fn::Split", "Fn::GetAtt", "Fn::FindInMap", "Fn::Equals" };

    /// <summary>Returns the canonical text of a value; empty for an absent one.</summary>
    internal static string Of(JsonNode? node)
    {
        if (node is null)
            return "";
        var text = new StringBuilder();
        Write(node, text, isOrdered: false, isNested: false);
        return text.ToString();
    }

    /// <summary>Returns whether two values are equal.</summary>
    internal static bool AreEqual(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right) || Of(left) == Of(right);

    /// <summary>Returns a text with the same hash in place of each asset hash.</summary>
    internal static string WithoutHashes(string text) => text.Length < 64 ? text : AssetHash().Replace(text, Hash);

    /// <summary>Returns a JSON object or list in a text, or null if the text is something else.</summary>
    internal static JsonNode? Inside(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is not (['{', ..] or ['[', '{', ..]))
            return null;
        try
        {
            var node = JsonNode.Parse(text, documentOptions: Nested);
            Touch(node);
            return node;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // Duplicate members are only found when an object is used.
    static void Touch(JsonNode? node)
    {
        var values = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        foreach (var value in values)
            Touch(value);
    }

    static void Write(JsonNode? node, StringBuilder text, bool isOrdered, bool isNested)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    text.Append(JsonValue.Create(name).ToJsonString()).Append(':');
                    Write(value, text, isNested || Ordered.Contains(name), isNested);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                var parts = items.Select(item => Part(item, isOrdered, isNested));
                foreach (var part in isOrdered ? parts : parts.Order(StringComparer.Ordinal))
                    text.Append(part).Append(',');
                text.Append(']');
                break;
            default:
                WriteScalar(node.AsValue(), text);
                break;
        }
    }

    static string Part(JsonNode? item, bool isOrdered, bool isNested)
    {
        var text = new StringBuilder();
        Write(item, text, isOrdered, isNested);
        return text.ToString();
    }

    static void WriteScalar(JsonValue value, StringBuilder text)
    {
        if (value.GetValueKind() is not JsonValueKind.String)
        {
            text.Append('"').Append(Number(value.ToJsonString())).Append('"');
            return;
        }

        var content = value.GetValue<string>();
        if (Inside(content) is { } inside)
            Write(inside, text, isOrdered: true, isNested: true);
        else
            text.Append(JsonValue.Create(Number(WithoutHashes(content))).ToJsonString());
    }

    // CloudFormation takes numbers and booleans as text as well.
    static string Number(string text) =>
        text.Length is > 0 and < 30 && (char.IsAsciiDigit(text[0]) || text[0] == '-') && (text.Length == 1 || text[0] != '0' || text[1] == '.')
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.############################", CultureInfo.InvariantCulture)
            : text;

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex AssetHash();
}
