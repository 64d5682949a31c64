using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FlowLogStack.Capture;

namespace FlowLogStack.App;

/// <summary>How settings are written in JSON: names in camel case, choices in kebab case or as AWS spells them; comments and trailing commas are welcome.</summary>
static class SettingsJson
{
    /// <summary>How JSON becomes settings, and settings types become a schema.</summary>
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

    /// <summary>Reads JSON as people write it.</summary>
    /// <exception cref="JsonException">Not JSON, or an object with the same key twice.</exception>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    });
}
