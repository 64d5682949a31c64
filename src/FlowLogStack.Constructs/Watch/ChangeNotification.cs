using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>What a <see cref="ChangeNotification"/> can be told.</summary>
public sealed record ChangeNotificationProps
{
    /// <summary>Which changes to tell of.</summary>
    public required ChangeDetection Change { get; init; }

    /// <summary>The topic to tell.</summary>
    public required AlarmTopic Topic { get; init; }
}

/// <summary>One kind of network change at work: an EventBridge rule that sends a readable message for each call that made one.</summary>
/// <remarks>
/// EventBridge hears of calls from CloudTrail, and only where a trail logs management events of the region; without one,
/// nothing is ever sent. Delivery is at best effort, and within minutes.
/// </remarks>
public sealed class ChangeNotification : Construct
{
    const int PatternLength = 4096;
    const int MessageLength = 8192;

    static readonly string[] EventSources = ["ec2.amazonaws.com"];

    /// <summary>Makes the rule, and has the topic and its key admit it.</summary>
    /// <exception cref="ArgumentException">No calls, or more than fit a rule.</exception>
    public ChangeNotification(Construct scope, string id, ChangeNotificationProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        ArgumentNullException.ThrowIfNull(props.Change, nameof(props) + "." + nameof(props.Change));
        ArgumentNullException.ThrowIfNull(props.Topic, nameof(props) + "." + nameof(props.Topic));
        var change = props.Change;
        EnsureServiceRules(change);
        props.Topic.AdmitRules();
        Rule = new Rule(this, "Rule", new RuleProps
        {
            Description = $"{change.Meaning} Needs a CloudTrail trail that logs management events in this region.",
            EventPattern = new EventPattern
            {
                Source = ["aws.ec2"],
                DetailType = ["AWS API Call via CloudTrail"],
                Detail = new Dictionary<string, object>
                {
                    ["eventSource"] = EventSources,
                    ["eventName"] = change.Calls.ToArray(),
                    // A call that failed changed nothing.
                    ["errorCode"] = new object[] { new Dictionary<string, object> { ["exists"] = false } },
                },
            },
            Targets = [new SnsTopic(props.Topic.Topic, new SnsTopicProps { Message = RuleTargetInput.FromText(Message(change)) })],
        });
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    static void EnsureServiceRules(ChangeDetection change)
    {
        if (change.Calls.IsEmpty)
            throw new ArgumentException($"The change '{change.Title}' names no calls, so nothing would ever be told: name operations of EC2, such as DeleteFlowLogs.");
        var pattern = 200 + change.Calls.Sum(call => call.Length + 3);
        if (pattern > PatternLength)
            throw new ArgumentException($"The rule of the change '{change.Title}' has some {pattern} characters with its {change.Calls.Length} calls, and EventBridge allows {PatternLength}: make several of it.");
        var message = 600 + change.Title.Length + change.Meaning.Length + change.Response.Length + change.Subjects.Sum(path => path.Length);
        if (message > MessageLength)
            throw new ArgumentException($"The message of the change '{change.Title}' has some {message} characters, and EventBridge allows {MessageLength}: shorten its Meaning or Response.");
    }

    // One line: whether a topic's subscribers see a line break or its escape is not documented. Values that an event
    // lacks, such as the ids that another call has, are left out by EventBridge. Only texts: an object would end the quotes.
    static string Message(ChangeDetection change)
    {
        static string Value(string path) => EventField.FromPath("$." + path);
        var subjects = string.Concat(change.Subjects.Select(path => " " + Value("detail." + path)));
        return $"{change.Title}: {Value("detail.eventName")}{subjects} by {Value("detail.userIdentity.type")} {Value("detail.userIdentity.arn")} {Value("detail.userIdentity.invokedBy")} "
            + $"from {Value("detail.sourceIPAddress")} at {Value("detail.eventTime")}, in region {Value("detail.awsRegion")} of account {Value("account")}. "
            + $"{change.Meaning} {change.Response} Severity: {DetectionAlarm.SeverityText(change.Severity)}. The CloudTrail event {Value("detail.eventID")} has the rest.";
    }
}
