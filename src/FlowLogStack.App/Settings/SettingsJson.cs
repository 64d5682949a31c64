using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FlowLogStack.Capture;

namespace FlowLogStack.App;

/// <summary>The JSON form of settings: names in camel case, values in kebab case or as in AWS APIs. Comments and trailing commas are allowed.</summary>
static class SettingsJson
{
    /// <summary>The options to deserialize settings and to generate the schema.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters =
        {
            new HeaderStyleConverter(),
            new JsonStringEnumConverter<TrafficType>(JsonNamingPolicy.KebabCaseUpper, allowIntegerValues: false),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Parses JSON with comments and trailing commas.</summary>
    /// <exception cref="JsonException">The text isn't valid JSON, or an object contains a key twice. It has the place.</exception>
    public static JsonNode? Parse(string json)
    {
        EnsureReadable(Encoding.UTF8.GetBytes(json));
        return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
    }

    // The parser states no place of a duplicate, and fails at a character that isn't Unicode only when its text is read.
    static void EnsureReadable(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        var keys = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject)
                keys.Push([]);
            else if (reader.TokenType is JsonTokenType.EndObject)
                keys.Pop();
            else if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
            {
                if (TextOf(reader) is not { } text)
                    throw Unreadable("the text contains half of a surrogate pair, such as \\ud83d. Use both halves, or the character itself.", reader, json);
                if (reader.TokenType is JsonTokenType.PropertyName && !keys.Peek().Add(text))
                    throw Unreadable($"the key '{text}' is in the object already. Remove one of them.", reader, json);
            }
        }
    }

    static string? TextOf(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    static JsonException Unreadable(string message, in Utf8JsonReader reader, byte[] json)
    {
        var before = json.AsSpan(0, (int)reader.TokenStartIndex);
        return new JsonException(message, null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'));
    }
}
