using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>The CDK feature flags of the app, from the <c>cdk.json</c> it was built with.</summary>
/// <remarks>
/// The app synthesizes the same template in a directory without <c>cdk.json</c>. Context of a <c>cdk.json</c> or of <c>-c</c> takes precedence.
/// </remarks>
static class FeatureFlags
{
    /// <summary>Returns the flags as the context of an app.</summary>
    public static IDictionary<string, object> Read()
    {
        using var stream = typeof(FeatureFlags).Assembly.GetManifestResourceStream("cdk.json")!;
        return JsonNode.Parse(stream)!["context"]!.AsObject().ToDictionary(flag => flag.Key, flag => Value(flag.Value!));
    }

    static object Value(JsonNode value) => value switch
    {
        JsonArray array => array.Select(element => Value(element!)).ToArray(),
        _ when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => (bool)value,
        _ => (string)value!,
    };
}
