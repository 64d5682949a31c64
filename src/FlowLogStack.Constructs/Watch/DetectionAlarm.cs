using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>What a <see cref="DetectionAlarm"/> can be told.</summary>
public sealed record DetectionAlarmProps
{
    /// <summary>What to detect.</summary>
    public required Detection Detection { get; init; }

    /// <summary>The log group that receives the records.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>The format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>The topics to notify when the alarm fires and when it is over; at most five. Default: none.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>The namespace of the metric. Default: <c>vpcflowlogs</c>.</summary>
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>What the alarm's name starts with, to tell stacks of one region apart. Default: nothing.</summary>
    public string AlarmNamePrefix { get; init; } = "";
}

/// <summary>One detection at work: a metric filter that counts its records, and the alarm on the count.</summary>
public sealed class DetectionAlarm : Construct
{
    /// <summary>The namespace of detections' metrics unless said otherwise.</summary>
    public const string DefaultMetricNamespace = "vpcflowlogs";

    /// <summary>Makes the metric filter and the alarm.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks fields the detection needs; the message says which to add.</exception>
    /// <exception cref="ArgumentException">The log group's class has no metric filters, or a name or number that CloudWatch would refuse.</exception>
    public DetectionAlarm(Construct scope, string id, DetectionAlarmProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        var detection = props.Detection;
        ArgumentNullException.ThrowIfNull(detection, nameof(props) + "." + nameof(props.Detection));
        ArgumentNullException.ThrowIfNull(props.LogGroup, nameof(props) + "." + nameof(props.LogGroup));
        EnsureServiceRules(props);

        MetricFilter = new CfnMetricFilter(this, "Filter", new CfnMetricFilterProps
        {
            LogGroupName = props.LogGroup.LogGroupName,
            FilterName = detection.FilterName,
            FilterPattern = detection.ToFilterPatterns(props.Format)[0],
            MetricTransformations = new object[]
            {
                new CfnMetricFilter.MetricTransformationProperty
                {
                    MetricNamespace = props.MetricNamespace,
                    MetricName = detection.MetricName,
                    MetricValue = "1",
                    // A minute with records but no match is a zero, which tells it from a minute without records.
                    DefaultValue = 0,
                },
            },
        });
        Metric = new Metric(new MetricProps
        {
            Namespace = props.MetricNamespace,
            MetricName = detection.MetricName,
            // Zeros may be added to a minute that has matches, so only the sum is what it seems.
            Statistic = "Sum",
            Period = Duration.Seconds(detection.Period.TotalSeconds),
        });
        Alarm = new Alarm(this, "Alarm", new AlarmProps
        {
            AlarmName = props.AlarmNamePrefix + detection.Title,
            AlarmDescription = $"{detection.Meaning} {detection.Response}",
            Metric = Metric,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            Threshold = detection.Threshold,
            DatapointsToAlarm = detection.DatapointsToAlarm,
            EvaluationPeriods = detection.EvaluationPeriods,
            TreatMissingData = Treatment(detection.MissingData),
        });
        foreach (var topic in props.Topics)
        {
            var action = new SnsAction(topic);
            Alarm.AddAlarmAction(action);
            Alarm.AddOkAction(action);
        }
    }

    /// <summary>The metric filter.</summary>
    public CfnMetricFilter MetricFilter { get; }

    /// <summary>The count of matching records, summed over the detection's period.</summary>
    public Metric Metric { get; }

    /// <summary>The alarm.</summary>
    public Alarm Alarm { get; }

    static void EnsureServiceRules(DetectionAlarmProps props)
    {
        var detection = props.Detection;
        var groupClass = (props.LogGroup.Node.DefaultChild as CfnLogGroup)?.LogGroupClass;
        if (groupClass is not (null or "STANDARD"))
            throw new ArgumentException($"The log group '{props.LogGroup.Node.Path}' is of class {groupClass}, which has no metric filters, and the detection '{detection.Title}' needs one: use a group of class STANDARD.");
        var name = props.AlarmNamePrefix + detection.Title;
        if (name.Length > 255 || !name.All(char.IsAscii))
            throw new ArgumentException($"'{name}' cannot name an alarm that notifies a topic: use at most 255 ASCII characters, because the topic's policy admits alarms by ARN, and others are not spelled there as they are here.");
        if (props.Topics.Count > 5)
            throw new ArgumentException($"The alarm '{detection.Title}' has {props.Topics.Count} topics, and CloudWatch allows 5 actions for a state: notify fewer topics, and let them fan out.");
        if (detection.Period < TimeSpan.FromMinutes(1) || detection.Period.TotalSeconds % 60 != 0)
            throw new ArgumentException($"The detection '{detection.Title}' counts over {detection.Period.TotalSeconds} s, but metric filters count by the minute: choose a whole number of minutes.");
        if (detection.DatapointsToAlarm < 1 || detection.DatapointsToAlarm > detection.EvaluationPeriods)
            throw new ArgumentException($"The detection '{detection.Title}' wants {detection.DatapointsToAlarm} of {detection.EvaluationPeriods} datapoints: choose at least 1 and at most as many as there are periods.");
        var limit = detection.Period < TimeSpan.FromHours(1) ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7);
        if (detection.Period * detection.EvaluationPeriods > limit)
            throw new ArgumentException($"The detection '{detection.Title}' looks back {detection.Period * detection.EvaluationPeriods}, and CloudWatch allows {limit.TotalDays} day(s) for this period: choose fewer periods, or one of an hour or more.");
        if (props.MetricNamespace.Length is 0 or > 256 || !props.MetricNamespace.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or '#') || props.MetricNamespace.StartsWith("AWS/", StringComparison.Ordinal))
            throw new ArgumentException($"'{props.MetricNamespace}' cannot be a metric namespace: use 1 to 256 letters, digits and . - _ / #, and leave names that start with 'AWS/' to AWS.");
    }

    static TreatMissingData Treatment(MissingData missing) => missing switch
    {
        MissingData.NotBreaching => TreatMissingData.NOT_BREACHING,
        MissingData.Breaching => TreatMissingData.BREACHING,
        MissingData.Ignore => TreatMissingData.IGNORE,
        MissingData.Missing => TreatMissingData.MISSING,
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing, "Not a treatment of missing data."),
    };
}
