using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>Notifications of one kind of network change: an EventBridge rule that sends a readable message for each API call that made one.</summary>
/// <remarks>
/// EventBridge receives API calls through CloudTrail. Without a trail that logs management events in the Region, it sends no notification.
/// Delivery is best effort, within minutes. Messages that EventBridge can't deliver to the topic are kept in a dead-letter queue for 14 days, and
/// an alarm on the queue notifies the topic.
/// </remarks>
public sealed class ChangeNotification : Construct
{
    const int TemplateLength = 8192;
    const int MostNameLength = 64;

    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the rule and admits it to the topic and its key.</summary>
    /// <exception cref="ArgumentException">
    /// The list of API calls is empty, too long for a rule, or contains calls that read without <see cref="ChangeDetection.IncludesReads"/>.
    /// </exception>
    public ChangeNotification(Construct scope, string id, ChangeNotificationProps props)
        : base(scope, id)
    {
        Places.Add(this, scope, id);
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var change = props.Change;
        EnsureServiceRules(change);
        var pattern = ChangePattern.Of(this, change);
        var name = PathName.Unique(this, '-', MostNameLength);
        props.Topic.AdmitRule(name);
        var letters = RuleDeadLetters.Of(this, props.Topic);
        var (template, paths) = Message(change);
        Rule = new CfnRule(this, "Rule", new CfnRuleProps
        {
            // The policies of the topic and its key contain the rule's name.
            Name = name,
            Description = $"{change.Title}. Needs a CloudTrail trail that logs management events in this region.",
            State = ChangePattern.StateFor(change),
            EventPattern = pattern,
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "Topic",
                    InputTransformer = new CfnRule.InputTransformerProperty { InputPathsMap = paths, InputTemplate = template },
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), letters.Queue.QueueArn),
                }.With(nameof(CfnRule.TargetProperty.Arn), props.Topic.Topic.TopicArn),
            },
        });
        letters.Admit(Rule);
        // Events that occur before the policy admits the rule would be lost.
        if (Places.NodeOf(props.Topic.Topic).TryFindChild("Policy") is { } policy)
            Rule.Node.AddDependency(policy);
    }

    /// <summary>The EventBridge rule.</summary>
    public CfnRule Rule { get; }

    /// <summary>Returns the metric of changes that match the rule. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricChanges(IMetricOptions? options = null) => RuleMetric.Matched(Rule, options);

    /// <summary>Returns the metric of notifications that EventBridge could not send to the topic. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricFailures(IMetricOptions? options = null) => RuleMetric.Failed(Rule, options);

    static void EnsureServiceRules(ChangeDetection change)
    {
        if ((change.Title + change.Meaning + change.Response).AsSpan().ContainsAny('<', '>'))
            throw new ArgumentException($"The texts of the change '{change.Title}' have a '<' or '>', which EventBridge interprets as the name of a "
                + "value. Remove it.");
        if (change.Title.Length > 400)
            throw new ArgumentException($"The title of the change '{change.Id}' has {change.Title.Length} characters, and the description of its rule has "
                + "room for 400. Shorten it.");
    }

    // One line, because it isn't documented whether subscribers receive a line break or its escape sequence. EventBridge leaves out values that
    // an event lacks, such as ids of other calls. All values are texts: an object would end the quotes.
    static (string Template, Dictionary<string, string> Paths) Message(ChangeDetection change)
    {
        var paths = new Dictionary<string, string>
        {
            ["call"] = "$.detail.eventName",
            ["callerType"] = "$.detail.userIdentity.type",
            ["caller"] = "$.detail.userIdentity.arn",
            ["service"] = "$.detail.userIdentity.invokedBy",
            ["address"] = "$.detail.sourceIPAddress",
            ["time"] = "$.detail.eventTime",
            ["region"] = "$.detail.awsRegion",
            ["account"] = "$.account",
            ["event"] = "$.detail.eventID",
        };
        var subjects = "";
        foreach (var path in change.Subjects)
        {
            var name = $"subject{paths.Count - 8}";
            paths[name] = "$.detail." + path;
            subjects += $" <{name}>";
        }

        var text = $"{change.Title}: <call>{subjects} by <callerType> <caller> <service> from <address> at <time>, in region <region> of account <account>. "
            + $"{change.Meaning} {change.Response} Severity: {DetectionAlarm.SeverityText(change.Severity)}. The CloudTrail event <event> has the rest.";
        var template = JsonSerializer.Serialize(text, Readable);
        return template.Length <= TemplateLength
            ? (template, paths)
            : throw new ArgumentException($"The message of the change '{change.Title}' has {template.Length} characters, and EventBridge "
            + $"allows {TemplateLength}. Shorten its Meaning or Response.");
    }
}
