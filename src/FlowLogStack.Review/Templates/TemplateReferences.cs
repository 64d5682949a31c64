using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Review;

/// <summary>The references between resources of a template: <c>Ref</c>, <c>Fn::GetAtt</c>, <c>Fn::Sub</c> and <c>DependsOn</c>.</summary>
static partial class TemplateReferences
{
    /// <summary>Returns the names that a value refers to.</summary>
    internal static IEnumerable<string> Of(JsonNode? node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Replace(node?.DeepClone(), name =>
        {
            names.Add(name);
            return name;
        });
        return names;
    }

    /// <summary>Replaces the names in the references of a value, in place.</summary>
    /// <param name="node">The value.</param>
    /// <param name="rename">Function that returns the new name.</param>
    internal static void Replace(JsonNode? node, Func<string, string> rename)
    {
        switch (node)
        {
            case JsonObject members:
                if (members.Count == 1 && ReplaceFunction(members, rename))
                    return;
                foreach (var (_, value) in members)
                    Replace(value, rename);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Replace(item, rename);
                break;
        }
    }

    /// <summary>Replaces the names in a resource's <c>DependsOn</c>.</summary>
    internal static void ReplaceDependencies(JsonObject resource, Func<string, string> rename)
    {
        if (!resource.TryGetPropertyValue("DependsOn", out var depends) || depends is null)
            return;
        resource["DependsOn"] = new JsonArray([.. RawJson.Items(depends).Select(name => JsonValue.Create(rename(RawJson.Text(name)!)))]);
    }

    static bool ReplaceFunction(JsonObject members, Func<string, string> rename)
    {
        var (function, argument) = members.First();
        switch (function)
        {
            case "Ref" when IsText(argument):
                members["Ref"] = rename(argument!.GetValue<string>());
                return true;
            case "Fn::GetAtt" when argument is JsonArray { Count: > 0 } path && IsText(path[0]):
                path[0] = rename(path[0]!.GetValue<string>());
                return true;
            case "Fn::GetAtt" when IsText(argument):
                var text = argument!.GetValue<string>();
                var dot = text.IndexOf('.', StringComparison.Ordinal);
                members["Fn::GetAtt"] = dot < 0 ? text : rename(text[..dot]) + text[dot..];
                return true;
            case "Fn::Sub" when IsText(argument):
                members["Fn::Sub"] = InText(argument!.GetValue<string>(), rename, null);
                return true;
            case "Fn::Sub" when argument is JsonArray { Count: 2 } pair && IsText(pair[0]):
                pair[0] = InText(pair[0]!.GetValue<string>(), rename, pair[1] as JsonObject);
                Replace(pair[1], rename);
                return true;
            default:
                return false;
        }
    }

    static string InText(string text, Func<string, string> rename, JsonObject? variables) => Variable().Replace(text, match =>
        variables?.ContainsKey(match.Groups[1].Value) == true ? match.Value : $"${{{rename(match.Groups[1].Value)}{match.Groups[2].Value}}}");

    static bool IsText(JsonNode? node) => node is JsonValue value && value.GetValueKind() is JsonValueKind.String;

    [GeneratedRegex(@"\$\{([A-Za-z0-9]+)(\.[^}]*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
