using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>The feature flags of CDK that decide what the app synthesizes, from the <c>cdk.json</c> that it was built with.</summary>
/// <remarks>An app that runs where there is no <c>cdk.json</c> synthesizes the same template. Context of a <c>cdk.json</c> or of <c>-c</c> replaces them.</remarks>
static class FeatureFlags
{
    /// <summary>Returns the flags as context of an app.</summary>
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
