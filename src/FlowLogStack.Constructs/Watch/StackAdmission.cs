using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>
/// Validation of the metric filters, metric alarms and classes of log groups of a stack during synthesis, including those of other constructs.
/// CloudFormation's schema allows values with which a deployment fails.
/// </summary>
/// <remarks>CDK doesn't return overrides of properties, such as those of <c>AddPropertyOverride</c>, so they aren't validated.</remarks>
sealed class StackAdmission : DeputyBase, IValidation
{
    const string Id = "FlowLogStackAdmission";

    static readonly ConditionalWeakTable<Stack, Stack> Watched = [];

    readonly Stack stack;

    StackAdmission(Stack stack) => this.stack = stack;

    /// <summary>Adds the validation to a construct's stack, once.</summary>
    internal static void Of(Construct scope)
    {
        var stack = Places.StackOf(scope);
        if (Watched.TryAdd(stack, stack) && stack.Node.TryFindChild(Id) is null)
            new Construct(stack, Id).Node.AddValidation(new StackAdmission(stack));
    }

    /// <summary>Returns the problems, one sentence for each.</summary>
    public string[] Validate()
    {
        var all = stack.Node.FindAll();
        var resources = all.OfType<CfnResource>().Where(resource => resource is CfnAlarm or CfnMetricFilter or CfnInsightRule
            or CfnSubscriptionFilter or CfnLogGroup).ToList();
        var stacks = all.OfType<Stack>().Count() < 2 ? Enumerable.Repeat(stack, resources.Count) : CallsApart.Of(stack, resources, Places.StackOf);
        return [.. resources.Zip(stacks).GroupBy(pair => pair.Second, pair => pair.First).SelectMany(group => ProblemsOf(group.Key, [.. group]))];
    }

    // Nested stacks can have equal logical ids, so each is validated by itself.
    static List<string> ProblemsOf(Stack stack, List<CfnResource> resources)
    {
        var problems = new List<string>();
        var groups = new Dictionary<string, List<(CfnMetricFilter Filter, bool HasExpression)>>(StringComparer.Ordinal);
        var all = Resolved(stack, resources);
        var others = OfOtherClasses(stack, all);
        foreach (var (resource, properties) in all)
        {
            if (resource is not CfnLogGroup && WatchedOf(properties, others) is { } wrong)
                problems.Add($"'{resource.Node.Path}' requires a log group of class STANDARD, and '{wrong}' is of another class. Remove its LogGroupClass.");
            switch (resource)
            {
                case CfnAlarm alarm:
                    Add(problems, alarm, "PutMetricAlarm", AlarmAdmission.Check(properties));
                    break;
                case CfnMetricFilter filter:
                    Add(problems, filter, "PutMetricFilter", MetricFilterAdmission.Check(properties));
                    var group = properties["LogGroupName"]?.ToJsonString() ?? "";
                    if (!groups.TryGetValue(group, out var filters))
                        groups.Add(group, filters = []);
                    filters.Add((filter, HasExpression(properties)));
                    break;
            }
        }

        foreach (var filters in groups.Values)
            AddGroup(problems, filters);
        return problems;
    }

    // The class is checked for each alarm as well, but it can change after that.
    static List<(string Reference, string Group)> OfOtherClasses(Stack stack, List<(CfnResource Resource, JsonObject Properties)> all) =>
    [
        .. all.Where(pair => pair.Resource is CfnLogGroup && pair.Properties["LogGroupClass"] is JsonValue value && value.ToString() != "STANDARD")
            .Select(pair => (ReferenceTo(stack, pair.Resource), pair.Resource.Node.Path)),
        .. all.Any(pair => pair.Resource is not (CfnLogGroup or CfnAlarm) && !HasReference(pair.Properties)) ? ImportedOfOtherClasses(stack) : [],
    ];

    // A log group of another stack is an import or a parameter, which is also a reference, and one that was imported by name is a text.
    static bool HasReference(JsonObject properties) => (properties["LogGroupName"] ?? properties["RuleBody"])?.ToJsonString() is { } text
        && text.Contains("{\"Ref\":", StringComparison.Ordinal) && !text.Contains("{\"Ref\":\"referenceto", StringComparison.Ordinal);

    static IEnumerable<(string Reference, string Group)> ImportedOfOtherClasses(Stack stack)
    {
        var stage = Stage.Of(stack)?.Node.Path;
        foreach (var group in Places.RootOf(stack).Node.FindAll().OfType<CfnLogGroup>())
        {
            if (group.LogGroupClass is null or "STANDARD" || Token.IsUnresolved(group.LogGroupClass) || Stage.Of(group)?.Node.Path != stage)
                continue;
            var path = group.Node.Path;
            if (JsonSerializer.Serialize(stack.Resolve(group.Ref)) is var reference && reference != ReferenceTo(stack, group))
                yield return (reference, path);
            if (group.LogGroupName is not { } name || Token.IsUnresolved(name) || Places.StackOf(group).Environment != stack.Environment)
                continue;
            yield return ($"\"LogGroupName\":{JsonSerializer.Serialize(name)}", path);
            // In the text of a rule.
            yield return (JsonSerializer.Serialize($"\"{name}\"")[1..^1], path);
        }
    }

    static string ReferenceTo(Stack stack, CfnResource resource) => $"{{\"Ref\":{JsonSerializer.Serialize(stack.Resolve(resource.LogicalId))}}}";

    static string? WatchedOf(JsonObject properties, List<(string Reference, string Group)> others)
    {
        if (others.Count == 0)
            return null;
        var text = properties.ToJsonString();
        return others.Find(other => text.Contains(other.Reference, StringComparison.Ordinal)).Group;
    }

    static void Add(List<string> problems, CfnResource resource, string operation, IReadOnlyList<string> refused)
    {
        if (refused.Count > 0)
            problems.Add($"'{resource.Node.Path}' isn't valid, and {operation} returns an error: {string.Join("; ", refused)}.");
    }

    static void AddGroup(List<string> problems, List<(CfnMetricFilter Filter, bool HasExpression)> filters)
    {
        if (filters.Count > MetricFilterAdmission.MaximumFilters)
            problems.Add($"The log group of '{filters[0].Filter.Node.Path}' has {filters.Count} metric filters, and at "
                + $"most {MetricFilterAdmission.MaximumFilters} are possible.");
        var withExpression = filters.Where(filter => filter.HasExpression).ToList();
        if (withExpression.Count > MetricFilterAdmission.MaximumFiltersWithExpression)
            problems.Add($"A log group has {withExpression.Count} metric filters with regular expressions, and at "
                + $"most {MetricFilterAdmission.MaximumFiltersWithExpression} are possible: "
                + $"{string.Join(", ", withExpression.Select(filter => filter.Filter.Node.Path))}.");
    }

    // Check reports a pattern that isn't valid.
    static bool HasExpression(JsonObject properties)
    {
        try
        {
            return properties["FilterPattern"] is JsonValue pattern && Records.FilterPattern.HasExpression(pattern.ToString());
        }
        catch (LogPatternException)
        {
            return false;
        }
    }

    // In one call for all.
    static List<(CfnResource Resource, JsonObject Properties)> Resolved(Stack stack, List<CfnResource> resources)
    {
        var properties = JsonSerializer.SerializeToNode(stack.Resolve(CallsApart.Of(stack, resources, CdkVersions.PropertiesOf).ToArray()))!.AsArray();
        return [.. resources.Zip(properties, (resource, resolved) => (resource, Named(resolved) as JsonObject ?? []))];
    }

    // Properties of L1 constructs start with a lower-case letter within lists and objects.
    static JsonNode? Named(JsonNode? node)
    {
        if (node is JsonArray items)
            return new JsonArray([.. items.Select(Named)]);
        if (node is not JsonObject properties)
            return node?.DeepClone();
        var named = new JsonObject();
        foreach (var (name, value) in properties)
            named[name == "okActions" ? "OKActions" : char.ToUpperInvariant(name[0]) + name[1..]] = Named(value);
        return named;
    }
}
