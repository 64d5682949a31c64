using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>Detections, their alarms, and the subscribers that alarms notify.</summary>
public sealed record AlarmSettings
{
    /// <summary>
    /// Subscribers that alarms notify: email addresses, https URLs, and ARNs of SQS queues and Lambda functions. Default: none; the topic has no
    /// subscribers.
    /// </summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>Subscribers of alarms of one severity, instead of those in `notify`.</summary>
    public SeveritySettings Severities { get; init; } = new();

    /// <summary>
    /// ARN of an existing topic that alarms notify. Synthesis prints the statement that its policy requires. Default: a new topic.
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$",
        ErrorMessage = "use the ARN of a standard topic, as in 'arn:aws:sns:eu-west-1:111122223333:network-alarms'")]
    public string? ExistingTopicArn { get; init; }

    /// <summary>
    /// Encryption of new topics: a KMS key that the stack creates (`customer-managed`), or the ARN of an existing key. For an existing key, synthesis
    /// prints the statement that its policy requires. Default: customer-managed.
    /// </summary>
    [RegularExpression(EncryptionSetting.Pattern, ErrorMessage = EncryptionSetting.Words)]
    public string Encryption { get; init; } = EncryptionSetting.CustomerManaged;

    /// <summary>Namespace of the detections' metrics. Default: vpcflowlogs.</summary>
    [RegularExpression("^(?!AWS/)[A-Za-z0-9._/#-]{1,255}$",
        ErrorMessage = "use 1 to 255 letters, digits and . - _ / #, and leave names that start with 'AWS/' to AWS")]
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>
    /// Prefix of the names of alarms, metrics, metric filters and saved queries; empty for no prefix. Stacks of one Region need different prefixes.
    /// Default: the stack's name and a space; no prefix for the stack FlowLogStack.
    /// </summary>
    [RegularExpression("^[ !#-\\[\\]-~]{0,128}$",
        ErrorMessage = "use at most 128 ASCII characters, since the topic's policy cannot name alarms with others, and neither quotation marks nor "
            + "backslashes")]
    public string? NamePrefix { get; init; }

    /// <summary>
    /// Detections that are enabled if `detections` doesn't contain them: `lab`, rejected SSH connections, or `all`, those whose fields the log format
    /// contains. Each has the monthly cost of an alarm and of a metric or rule. Default: lab.
    /// </summary>
    public DetectionCatalogue Catalogue { get; init; } = DetectionCatalogue.Lab;

    /// <summary>Changes to detections, by their ids. A detection in this object is enabled unless its `enabled` is false.</summary>
    public IReadOnlyDictionary<string, DetectionSettings> Detections { get; init; } = new Dictionary<string, DetectionSettings>();

    /// <summary>
    /// Whether subscribers also receive a message for each change of the network: of security groups and the interfaces that have them, network
    /// ACLs, route tables, gateways and flow logs. Requires a CloudTrail trail that logs management events in the Region. Default: false.
    /// </summary>
    public bool Changes { get; init; }

    /// <summary>Whether one composite alarm for each severity notifies, instead of each alarm. Default: false.</summary>
    public bool Composites { get; init; }

    /// <summary>Returns the enabled detections for a log format, with their changes.</summary>
    internal IEnumerable<Detection> Watched(FlowLogFormat format, MonitoredNetwork network) => Records.Detections.For(network)
        .Where(detection => Detections.TryGetValue(detection.Id, out var change) ? change.Enabled : IsInCatalogue(detection) && detection.IsAvailableIn(format))
        .Select(detection => Detections.GetValueOrDefault(detection.Id)?.ApplyTo(detection) ?? detection);

    /// <summary>Returns all detections, enabled or not, with their changes.</summary>
    internal IReadOnlyList<Detection> Known(MonitoredNetwork network) =>
        [.. Records.Detections.For(network).Select(detection => Detections.GetValueOrDefault(detection.Id)?.ApplyTo(detection) ?? detection)];

    /// <summary>Returns the detections that would be enabled if the log format had their fields.</summary>
    internal IEnumerable<Detection> Missed(FlowLogFormat format, MonitoredNetwork network) => Catalogue is DetectionCatalogue.Lab
        ? []
        : Records.Detections.For(network).Where(detection => !Detections.ContainsKey(detection.Id) && !detection.IsAvailableIn(format));

    /// <summary>The kinds of changes to notify of.</summary>
    internal IReadOnlyList<ChangeDetection> WatchedChanges => Changes ? Records.Detections.Changes : [];

    bool IsInCatalogue(Detection detection) => Catalogue is DetectionCatalogue.All || detection.Id == Records.Detections.SshRejects.Id;
}
