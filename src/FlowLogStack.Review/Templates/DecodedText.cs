using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Review;

/// <summary>Readable texts of values: Athena views are decoded, JSON inside of text is indented.</summary>
static partial class DecodedText
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the readable text of a value; empty for an absent one.</summary>
    internal static string Of(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.GetValueKind() is JsonValueKind.String => Of(value.GetValue<string>()),
        JsonValue => node.ToJsonString(),
        _ => Written(node),
    };

    /// <summary>Returns the definition of an Athena view, or null if the text isn't an encoded one.</summary>
    internal static JsonObject? ViewIn(string text)
    {
        if (PrestoView().Match(text) is not { Success: true } match)
            return null;
        try
        {
            return CanonicalJson.Inside(Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value))) as JsonObject;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    static string Of(string text)
    {
        if (ViewIn(text) is { } view)
            return ViewText(view);
        return CanonicalJson.Inside(text) is { } inside ? Written(inside) : text;
    }

    static string ViewText(JsonObject view)
    {
        var columns = RawJson.Items(view["columns"]).Select(column => $"  {RawJson.Text(column["name"])} {RawJson.Text(column["type"])}");
        return $"{RawJson.Text(view["originalSql"])}\n-- columns\n{string.Join('\n', columns)}";
    }

    // Texts inside of a value are decoded too, such as the view in a table's input.
    static string Written(JsonNode node)
    {
        var copy = node.DeepClone();
        Decode(copy);
        return copy.ToJsonString(Indented);
    }

    static void Decode(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue text && text.GetValueKind() is JsonValueKind.String && ViewIn(text.GetValue<string>()) is { } view)
                        members[name] = view;
                    else
                        Decode(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    Decode(item);
                break;
        }
    }

    [GeneratedRegex(@"^\s*/\*\s*Presto View:\s*([A-Za-z0-9+/=]+)\s*\*/\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex PrestoView();
}
