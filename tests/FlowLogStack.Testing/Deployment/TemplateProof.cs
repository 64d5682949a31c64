using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowLogStack.Testing.Deployment;

/// <summary>
/// What CloudFormation and the services would refuse of an app's templates taken together: names and metrics that are taken twice, statements with one id,
/// circles, and limits.
/// </summary>
public static class TemplateProof
{
    const int MostResources = 500;
    const int MostBytes = 1_000_000;

    /// <summary>What would be refused or would mix, one sentence for each.</summary>
    public static IReadOnlyList<string> Problems(SynthesizedApp app)
    {
        var resources = new DeployedResources(app);
        return
        [
            .. NamesTakenTwice(resources), .. MetricsTakenTwice(resources), .. StatementIdsTakenTwice(resources), .. PoliciesTooLong(resources),
            .. app.Stacks.SelectMany(TooLarge), .. app.Stacks.SelectMany(Circles), .. app.Stacks.SelectMany(UsesBeforePermissions),
        ];
    }

    /// <summary>The resources that are kept when their stack is deleted and have a fixed name, so that the stack cannot be deployed again.</summary>
    public static IReadOnlyList<string> KeptNames(SynthesizedApp app) =>
    [
        .. from resource in new DeployedResources(app).All
           where (string?)resource.Stack.Resources[resource.LogicalId]!["DeletionPolicy"] is "Retain" or "RetainExceptOnCreate"
           let name = resource.Stack.Values.GivenName(resource.LogicalId)
           // Each deployment of a stack anew has another id.
           where name is not null && !resource.Stack.Resources[resource.LogicalId]!["Properties"]!.ToJsonString()
               .Contains("AWS::StackId", StringComparison.Ordinal)
           select $"{resource}: is kept on delete and has the fixed name '{name}'",
    ];

    static IEnumerable<string> NamesTakenTwice(DeployedResources resources) =>
        from resource in resources.All
        let name = resource.Stack.Values.GivenName(resource.LogicalId)
        where name is not null && resource.Type is not ("AWS::Glue::Table" or "AWS::Athena::PreparedStatement" or "AWS::Logs::QueryDefinition")
        // Buckets and dashboards have no namesake anywhere else either.
        group resource by (resource.Type, name, resource.Stack.Account, Region: resource.Type is "AWS::IAM::Role" or "AWS::CloudWatch::Dashboard" ? ""
            : resource.Stack.Region) into same
        where same.Count() > 1
        select $"{string.Join(" and ", same)} have the same name '{same.Key.name}'";

    static IEnumerable<string> MetricsTakenTwice(DeployedResources resources) =>
        from filter in resources.Of("AWS::Logs::MetricFilter")
        from transformation in filter.Properties["MetricTransformations"].Each()
        group filter by (Namespace: (string?)transformation["MetricNamespace"], Name: (string?)transformation["MetricName"], filter.Stack.Account,
            filter.Stack.Region) into same
        where same.Select(filter => $"{filter.Stack.Name} {filter.Properties["LogGroupName"]}").Distinct().Count() > 1
        select $"{string.Join(" and ", same)} add up in one metric '{same.Key.Namespace}' '{same.Key.Name}'";

    static IEnumerable<string> StatementIdsTakenTwice(DeployedResources resources) =>
        from resource in resources.All
        from property in new[] { "PolicyDocument", "KeyPolicy" }
        where resource.Properties[property] is JsonObject
        from id in resource.Properties[property]!["Statement"].Each().Select(statement => (string?)statement["Sid"]).Where(sid => sid is not null)
            .GroupBy(sid => sid)
        where id.Count() > 1
        select $"{resource}: {id.Count()} statements have the id '{id.Key}'";

    static readonly (string Type, string Property, int Bytes)[] PolicyLimits =
    [
        ("AWS::S3::BucketPolicy", "PolicyDocument", 20_480), ("AWS::KMS::Key", "KeyPolicy", 32_768), ("AWS::SNS::TopicPolicy", "PolicyDocument", 30_720),
    ];

    static IEnumerable<string> PoliciesTooLong(DeployedResources resources) =>
        from limit in PolicyLimits
        from resource in resources.Of(limit.Type)
        let bytes = JsonSerializer.SerializeToUtf8Bytes(resource.Properties[limit.Property]).Length
        where bytes > limit.Bytes
        select $"{resource}: the policy has {bytes} bytes, and {limit.Bytes} are allowed";

    static IEnumerable<string> TooLarge(SynthesizedStack stack)
    {
        if (stack.Resources.Count > MostResources)
            yield return $"{stack.Name}: {stack.Resources.Count} resources, and {MostResources} are allowed";
        if (stack.Text.Length > MostBytes)
            yield return $"{stack.Name}: {stack.Text.Length} bytes, and {MostBytes} are allowed";
    }

    static IEnumerable<string> Circles(SynthesizedStack stack)
    {
        if (Circle(stack.Resources) is { } circle)
            yield return $"{stack.Name}: {circle} wait for each other";
    }

    // A service may use a role as soon as it has it, and checks some when a resource is created. Policies mention roles and use none.
    static readonly string[] Mentions = ["AWS::IAM::", "AWS::KMS::Key", "Policy"];

    static IEnumerable<string> UsesBeforePermissions(SynthesizedStack stack)
    {
        var needs = stack.Resources.ToDictionary(resource => resource.Key, resource => Needs(resource.Value).ToHashSet());
        return from policy in stack.ResourcesOf("AWS::IAM::Policy")
               from role in Needs(policy.Resource["Properties"]!["Roles"])
               from user in stack.Resources
               where !Mentions.Any(((string)user.Value!["Type"]!).Contains) && Needs(user.Value["Properties"]).Contains(role)
                   && !Reach(needs, user.Key).Contains(policy.LogicalId) && !Reach(needs, policy.LogicalId).Contains(user.Key)
               select $"{stack.Name} {user.Key}: has the role {role} before its permissions {policy.LogicalId}";
    }

    static HashSet<string> Reach(Dictionary<string, HashSet<string>> needs, string start)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var id))
        {
            foreach (var next in needs.GetValueOrDefault(id) ?? [])
            {
                if (seen.Add(next))
                    open.Push(next);
            }
        }

        return seen;
    }

    /// <summary>The logical ids of resources that depend on each other in a circle; null if there is none.</summary>
    internal static string? Circle(JsonObject resources)
    {
        var needs = resources.ToDictionary(resource => resource.Key, resource => Needs(resource.Value).Where(resources.ContainsKey).ToHashSet());
        while (needs.Where(one => one.Value.Count == 0).Select(one => one.Key).ToList() is { Count: > 0 } free)
        {
            foreach (var id in free)
                needs.Remove(id);
            foreach (var rest in needs.Values)
                rest.ExceptWith(free);
        }

        // What waits for a circle is left, too; those that others wait for are in it or before it.
        var waitedFor = needs.Values.SelectMany(ids => ids).ToHashSet();
        return needs.Count > 0 ? string.Join(", ", needs.Keys.Where(waitedFor.Contains)) : null;
    }

    static IEnumerable<string> Needs(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call["Ref"] is JsonValue reference => [(string)reference!],
        JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray attribute => [(string)attribute[0]!],
        JsonObject map => map.SelectMany(member => member.Key switch
        {
            "DependsOn" => member.Value.Texts(),
            "Fn::Sub" => Placeholders(member.Value!).Concat(Needs(member.Value)),
            _ => Needs(member.Value),
        }),
        JsonArray list => list.SelectMany(Needs),
        _ => [],
    };

    static IEnumerable<string> Placeholders(JsonNode argument) =>
        (argument is JsonArray both ? (string)both[0]! : (string)argument!).Split("${").Skip(1).Select(part => part.Split('}')[0].Split('.')[0]);
}
