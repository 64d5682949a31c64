using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Testing.Deployment;

/// <summary>One request of a service or a role, held against policies as IAM holds it: allowed by a statement and denied by none.</summary>
/// <param name="Principal">A service's name, or a role's ARN.</param>
/// <param name="Action">Such as <c>s3:PutObject</c>.</param>
/// <param name="Resource">The ARN of what is asked for.</param>
/// <param name="Context">The condition keys that the request carries.</param>
public sealed record PolicyRequest(string Principal, string Action, string Resource, IReadOnlyDictionary<string, string> Context)
{
    /// <summary>Whether a resolved resource policy lets the request through.</summary>
    public bool IsAllowedBy(JsonNode? policy) => Matches(policy, "Allow", NamesPrincipal) && !Matches(policy, "Deny", NamesPrincipal);

    /// <summary>Whether one of a role's resolved policies lets the request through.</summary>
    public bool IsAllowedByAny(IReadOnlyCollection<JsonNode?> policies) =>
        policies.Any(policy => Matches(policy, "Allow", _ => true)) && !policies.Any(policy => Matches(policy, "Deny", _ => true));

    bool Matches(JsonNode? policy, string effect, Func<JsonNode, bool> isFor) =>
        (policy?["Statement"]).Each().Any(statement => (string?)statement["Effect"] == effect
            && isFor(statement)
            && statement[nameof(Action)].Texts().Any(action => Like(action, Action, ignoreCase: true))
            && (statement[nameof(Resource)] is null || statement[nameof(Resource)].Texts().Any(resource => Like(resource, Resource)))
            && (statement["Condition"]?.AsObject() ?? []).All(Holds));

    bool NamesPrincipal(JsonNode statement) => statement[nameof(Principal)] switch
    {
        JsonValue any => (string?)any == "*",
        JsonObject kinds => kinds.Any(kind => kind.Value.Texts()
            .Any(name => name == "*" || name == Principal || (kind.Key == "AWS" && Like(name.Replace(":root", ":*", StringComparison.Ordinal), Principal)))),
        _ => false,
    };

    bool Holds(KeyValuePair<string, JsonNode?> condition)
    {
        var test = condition.Key.Replace("ForAnyValue:", "", StringComparison.Ordinal);
        var ifExists = test.EndsWith("IfExists", StringComparison.Ordinal);
        if (ifExists)
            test = test[..^"IfExists".Length];
        return condition.Value!.AsObject().All(key =>
        {
            if (test == "Null")
                return Context.ContainsKey(key.Key) != bool.Parse(key.Value!.ToString());
            var negated = test.Contains("Not", StringComparison.Ordinal);
            if (!Context.TryGetValue(key.Key, out var value))
                return ifExists || negated;
            var matched = key.Value.Texts().Any(expected => test.Replace("Not", "", StringComparison.Ordinal) is "StringEquals" or "Bool"
                ? string.Equals(expected, value, StringComparison.OrdinalIgnoreCase)
                : Like(expected, value));
            return matched != negated;
        });
    }

    static bool Like(string pattern, string value, bool ignoreCase = false) =>
        Regex.IsMatch(value, "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$",
            ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
}

/// <summary>CloudFormation's values that are one or many.</summary>
static class OneOrMany
{
    public static IEnumerable<JsonNode> Each(this JsonNode? node) => node switch
    {
        JsonArray list => list.OfType<JsonNode>(),
        null => [],
        _ => [node],
    };

    public static IEnumerable<string> Texts(this JsonNode? node) => node.Each().Select(item => item.ToString());
}
