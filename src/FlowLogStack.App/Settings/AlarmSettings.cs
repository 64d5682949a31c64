using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>Which detections are on unless they are named.</summary>
public enum DetectionCatalogue
{
    /// <summary>Rejected SSH connections, as in the hands-on lab.</summary>
    Lab,

    /// <summary>Every detection whose fields the format has.</summary>
    All,
}

/// <summary>Detections, their alarms, and who is told.</summary>
public sealed record AlarmSettings
{
    /// <summary>Who is told: email addresses, https URLs, and the ARNs of SQS queues and Lambda functions. Default: nobody yet; the topic is there.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>Who is told of alarms of one severity, instead of those that `notify` names.</summary>
    public SeveritySettings Severities { get; init; } = new();

    /// <summary>The ARN of an existing topic that the alarms notify instead of a new one; synthesis prints the statement that its policy needs. Default: a new topic.</summary>
    [RegularExpression(@"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$", ErrorMessage = "give the ARN of a standard topic, as in 'arn:aws:sns:eu-west-1:111122223333:network-alarms'")]
    public string? ExistingTopicArn { get; init; }

    /// <summary>How the new topics are encrypted: with a KMS key that the stack makes (`customer-managed`), or with the existing key of an ARN, whose policy synthesis prints. Default: customer-managed.</summary>
    [RegularExpression("^(" + EncryptionSetting.CustomerManaged + "|" + EncryptionSetting.KeyArn + ")$", ErrorMessage = "give \"customer-managed\" " + EncryptionSetting.OrKeyArn)]
    public string Encryption { get; init; } = EncryptionSetting.CustomerManaged;

    /// <summary>The namespace of the detections' metrics. Default: vpcflowlogs.</summary>
    [RegularExpression("^(?!AWS/)[A-Za-z0-9._/#-]{1,256}$", ErrorMessage = "use 1 to 256 letters, digits and . - _ / #, and leave names that start with 'AWS/' to AWS")]
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>The prefix of the names of alarms, their metrics, metric filters and saved queries, by which stacks of one region differ; an empty text for none. Default: the stack's name and a space, and none for the stack FlowLogStack.</summary>
    [RegularExpression("^[ !#-\\[\\]-~]{0,128}$", ErrorMessage = "use at most 128 ASCII characters, since the topic's policy cannot name alarms with others, and neither quotation marks nor backslashes")]
    public string? NamePrefix { get; init; }

    /// <summary>Which detections are on unless `detections` names them: those of the `lab`, rejected SSH connections, or `all` whose fields the format has. Each costs an alarm and a metric or rule a month. Default: lab.</summary>
    public DetectionCatalogue Catalogue { get; init; } = DetectionCatalogue.Lab;

    /// <summary>Detections that are on or off or changed, by their ids. One that is named is on unless `enabled` is false.</summary>
    public IReadOnlyDictionary<string, DetectionSettings> Detections { get; init; } = new Dictionary<string, DetectionSettings>();

    /// <summary>Whether changes of security groups and deleted flow logs are told, too. Needs a CloudTrail trail that logs management events in the region. Default: no.</summary>
    public bool Changes { get; init; }

    /// <summary>Whether the alarms of a severity notify together, by one composite alarm for each severity, instead of each by itself. Default: no.</summary>
    public bool Composites { get; init; }

    /// <summary>The detections that are on for records of a format, as changed.</summary>
    internal IEnumerable<Detection> Watched(FlowLogFormat format, MonitoredNetwork network) => Records.Detections.For(network)
        .Where(detection => Detections.TryGetValue(detection.Id, out var change) ? change.Enabled : IsInCatalogue(detection) && detection.IsAvailableIn(format))
        .Select(detection => Detections.GetValueOrDefault(detection.Id)?.ApplyTo(detection) ?? detection);

    /// <summary>Every detection there is, on or off, as changed.</summary>
    internal IReadOnlyList<Detection> Known(MonitoredNetwork network) =>
        [.. Records.Detections.For(network).Select(detection => Detections.GetValueOrDefault(detection.Id)?.ApplyTo(detection) ?? detection)];

    /// <summary>The detections that would be on if the format had their fields.</summary>
    internal IEnumerable<Detection> Missed(FlowLogFormat format, MonitoredNetwork network) => Catalogue is DetectionCatalogue.Lab
        ? []
        : Records.Detections.For(network).Where(detection => !Detections.ContainsKey(detection.Id) && !detection.IsAvailableIn(format));

    /// <summary>The changes that are told.</summary>
    internal IReadOnlyList<ChangeDetection> WatchedChanges => Changes ? Records.Detections.Changes : [];

    bool IsInCatalogue(Detection detection) => Catalogue is DetectionCatalogue.All || detection.Id == Records.Detections.SshRejects.Id;
}
