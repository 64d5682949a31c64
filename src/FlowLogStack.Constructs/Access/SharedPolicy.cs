using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.RegionInfo;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Statements for the policies of keys, buckets and topics, which several constructs may share.</summary>
/// <remarks>KMS and S3 return an error if two statements of a policy have the same <c>Sid</c>, and CDK does not check it.</remarks>
static class SharedPolicy
{
    static readonly ConditionalWeakTable<CfnKey, List<JsonObject>> AddedAtLevel1 = [];
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds a statement to a key policy, unless the policy already contains it.</summary>
    /// <returns>Whether the policy now contains the statement; false if it can't be extended from this app.</returns>
    public static bool Extend(IKey key, PolicyStatement statement)
    {
        if (Places.ScopeOf(key) is not CfnKey resource)
            return Extend(key, KeyAccess.PolicyOf(key), statement, addition => key.AddToResourcePolicy(addition).StatementAdded);
        var ours = AddedAtLevel1.GetOrCreateValue(resource);
        return Extend(key, ours, statement, addition =>
        {
            ours.Add(Resolve(key, addition.ToStatementJson())!.AsObject());
            return key.AddToResourcePolicy(addition).StatementAdded;
        });
    }

    /// <summary>Adds a statement to a bucket policy, unless the policy already contains it.</summary>
    /// <returns>Whether the policy now contains the statement; false if it can't be extended from this app.</returns>
    public static bool Extend(IBucket bucket, PolicyStatement statement) =>
        Extend(bucket, bucket.Policy?.Document, statement, addition => bucket.AddToResourcePolicy(addition).StatementAdded);

    /// <summary>Adds a statement to a topic policy, unless the policy already contains it.</summary>
    /// <returns>Whether the policy now contains the statement; false if it can't be extended from this app.</returns>
    public static bool Extend(ITopic topic, PolicyStatement statement) =>
        Extend(topic, (Places.NodeOf(topic).TryFindChild("Policy") as TopicPolicy)?.Document, statement,
            addition => topic.AddToResourcePolicy(addition).StatementAdded);

    /// <summary>Adds a statement to the trust policy of a role of this app, unless the policy already contains it.</summary>
    public static bool Extend(IRole role, PolicyDocument trust, PolicyStatement statement) =>
        Extend(role, trust, statement, addition =>
        {
            trust.AddStatements(addition);
            return true;
        });

    /// <summary>Returns statements as JSON for a policy that you edit yourself. Values known only after deployment are in angle brackets.</summary>
    public static string Print(Construct user, params IEnumerable<PolicyStatement> statements)
    {
        var text = new JsonArray([.. statements.Select(statement => ReadableText.Of(Resolve(user, statement.ToStatementJson())))]).ToJsonString(Readable);
        // CDK keeps the DNS suffix as a token even if the region is known.
        var region = Places.EnvironmentOf(user).Region;
        return !Token.IsUnresolved(region) && RegionInfo.Get(region).DomainSuffix is { } domain
            ? text.Replace(ReadableText.Domain, domain, StringComparison.Ordinal) : text;
    }

    static bool Extend(IConstruct holder, object? document, PolicyStatement statement, Func<PolicyStatement, bool> add) =>
        Extend(holder, document is null ? [] : Statements(Resolve(holder, document)).ToList(), statement, add);

    static bool Extend(IConstruct holder, List<JsonObject> existing, PolicyStatement statement, Func<PolicyStatement, bool> add)
    {
        ServiceLimits.Watch(holder);
        var added = Resolve(holder, statement.ToStatementJson())!.AsObject();
        if (existing.Any(one => SameButForId(one, added)))
            return true;
        if (FreeId((string?)added["Sid"], existing) is var free && free != (string?)added["Sid"])
            statement.Sid = free;
        return add(statement);
    }

    static string? FreeId(string? sid, IReadOnlyList<JsonObject> existing)
    {
        var taken = existing.Select(one => (string?)one["Sid"]).ToHashSet();
        return sid is null || !taken.Contains(sid) ? sid : Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{sid}{i}").First(free => !taken.Contains(free));
    }

    static bool SameButForId(JsonObject one, JsonObject other) => JsonNode.DeepEquals(WithoutId(one), WithoutId(other));

    static JsonObject WithoutId(JsonObject statement) => new(statement.Where(member => member.Key != "Sid")
        .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value))));

    // CDK sorts the actions, resources and principals of a policy, but not those of a single statement.
    static JsonNode? Sorted(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } call when call.Single().Key.StartsWith("Fn::", StringComparison.Ordinal) => call.DeepClone(),
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray { Count: 1 } one => Sorted(one[0]),
        JsonArray list => new JsonArray([.. list.Select(Sorted).OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)]),
        _ => value?.DeepClone(),
    };

    static IEnumerable<JsonObject> Statements(JsonNode? document) => document?["Statement"]?.AsArray().OfType<JsonObject>() ?? [];

    static JsonNode? Resolve(IConstruct holder, object value) => JsonSerializer.SerializeToNode(Places.StackOf(holder).Resolve(value));
}
