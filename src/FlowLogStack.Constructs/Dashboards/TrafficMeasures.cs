using System.Diagnostics.CodeAnalysis;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>
/// The metric filters and Contributor Insights rules of the dashboards of one log group. Each is created for the first panel that needs it.
/// </summary>
/// <remarks>Dashboards share them: a metric costs $0.30 a month and a rule $0.50, however many panels show it.</remarks>
public sealed class TrafficMeasures : Construct
{
    readonly TrafficMeasuresProps props;
    readonly string prefix;
    readonly Dictionary<string, CfnInsightRule> rules = [];
    readonly HashSet<string> filters = [];

    /// <summary>Creates the construct. The filters and rules are created later, for the panels that need them.</summary>
    /// <exception cref="ArgumentException">The log group's class doesn't support metric filters, or the namespace isn't valid.</exception>
    public TrafficMeasures(Construct scope, string id, TrafficMeasuresProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        prefix = NamePrefix.OfMetric(NamePrefix.Of(this, props.MetricNamePrefix));
        AlarmLimits.EnsureMetricNamespace(props.MetricNamespace);
        LogGroupAccess.EnsureSameEnvironment(this, props.LogGroup);
        if (!LogGroups.IsStandard(props.LogGroup, out var groupClass))
            throw new ArgumentException($"The log group '{Places.PathOf(props.LogGroup)}' is of class {groupClass}, which has no metric filters and no "
                + "Contributor Insights, and dashboards draw from them. Use a group of class STANDARD.");
    }

    /// <summary>The log group.</summary>
    public ILogGroup LogGroup => props.LogGroup;

    /// <summary>Name of the log group, or the token of a generated name.</summary>
    internal string LogGroupName => LogGroups.NameOf(LogGroup);

    /// <summary>Log format of its records.</summary>
    public FlowLogFormat Format => props.Format;

    /// <summary>Internal address ranges of the monitored network.</summary>
    public MonitoredNetwork Network => props.Network;

    /// <summary>Namespace of the metrics.</summary>
    public string MetricNamespace => props.MetricNamespace;

    /// <summary>Returns the metric of records of accepted flows. Creates its metric filter at the first call. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <exception cref="InvalidOperationException">The log format lacks a field that the metric requires, or has too many fields for the filter.</exception>
    public Metric MetricAcceptedFlows(IMetricOptions? options = null) => Metric(TrafficMeasure.AcceptedFlows, options);

    /// <summary>Returns the metric of records of rejected flows. Creates its metric filter at the first call. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <exception cref="InvalidOperationException">The log format lacks a field that the metric requires, or has too many fields for the filter.</exception>
    public Metric MetricRejectedFlows(IMetricOptions? options = null) => Metric(TrafficMeasure.RejectedFlows, options);

    /// <summary>Returns the metric of bytes of accepted flows. Creates its metric filter at the first call. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <exception cref="InvalidOperationException">The log format lacks a field that the metric requires, or has too many fields for the filter.</exception>
    public Metric MetricAcceptedBytes(IMetricOptions? options = null) => Metric(TrafficMeasure.AcceptedBytes, options);

    /// <summary>Returns the metric of bytes of rejected flows. Creates its metric filter at the first call. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <exception cref="InvalidOperationException">The log format lacks a field that the metric requires, or has too many fields for the filter.</exception>
    public Metric MetricRejectedBytes(IMetricOptions? options = null) => Metric(TrafficMeasure.RejectedBytes, options);

    /// <summary>
    /// Returns whether a metric filter can extract the measure in this log format without a regular expression. A log group supports only a few
    /// filters with regular expressions.
    /// </summary>
    internal bool CanMeasure(TrafficMeasure measure, [NotNullWhen(true)] out string? pattern)
    {
        pattern = null;
        try
        {
            if (measure.Needs.All(Format.Contains))
                pattern = measure.ToFilterPattern(Format);
        }
        catch (FlowLogFormatException)
        {
            // The pattern is too long for a metric filter, because the format has too many fields.
        }

        if (pattern is not null && Records.FilterPattern.HasExpression(pattern))
            pattern = null;
        return pattern is not null;
    }

    /// <summary>Returns a series of a measure. Creates the metric filter for the first series.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="value">Value of the measure's dimension; null for a measure without one.</param>
    internal MetricSeries Series(TrafficMeasure measure, string? value = null) =>
        MetricSeries.Of(MetricNamespace, NameOf(measure), value is null ? [] : [measure.Dimension!.Column, value]) with
        {
            Label = measure.Label,
            Color = measure.Color,
        };

    Metric Metric(TrafficMeasure measure, IMetricOptions? options) => ServiceMetric.Of(MetricNamespace, NameOf(measure), options);

    // Creates the metric filter for the first use of the name.
    string NameOf(TrafficMeasure measure)
    {
        if (!CanMeasure(measure, out var pattern))
            throw new InvalidOperationException($"The metric '{measure.Id}' cannot be extracted from the log format '{Format}'. Use a format with the "
                + $"fields {string.Join(", ", measure.Needs.Select(field => field.Name))} and, if it has them, with fewer other fields.");
        if (filters.Add(measure.Id))
            Filter(measure, pattern);
        return prefix + measure.Id;
    }

    /// <summary>Returns the name of a Contributor Insights rule. Creates the rule at the first call.</summary>
    internal string Rule(TopContributors top)
    {
        if (!rules.TryGetValue(top.Id, out var rule))
        {
            rule = new CfnInsightRule(this, top.Id, new CfnInsightRuleProps
            {
                RuleName = $"{PathName.Unique(this, '-')}-{top.Id}",
                RuleState = "ENABLED",
                RuleBody = top.ToInsightRule(Format, LogGroupName),
            });
            rules.Add(top.Id, rule);
        }

        // Ref returns the ARN of the rule.
        return rule.AttrRuleName;
    }

    void Filter(TrafficMeasure measure, string pattern)
    {
        var name = $"{prefix}dashboards-{measure.Id}";
        PhysicalNames.Reserve(this, "metrics", $"{MetricNamespace} {prefix}{measure.Id}", $"Set another {nameof(TrafficMeasuresProps.MetricNamePrefix)} for "
            + "one of them.");
        LogGroupFilters.Create(this, measure.Id, LogGroup, measure.Label, name, pattern, new CfnMetricFilter.MetricTransformationProperty
        {
            MetricNamespace = MetricNamespace,
            MetricName = prefix + measure.Id,
            MetricValue = measure.Sum is { } sum ? "$" + sum.Column : "1",
            Unit = measure.Sum?.Equals(FlowField.Bytes) == true ? "Bytes" : "Count",
            // CloudWatch doesn't allow a default value for a metric with dimensions.
            DefaultValue = measure.Dimension is null ? 0 : null,
            Dimensions = measure.Dimension is { } field
                ? new object[] { new CfnMetricFilter.DimensionProperty { Key = field.Column, Value = "$" + field.Column } }
                : null,
        });
    }
}
