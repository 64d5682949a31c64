using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace FlowLogStack.Dashboards;

/// <summary>What a <see cref="ChangeLog"/> can be told.</summary>
public sealed record ChangeLogProps
{
    /// <summary>Which changes are kept. Default: those of security groups.</summary>
    public ChangeDetection Change { get; init; } = Records.Detections.SecurityGroupChanges;

    /// <summary>How long they are kept. Default: three months.</summary>
    public RetentionDays Retention { get; init; } = RetentionDays.THREE_MONTHS;

    /// <summary>The topics that the alarm on changes which could not be written notifies. Default: none; the alarm is there.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>What becomes of them when the stack is deleted. Default: they are kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}

/// <summary>The log group of network changes: each call of the EC2 API that made one, with who called and what was asked.</summary>
/// <remarks>EventBridge hears of calls from CloudTrail, and only where a trail logs management events of the region.</remarks>
public sealed class ChangeLog : Construct
{
    // EventBridge writes to log groups under this name.
    const string Prefix = "/aws/events/";

    static readonly string[] Sources = ["aws.ec2"];
    static readonly string[] DetailTypes = ["AWS API Call via CloudTrail"];
    static readonly string[] EventSources = ["ec2.amazonaws.com"];

    /// <summary>Makes the log group, the rule, and the policy that lets the rule write.</summary>
    public ChangeLog(Construct scope, string id, ChangeLogProps? props = null)
        : base(scope, id)
    {
        props ??= new ChangeLogProps();
        var name = $"{Prefix}{PathName.Unique(this, '-')}-{DeploymentOf(this)}";
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps { LogGroupName = name, Retention = props.Retention, RemovalPolicy = props.RemovalPolicy });
        var letters = new RuleDeadLetters(this, "Failures", props.Topics);
        Rule = new CfnRule(this, "Rule", new CfnRuleProps
        {
            Description = $"{props.Change.Meaning} Needs a CloudTrail trail that logs management events in this region.",
            State = "ENABLED",
            EventPattern = new Dictionary<string, object>
            {
                ["source"] = Sources,
                ["detail-type"] = DetailTypes,
                ["detail"] = new Dictionary<string, object>
                {
                    ["eventSource"] = EventSources,
                    ["eventName"] = props.Change.Calls.ToArray(),
                    // A call that failed changed nothing.
                    ["errorCode"] = new object[] { new Dictionary<string, object> { ["exists"] = false } },
                },
            },
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "Logs",
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), letters.Queue.QueueArn),
                }.With(
                    nameof(CfnRule.TargetProperty.Arn),
                    Stack.Of(this).FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = LogGroup.LogGroupName, ArnFormat = ArnFormat.COLON_RESOURCE_NAME })),
            },
        });
        letters.Admit(Rule);
        ServiceLimits.Watch(this);
        Admit(name);
    }

    /// <summary>The log group.</summary>
    public LogGroup LogGroup { get; }

    /// <summary>The rule.</summary>
    public CfnRule Rule { get; }

    // The query reads members of the event; a group is named by its id or is made with one.
    internal static string WhoAndWhat => string.Join("\n| ",
        "fields coalesce(detail.requestParameters.groupId, detail.responseElements.groupId) as securityGroup",
        "display @timestamp, detail.eventName, securityGroup, detail.userIdentity.arn, detail.sourceIPAddress",
        "sort @timestamp desc",
        "limit 50");

    // The group is kept when its stack is deleted, and EventBridge requires a name, so that the name holds a part that each
    // deployment of a stack anew changes: the first digits of the stack's id.
    static string DeploymentOf(Construct scope) => Fn.Select(0, Fn.Split("-", Fn.Select(2, Fn.Split("/", Stack.Of(scope).StackId))));

    // EventBridge takes no role for a log group: the group's own policy lets it in.
    void Admit(string name)
    {
        var stack = Stack.Of(this);
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = $"{name}:*", ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        const string services = """["events.amazonaws.com","delivery.logs.amazonaws.com"]""";
        new CfnResourcePolicy(this, "Policy", new CfnResourcePolicyProps
        {
            PolicyName = PathName.Unique(this, '-'),
            PolicyDocument = $$$"""{"Version":"2012-10-17","Statement":[{"Sid":"WriteNetworkChanges","Effect":"Allow","Principal":{"Service":{{{services}}}},"Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"{{{arn}}}","Condition":{"StringEquals":{"aws:SourceAccount":"{{{stack.Account}}}"},"ArnEquals":{"aws:SourceArn":"{{{Rule.AttrArn}}}"} } }]}""",
        });
    }
}
