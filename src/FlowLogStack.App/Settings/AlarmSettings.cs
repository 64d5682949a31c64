using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>Detections, their alarms, and who is told.</summary>
public sealed record AlarmSettings
{
    /// <summary>Who is told: email addresses, https URLs, and the ARNs of SQS queues and Lambda functions. Default: nobody yet; the topic is there.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>The namespace of the detections' metrics. Default: vpcflowlogs.</summary>
    [RegularExpression("^(?!AWS/)[A-Za-z0-9._/#-]{1,256}$", ErrorMessage = "use 1 to 256 letters, digits and . - _ / #, and leave names that start with 'AWS/' to AWS")]
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>What the names of the alarms start with, to tell stacks of one region apart. Default: nothing.</summary>
    [RegularExpression("^[ -~]{0,128}$", ErrorMessage = "use at most 128 ASCII characters, since the topic's policy cannot name alarms with others")]
    public string NamePrefix { get; init; } = "";

    /// <summary>Changes to detections, by their ids. A detection that is not named here is on if the format has the fields it needs.</summary>
    public IReadOnlyDictionary<string, DetectionSettings> Detections { get; init; } = new Dictionary<string, DetectionSettings>();

    /// <summary>The detections that are on for records of a format, as changed.</summary>
    internal IEnumerable<Detection> Watched(FlowLogFormat format) => Records.Detections.All
        .Where(detection => Detections.TryGetValue(detection.Id, out var change) ? change.Enabled : detection.RequiredFields.All(format.Contains))
        .Select(detection => Detections.GetValueOrDefault(detection.Id)?.ApplyTo(detection) ?? detection);
}

/// <summary>Changes to one detection.</summary>
public sealed record DetectionSettings
{
    /// <summary>Whether the detection is on. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The number of matching records in one period from which on the period breaches.</summary>
    [Range(1, 1e15)]
    public double? Threshold { get; init; }

    /// <summary>How many of the evaluated periods must breach.</summary>
    [Range(1, 1440)]
    public int? DatapointsToAlarm { get; init; }

    /// <summary>How many periods back the alarm looks.</summary>
    [Range(1, 1440)]
    public int? EvaluationPeriods { get; init; }

    /// <summary>The detection with these changes.</summary>
    internal Detection ApplyTo(Detection detection) => detection with
    {
        Threshold = Threshold ?? detection.Threshold,
        DatapointsToAlarm = DatapointsToAlarm ?? detection.DatapointsToAlarm,
        EvaluationPeriods = EvaluationPeriods ?? detection.EvaluationPeriods,
    };
}
