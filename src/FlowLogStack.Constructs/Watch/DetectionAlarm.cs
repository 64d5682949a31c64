using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>The alarm of one detection, with the metric filters or the Contributor Insights rule that it evaluates.</summary>
/// <remarks>
/// Metric filters measure flows and sums: one for each alternative of the detection, all publishing one metric. A Contributor Insights rule
/// measures distinct keys. CloudWatch Logs itself counts arrivals.
/// </remarks>
public sealed class DetectionAlarm : Construct
{
    /// <summary>Default namespace of the detections' metrics.</summary>
    public const string DefaultMetricNamespace = "vpcflowlogs";

    /// <summary>Tag key of an alarm's severity. Its value is <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public const string SeverityTag = "severity";

    const int RuleBodyLength = 8192;
    const int LogGroupNameLength = 512;
    const int LongestRuleName = 128;
    const string SourcesSuffix = "-Sources";

    readonly DetectionAlarmProps props;
    readonly string prefix;
    string? nameReference;
    string? arn;

    /// <summary>Creates the metric filters or the rule, and the alarm.</summary>
    /// <exception cref="FlowLogFormatException">
    /// The log format lacks fields that the detection requires, or a pattern or rule can't express its conditions. The message contains the fix.
    /// </exception>
    /// <exception cref="ArgumentException">The log group's class doesn't support metric filters, or a name or number isn't valid in CloudWatch.</exception>
    public DetectionAlarm(Construct scope, string id, DetectionAlarmProps props)
        : base(scope, id)
    {
        Places.Add(this, scope, id);
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        prefix = NamePrefix.Of(this, props.AlarmNamePrefix);
        EnsureServiceRules(props, AlarmName);
        LogGroupAccess.EnsureSameEnvironment(this, props.LogGroup);
        Reserve();

        MetricFilters = Detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum ? NewFilters() : [];
        InsightRule = Detection.Measure.NeedsRule ? NewRule("Rule", group => Detection.ToInsightRule(props.Format, group)) : null;
        SourceRule = Detection.Measure.Source is null ? null : NewRule("SourceRule", group => Detection.ToSourceRule(props.Format, group)!);
        Metric = InsightRule is null ? NewMetric() : Contributors(InsightRule);
        Alarm = NewAlarm();
        foreach (var caveat in Detection.Caveats(props.Format))
            Annotations.Of(this).AddInfo($"The detection '{Detection.Title}' is less precise with this log format. {caveat}");
        if (LongRecords.Of(Detection) is { IsLearned: false } effect && !effect.IsRaised())
            LongRecordSources.Seek(props.LogGroup, path => WarnOfLongRecords(effect, path));
    }

    /// <summary>The detection.</summary>
    public Detection Detection => props.Detection;

    /// <summary>The severity. It is lower for some detections if the log format lacks the fields that make them exact.</summary>
    public Severity Severity => Detection.SeverityIn(props.Format);

    /// <summary>The metric filters; empty for distinct keys and arrivals.</summary>
    public IReadOnlyList<CfnMetricFilter> MetricFilters { get; }

    /// <summary>The Contributor Insights rule for distinct keys or the largest key; null for other measures.</summary>
    public CfnInsightRule? InsightRule { get; }

    /// <summary>The Contributor Insights rule for the sources of targets; null for other measures.</summary>
    public CfnInsightRule? SourceRule { get; }

    /// <summary>The metric that the alarm evaluates in each period.</summary>
    public IMetric Metric { get; }

    /// <summary>The alarm.</summary>
    public Alarm Alarm { get; }

    /// <summary>Token of the alarm's name, a reference to the alarm.</summary>
    internal string NameReference => nameReference ??= Alarm.AlarmName;

    /// <summary>Token of the alarm's ARN.</summary>
    internal string Arn => arn ??= Alarm.AlarmArn;

    /// <summary>Whether a <see cref="SeverityAlarm"/> contains the alarm and notifies for it.</summary>
    internal bool IsCombined { get; set; }

    void WarnOfLongRecords(LongRecords effect, string path) =>
        CdkVersions.AddWarning(this, "flowlogstack:long-records",
            $"The flow logs of '{path}' have a maximum aggregation interval of 600 seconds, and the detection '{Detection.Title}' "
            + $"{(effect.IsOfRecord ? $"counts records of {effect.Limited} or more" : $"has the threshold {effect.Limited} in "
                + $"{Detection.Period.TotalMinutes.ToString(CultureInfo.InvariantCulture)} min")}. Except for "
            + $"interfaces of Nitro instances, a record can have the {effect.Field.Name} of ten minutes, so that the alarm enters ALARM up to {effect.Factor} "
            + $"times as easily. Use AggregationInterval.OneMinute ('aggregationSeconds': 60 in settings), or raise "
            + $"{(effect.IsOfRecord ? "the smallest size" : "the threshold")} to {effect.Raised}.");

    static void EnsureServiceRules(DetectionAlarmProps props, string alarmName)
    {
        var detection = props.Detection;
        if (detection.Measure.Kind is not MeasureKind.Arrivals)
            LogGroupFilters.EnsureClass(props.LogGroup, detection.Title);
        AlarmLimits.EnsureName(alarmName);
        AlarmLimits.EnsureTopics(detection.Title, props.Topics.Count);
        AlarmLimits.EnsureNumbers(detection);
        AlarmLimits.EnsureMetricNamespace(props.MetricNamespace);
    }

    /// <summary>Name of the alarm.</summary>
    internal string AlarmName => prefix + Detection.Title;

    string MetricName => NamePrefix.OfMetric(prefix) + Detection.MetricName;

    // If two constructs published one metric, each alarm would evaluate the counts of both.
    void Reserve()
    {
        const string fix = "Set another AlarmNamePrefix for one of them.";
        PhysicalNames.Reserve(this, "alarms", AlarmName, fix);
        if (Detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum)
            PhysicalNames.Reserve(this, "metrics", $"{props.MetricNamespace} {MetricName}", fix);
    }

    CfnMetricFilter[] NewFilters() => [.. Detection.ToFilterPatterns(props.Format).Select(NewFilter)];

    CfnMetricFilter NewFilter(string pattern, int index)
    {
        var number = index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);
        var name = NamePrefix.OfMetric(prefix) + (index == 0 ? Detection.FilterName : $"{Detection.FilterName}-{number}");
        return LogGroupFilters.Create(this, "Filter" + number, props.LogGroup, Detection.Title, name, pattern, new CfnMetricFilter.MetricTransformationProperty
        {
            MetricNamespace = props.MetricNamespace,
            MetricName = MetricName,
            MetricValue = Detection.Measure.MetricValue,
            // Each record that doesn't match adds a zero. A minute without matches then differs from a minute without records.
            DefaultValue = 0,
        });
    }

    CfnInsightRule NewRule(string id, Func<string, string> bodyOf)
    {
        var groupName = LogGroups.NameOf(props.LogGroup);
        var body = bodyOf(groupName);
        var length = body.Length + (Token.IsUnresolved(groupName) ? LogGroupNameLength - groupName.Length : 0);
        if (length > RuleBodyLength)
            throw new ArgumentException($"The Contributor Insights rule of the detection '{Detection.Title}' may have {length} characters, and CloudWatch "
                + $"allows {RuleBodyLength}. Allow fewer sources, destinations, ports and interfaces.");
        var rule = new CfnInsightRule(this, id, new CfnInsightRuleProps
        {
            RuleName = id == "Rule" ? PathName.Unique(this, '-') : PathName.Unique(this, '-', LongestRuleName - SourcesSuffix.Length) + SourcesSuffix,
            RuleState = "ENABLED",
            RuleBody = body,
        });
        Tags.Of(rule).Add(SeverityTag, SeverityText(Severity));
        return rule;
    }

    // The expression requires the rule's name. Ref returns its ARN.
    MathExpression Contributors(CfnInsightRule rule) => new(new MathExpressionProps
    {
        Expression = Detection.ToRuleExpression(rule.AttrRuleName, SourceRule?.AttrRuleName),
        Label = Detection.MetricName,
        Period = Period,
        UsingMetrics = new Dictionary<string, IMetric>(),
    });

    Metric NewMetric() => Detection.Measure.Kind is MeasureKind.Arrivals
        ? FlowLogGroup.IncomingRecords(props.LogGroup, new MetricOptions { Period = Period })
        : new(new MetricProps
        {
            Namespace = props.MetricNamespace,
            MetricName = MetricName,
            // Records that don't match add zeros, which change every statistic except the sum.
            Statistic = "Sum",
            Period = Period,
        });

    Duration Period => Durations.Seconds(Detection.Period.TotalSeconds);

    Alarm NewAlarm()
    {
        var alarm = new Alarm(this, "Alarm", new AlarmProps
        {
            AlarmName = AlarmName,
            AlarmDescription = Description(),
            Metric = Metric,
            ComparisonOperator = Comparison(Detection.Trigger),
            Threshold = Detection.Threshold,
            DatapointsToAlarm = Detection.DatapointsToAlarm,
            EvaluationPeriods = Detection.EvaluationPeriods,
            TreatMissingData = Treatment(Detection.MissingData),
        });
        if (Detection.Trigger is AlarmTrigger.AboveBand)
            CompareWithBand((CfnAlarm)alarm.Node.DefaultChild!, (Metric)Metric);
        Tags.Of(alarm).Add(SeverityTag, SeverityText(Severity));
        AlarmActions.Notify(this, alarm, props.Topics);
        return alarm;
    }

    // The construct supports thresholds only. An anomaly detection band is a metric expression that replaces the threshold.
    void CompareWithBand(CfnAlarm alarm, Metric metric)
    {
        alarm.Namespace = null;
        alarm.MetricName = null;
        alarm.Dimensions = null;
        alarm.Statistic = null;
        alarm.Period = null;
        alarm.Threshold = null;
        alarm.ThresholdMetricId = "band";
        alarm.ComparisonOperator = "GreaterThanUpperThreshold";
        alarm.Metrics = new object[]
        {
            new CfnAlarm.MetricDataQueryProperty
            {
                Id = "m1",
                MetricStat = new CfnAlarm.MetricStatProperty
                {
                    Metric = new CfnAlarm.MetricProperty
                    {
                        Namespace = metric.Namespace,
                        MetricName = metric.MetricName,
                        Dimensions = metric.Dimensions is { Count: > 0 } dimensions
                            ? dimensions.Select(dimension => (object)new CfnAlarm.DimensionProperty { Name = dimension.Key, Value = (string)dimension.Value })
                            .ToArray() : null,
                    },
                    Stat = "Sum",
                    Period = Detection.Period.TotalSeconds,
                },
            },
            new CfnAlarm.MetricDataQueryProperty
            {
                Id = "band",
                Label = "Usual range",
                Expression = Detection.ToBandExpression("m1"),
            },
        };
    }

    string Description()
    {
        var description = AlarmLimits.Described(Detection.Title, $"{Detection.Meaning} {Detection.Response} Severity: {SeverityText(Severity)}.");
        // Caveats that don't fit are printed during synthesis, and are part of the detection's page.
        return Detection.Caveats(props.Format).Aggregate(description, (text, caveat) => text.Length + 1 + caveat.Length <= AlarmLimits.DescriptionLength
            ? $"{text} {caveat}" : text);
    }

    /// <summary>Returns a severity as text for tags and descriptions.</summary>
    internal static string SeverityText(Severity severity) => severity switch
    {
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "Not a severity."),
    };

    static ComparisonOperator Comparison(AlarmTrigger trigger) => trigger switch
    {
        AlarmTrigger.AtLeast => ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        AlarmTrigger.Below => ComparisonOperator.LESS_THAN_THRESHOLD,
        // The construct of newer CDK versions accepts a band's operator only with a band. CompareWithBand sets the operator on the resource.
        AlarmTrigger.AboveBand => ComparisonOperator.GREATER_THAN_THRESHOLD,
        _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "Not a trigger."),
    };

    static TreatMissingData Treatment(MissingData missing) => missing switch
    {
        MissingData.NotBreaching => TreatMissingData.NOT_BREACHING,
        MissingData.Breaching => TreatMissingData.BREACHING,
        MissingData.Ignore => TreatMissingData.IGNORE,
        MissingData.Missing => TreatMissingData.MISSING,
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing, "Not a treatment of missing data."),
    };
}
