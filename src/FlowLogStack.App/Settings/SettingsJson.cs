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
    /// <exception cref="JsonException">The text isn't valid JSON, or an object contains a key twice.</exception>
    public static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    });
}
