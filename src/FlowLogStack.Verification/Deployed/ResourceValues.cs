using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Conversions of template values to the form of services. In a template a number may be text, and text a number.</summary>
static class ResourceValues
{
    internal static string? TextOf(this TemplateResource resource, string property) =>
        resource.Unknown.ContainsKey(property) ? null : Text(resource.Properties[property]);

    internal static IReadOnlyList<string> TextsOf(this TemplateResource resource, string property) =>
        resource.Properties[property] is JsonArray items ? [.. items.Select(Text).OfType<string>()] : [];

    /// <summary>Returns a member of an object; null for a node that is not an object, such as an unknown expression.</summary>
    internal static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];

    internal static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    internal static double? Number(JsonNode? node) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);
}
