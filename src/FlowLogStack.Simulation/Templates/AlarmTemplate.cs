using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What a CloudFormation template says about flow logs, metric filters and alarms, whoever wrote it.</summary>
/// <remarks>
/// Intrinsic functions are worked out with the parameters' defaults and the values given. What only a deployment knows
/// has a stand-in: resources without a name are called by their logical ids, the account is 123456789012, the region
/// us-east-1; give <c>AWS::Region</c> or <c>AWS::AccountId</c> as parameters for others. What cannot be worked out is in
/// <see cref="Notes"/>, and an alarm that needs it in <see cref="Unusable"/>.
/// </remarks>
public sealed class AlarmTemplate
{
    internal AlarmTemplate(string name) => Name = name;

    /// <summary>The template's name, as it was given.</summary>
    public string Name { get; }

    /// <summary>The log groups.</summary>
    public IReadOnlyList<LogGroupDefinition> LogGroups { get; internal init; } = [];

    /// <summary>The flow logs that deliver to CloudWatch Logs.</summary>
    public IReadOnlyList<FlowLogDefinition> FlowLogs { get; internal init; } = [];

    /// <summary>The metric filters.</summary>
    public IReadOnlyList<MetricFilterDefinition> MetricFilters { get; internal init; } = [];

    /// <summary>The Contributor Insights rules that are enabled.</summary>
    public IReadOnlyList<InsightRuleDefinition> InsightRules { get; internal init; } = [];

    /// <summary>The metric alarms.</summary>
    public IReadOnlyList<AlarmDefinition> Alarms { get; internal init; } = [];

    /// <summary>The composite alarms.</summary>
    public IReadOnlyList<CompositeAlarmDefinition> CompositeAlarms { get; internal init; } = [];

    /// <summary>The dashboards.</summary>
    public IReadOnlyList<DashboardDefinition> Dashboards { get; internal init; } = [];

    /// <summary>The flow logs that deliver to S3.</summary>
    internal IReadOnlyList<ArchiveDefinition> Archives { get; init; } = [];

    /// <summary>The functions that run the bundled processor.</summary>
    internal IReadOnlyList<ProcessorDefinition> Processors { get; init; } = [];

    /// <summary>The tables over archives of flow logs, where their partitions are those of <see cref="PartitionProjection"/>.</summary>
    public IReadOnlyList<ArchiveTableDefinition> Tables { get; internal init; } = [];

    /// <summary>The alarms whose definition is beyond what can be simulated, with the reason.</summary>
    public IReadOnlyList<UnsimulatedAlarm> Unusable { get; internal init; } = [];

    /// <summary>What CloudWatch and CloudWatch Logs do not accept of the metric filters and metric alarms, so that a deployment fails; one sentence each.</summary>
    public IReadOnlyList<string> Refusals { get; internal init; } = [];

    /// <summary>What could not be worked out, each with its logical id, property and expression; one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>Reads a template.</summary>
    /// <param name="template">
    /// The template in JSON or in YAML with any short forms, or what <c>aws cloudformation get-template</c> prints, whose
    /// <c>TemplateBody</c> is read.
    /// </param>
    /// <param name="name">What messages call it, such as its file's name.</param>
    /// <param name="parameters">Values for its parameters, in place of their defaults. Default: none.</param>
    /// <param name="deployment">What was made of it, in place of stand-ins. Default: nothing.</param>
    /// <exception cref="TemplateException">
    /// The text is no template, or has no such parameter, or cannot be worked out in bounded time and memory, as where conditions refer to
    /// themselves; the message names what is wrong and the cure.
    /// </exception>
    public static AlarmTemplate Parse(string template, string name, IReadOnlyDictionary<string, string>? parameters = null, Deployment? deployment = null)
    {
        using var document = TemplateText.Read(template, name);
        var resolver = Resolver(document.RootElement, name, parameters, deployment);
        var read = new AlarmTemplateReader(resolver, document.RootElement.GetProperty("Resources")).Read(name);
        resolver.Budget.EnsureLeft();
        return read;
    }

    /// <summary>Reads all resources of a template that its conditions let exist, in the template's order.</summary>
    /// <inheritdoc cref="Parse"/>
    public static IReadOnlyList<TemplateResource> Resources(string template, string name, IReadOnlyDictionary<string, string>? parameters = null, Deployment? deployment = null)
    {
        using var document = TemplateText.Read(template, name);
        var resolver = Resolver(document.RootElement, name, parameters, deployment);
        var read = new ResourceReader(resolver, document.RootElement.GetProperty("Resources")).Read();
        resolver.Budget.EnsureLeft();
        return read;
    }

    /// <summary>The parameters a template takes values for, with those that CloudFormation gives every template.</summary>
    /// <inheritdoc cref="Parse"/>
    public static IReadOnlyList<string> ParameterNames(string template, string name)
    {
        using var document = TemplateText.Read(template, name);
        return [.. ResolverOf(document.RootElement, name, new Dictionary<string, string>(), null).ParameterNames];
    }

    /// <summary>Whether a log group is the template's own, or one that its filters name.</summary>
    /// <param name="logGroup">Its logical id or name.</param>
    public bool HasLogGroup(string? logGroup) =>
        LogGroups.Any(group => group.LogicalId == logGroup || group.Name == logGroup) || MetricFilters.Any(filter => filter.LogGroup == logGroup);

    /// <summary>The stack that a template's file is named after: <c>Network</c> for <c>cdk.out/Network.template.json</c>.</summary>
    /// <param name="name">The file's name, with or without its folders.</param>
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
            throw new TemplateException($"{name} has no parameter '{given}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} It has {string.Join(", ", resolver.ParameterNames)}.");
        }

        return resolver;
    }

    static TemplateResolver ResolverOf(JsonElement root, string name, IReadOnlyDictionary<string, string> parameters, Deployment? deployment)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("Resources", out var resources) || resources.ValueKind is not JsonValueKind.Object)
            throw new TemplateException($"{name} is no CloudFormation template: it has no \"Resources\". Synthesize one with 'cdk synth', which writes cdk.out/STACK.template.json.");
        return new TemplateResolver(root, name, parameters, deployment);
    }
}
