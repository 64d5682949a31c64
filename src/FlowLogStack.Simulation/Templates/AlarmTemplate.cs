using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The flow logs, metric filters and alarms of any CloudFormation template.</summary>
/// <remarks>
/// Intrinsic functions are resolved with the given parameters and the defaults. Values known only after deployment have placeholder values: resources
/// without a name have their logical ids, the account is 123456789012, the Region us-east-1; set <c>AWS::Region</c> or
/// <c>AWS::AccountId</c> as parameters for others. <see cref="Notes"/> contains what can't be resolved, and <see cref="Unusable"/> the alarms that
/// need it.
/// </remarks>
sealed record AlarmTemplate
{
    internal AlarmTemplate(string name) => Name = name;

    /// <summary>Name of the template.</summary>
    public string Name { get; }

    /// <summary>The log groups.</summary>
    public IReadOnlyList<LogGroupDefinition> LogGroups { get; internal init; } = [];

    /// <summary>The flow logs that deliver to CloudWatch Logs.</summary>
    public IReadOnlyList<FlowLogDefinition> FlowLogs { get; internal init; } = [];

    /// <summary>The metric filters.</summary>
    public IReadOnlyList<MetricFilterDefinition> MetricFilters { get; internal init; } = [];

    /// <summary>The enabled Contributor Insights rules.</summary>
    public IReadOnlyList<InsightRuleDefinition> InsightRules { get; internal init; } = [];

    /// <summary>The metric alarms.</summary>
    public IReadOnlyList<AlarmDefinition> Alarms { get; internal init; } = [];

    /// <summary>The composite alarms.</summary>
    public IReadOnlyList<CompositeAlarmDefinition> CompositeAlarms { get; internal init; } = [];

    /// <summary>The dashboards.</summary>
    public IReadOnlyList<DashboardDefinition> Dashboards { get; internal init; } = [];

    /// <summary>The flow logs that deliver to S3.</summary>
    internal IReadOnlyList<ArchiveDefinition> Archives { get; init; } = [];

    /// <summary>The processor functions.</summary>
    internal IReadOnlyList<ProcessorDefinition> Processors { get; init; } = [];

    /// <summary>The tables over archives of flow logs with partitions as in <see cref="PartitionProjection"/>.</summary>
    public IReadOnlyList<ArchiveTableDefinition> Tables { get; internal init; } = [];

    /// <summary>The alarms that the simulation doesn't support, with the reasons.</summary>
    public IReadOnlyList<UnsimulatedAlarm> Unusable { get; internal init; } = [];

    /// <summary>Problems of metric filters and metric alarms with which a deployment fails, one sentence each.</summary>
    public IReadOnlyList<string> Refusals { get; internal init; } = [];

    /// <summary>Expressions that can't be resolved, with logical id and property, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Parses a template.</summary>
    /// <param name="template">
    /// The template in JSON or in YAML with any short forms, or the output of <c>aws cloudformation get-template</c>, whose <c>TemplateBody</c> is read.
    /// </param>
    /// <param name="name">Name of the template in messages, such as its file name.</param>
    /// <param name="parameters">Values of template parameters, instead of their defaults. Default: null (none).</param>
    /// <param name="deployment">The deployed stack, whose values replace placeholder values. Default: null (none).</param>
    /// <exception cref="TemplateException">
    /// The text isn't a valid template, has no such parameter, or exceeds the limits of time and memory, for example because conditions refer to
    /// themselves. The message contains the problem and the fix.
    /// </exception>
    public static AlarmTemplate Parse(string template, string name, IReadOnlyDictionary<string, string>? parameters = null, Deployment? deployment = null)
    {
        using var document = TemplateText.Read(template, name);
        var resolver = Resolver(document.RootElement, name, parameters, deployment);
        var read = new AlarmTemplateReader(resolver, document.RootElement.GetProperty("Resources")).Read(name);
        resolver.Budget.EnsureLeft();
        return read;
    }

    /// <summary>Parses all resources of a template that exist under its conditions, in the order of the template.</summary>
    /// <inheritdoc cref="Parse"/>
    public static IReadOnlyList<TemplateResource> Resources(string template, string name, IReadOnlyDictionary<string, string>? parameters = null,
        Deployment? deployment = null)
    {
        using var document = TemplateText.Read(template, name);
        var resolver = Resolver(document.RootElement, name, parameters, deployment);
        var read = new ResourceReader(resolver, document.RootElement.GetProperty("Resources")).Read();
        resolver.Budget.EnsureLeft();
        return read;
    }

    /// <summary>Returns the names of a template's parameters, including pseudo parameters.</summary>
    /// <inheritdoc cref="Parse"/>
    public static IReadOnlyList<string> ParameterNames(string template, string name)
    {
        using var document = TemplateText.Read(template, name);
        return [.. ResolverOf(document.RootElement, name, new Dictionary<string, string>(), null).ParameterNames];
    }

    /// <summary>Returns the same template with the metric filters and rules of another one in place of equal ones, so that their events can be counted once.
    /// </summary>
    internal AlarmTemplate WithDefinitionsOf(AlarmTemplate other)
    {
        var filters = other.MetricFilters.ToList();
        return this with
        {
            MetricFilters = [.. MetricFilters.Select(filter => Take(filters, filter.IsSameAs) ?? filter)],
            InsightRules = [.. InsightRules.Select(rule => other.InsightRules.FirstOrDefault(rule.IsSameAs) ?? rule)],
        };

        // Each filter replaces one at most: two equal filters of a template both add to their metric.
        static MetricFilterDefinition? Take(List<MetricFilterDefinition> all, Predicate<MetricFilterDefinition> isWanted)
        {
            var at = all.FindIndex(isWanted);
            if (at < 0)
                return null;
            var found = all[at];
            all.RemoveAt(at);
            return found;
        }
    }

    /// <summary>Returns whether the template defines a log group or its filters refer to it.</summary>
    /// <param name="logGroup">Logical id or name of the log group.</param>
    public bool HasLogGroup(string? logGroup) =>
        LogGroups.Any(group => group.LogicalId == logGroup || group.Name == logGroup) || MetricFilters.Any(filter => filter.LogGroup == logGroup);

    /// <summary>Returns the stack name in a template's file name: <c>Network</c> for <c>cdk.out/Network.template.json</c>.</summary>
    /// <param name="name">File name, with or without folders.</param>
    public static string StackNameOf(string name)
    {
        var stack = Path.GetFileName(name);
        var dot = stack.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? stack[..dot] : stack;
    }

    static TemplateResolver Resolver(JsonElement root, string name, IReadOnlyDictionary<string, string>? parameters, Deployment? deployment)
    {
        parameters ??= new Dictionary<string, string>();
        var resolver = ResolverOf(root, name, parameters, deployment);
        foreach (var given in parameters.Keys)
        {
            if (resolver.ParameterNames.Contains(given))
                continue;
            var nearest = Nearest.To(given, resolver.ParameterNames);
            throw new TemplateException($"{name} has no parameter '{given}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} It "
                + $"has {string.Join(", ", resolver.ParameterNames)}.");
        }

        return resolver;
    }

    static TemplateResolver ResolverOf(JsonElement root, string name, IReadOnlyDictionary<string, string> parameters, Deployment? deployment)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("Resources", out var resources)
            || resources.ValueKind is not JsonValueKind.Object)
            throw new TemplateException($"{name} is not a CloudFormation template, because it has no \"Resources\". Synthesize one with 'cdk synth', which "
                + "writes cdk.out/STACK.template.json.");
        return new TemplateResolver(root, name, parameters, deployment);
    }
}
