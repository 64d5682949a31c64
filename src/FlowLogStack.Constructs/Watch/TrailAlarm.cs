using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>The alarm of one detection of calls, with the metric filter on the log group of a trail.</summary>
/// <remarks>
/// A trail sends records to its log group about five minutes after the call, and not those larger than 256 KB. Each metric filter costs a custom metric
/// while it publishes values, and each alarm 0.10 USD a month.
/// </remarks>
public sealed class TrailAlarm : Construct
{
    /// <summary>Default namespace of the metrics.</summary>
    public const string DefaultMetricNamespace = "cloudtrail";

    /// <summary>Creates the metric filter and the alarm.</summary>
    /// <exception cref="ArgumentException">The log group's class doesn't support metric filters, or a name or number isn't valid in CloudWatch.</exception>
    public TrailAlarm(Construct scope, string id, TrailAlarmProps props)
        : base(scope, id)
    {
        Places.Add(this, scope, id);
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        Detection = props.Detection;
        var prefix = NamePrefix.Of(this, props.AlarmNamePrefix);
        var (alarmName, metricName) = (prefix + Detection.Title, NamePrefix.OfMetric(prefix) + Detection.Id);
        EnsureServiceRules(props, alarmName);
        LogGroupAccess.EnsureSameEnvironment(this, props.LogGroup);
        const string fix = "Set another AlarmNamePrefix for one of them.";
        PhysicalNames.Reserve(this, "alarms", alarmName, fix);
        PhysicalNames.Reserve(this, "metrics", $"{props.MetricNamespace} {metricName}", fix);
        MetricFilter = LogGroupFilters.Create(this, "Filter", props.LogGroup, Detection.Title, metricName,
            props.UsesBenchmarkText ? Published() : Detection.ToFilterPattern(),
            new CfnMetricFilter.MetricTransformationProperty
            {
                MetricNamespace = props.MetricNamespace,
                MetricName = metricName,
                MetricValue = "1",
                DefaultValue = 0,
            });
        Metric = new Metric(new MetricProps { Namespace = props.MetricNamespace, MetricName = metricName, Statistic = "Sum",
            Period = Durations.Seconds(Detection.Period.TotalSeconds) });
        Alarm = new Alarm(this, "Alarm", new AlarmProps
        {
            AlarmName = alarmName,
            AlarmDescription = Description(),
            Metric = Metric,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            Threshold = Detection.Threshold,
            EvaluationPeriods = 1,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        Tags.Of(Alarm).Add(DetectionAlarm.SeverityTag, DetectionAlarm.SeverityText(Detection.Severity));
        AlarmActions.Notify(this, Alarm, props.Topics);
    }

    /// <summary>The detection whose calls are counted.</summary>
    public TrailDetection Detection { get; }

    /// <summary>The filter on the log group, which publishes 1 for each call and 0 for all others.</summary>
    public CfnMetricFilter MetricFilter { get; }

    /// <summary>The number of calls in each period.</summary>
    public IMetric Metric { get; }

    /// <summary>The CloudWatch alarm, tagged with the severity.</summary>
    public Alarm Alarm { get; }

    static void EnsureServiceRules(TrailAlarmProps props, string alarmName)
    {
        var detection = props.Detection;
        LogGroupFilters.EnsureClass(props.LogGroup, detection.Title);
        if (detection.Period < TimeSpan.FromMinutes(1) || detection.Period > TimeSpan.FromDays(1) || detection.Period.TotalSeconds % 60 != 0)
            throw new ArgumentException($"The detection '{detection.Title}' counts over {detection.Period.TotalSeconds} s. Use a whole number of minutes, at "
                + "most a day.");
        if (!double.IsFinite(detection.Threshold) || detection.Threshold <= 0)
            throw new ArgumentException($"The detection '{detection.Title}' has the threshold {detection.Threshold}. Use a finite number above 0.");
        AlarmLimits.EnsureName(alarmName);
        AlarmLimits.EnsureTopics(detection.Title, props.Topics.Count);
        AlarmLimits.EnsureMetricNamespace(props.MetricNamespace);
    }

    string Published() => Detection.BenchmarkPattern ?? throw new ArgumentException($"The detection '{Detection.Title}' has no text of the benchmark. "
        + $"Set its {nameof(TrailDetection.BenchmarkPattern)}, or set {nameof(TrailAlarmProps.UsesBenchmarkText)} to false.");

    string Description()
    {
        var benchmark = Detection.Recommendation is { } number ? $" CIS AWS Foundations Benchmark {number}." : "";
        return AlarmLimits.Described(Detection.Title,
            $"{Detection.Meaning} {Detection.Response} Severity: {DetectionAlarm.SeverityText(Detection.Severity)}.{benchmark}");
    }
}
