using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;
using FlowLogStack.Watch;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace FlowLogStack.Dashboards;

/// <summary>A log group of network changes: each EC2 API call that changed the network, with its caller and parameters.</summary>
/// <remarks>EventBridge receives API calls through CloudTrail. The Region requires a trail that logs management events.</remarks>
public sealed class ChangeLog : Construct
{
    // EventBridge writes only to log groups with this prefix.
    const string Prefix = "/aws/events/";

    /// <summary>Creates the log group, the EventBridge rule, and the policy that allows the rule to write.</summary>
    /// <exception cref="ArgumentException">
    /// The list of API calls is empty, too long for a rule, or contains calls that read without <see cref="ChangeDetection.IncludesReads"/>.
    /// </exception>
    public ChangeLog(Construct scope, string id, ChangeLogProps? props = null)
        : base(scope, id)
    {
        Given.Ensure(this, props);
        props ??= new ChangeLogProps();
        var name = $"{Prefix}{PathName.Unique(this, '-')}-{DeploymentOf(this)}";
        // A key of another stack doesn't know this stack's id, so its policy has the part of the name before it.
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps { LogGroupName = name, Retention = props.Retention, RemovalPolicy = props.RemovalPolicy }
            .With(nameof(LogGroupProps.EncryptionKey), Encryption.KeyOf(this) is { } key
                ? LogGroupKeys.Admit(this, this, KeyAccess.Itself(this, key, "change log"), $"{Prefix}{PathName.Unique(this, '-')}-*") : null));
        var letters = new RuleDeadLetters(this, "Failures", props.Topics);
        Rule = new CfnRule(this, "Rule", new CfnRuleProps
        {
            Description = $"{props.Change.Meaning} Needs a CloudTrail trail that logs management events in this region.",
            State = ChangePattern.StateFor(props.Change) ?? "ENABLED",
            EventPattern = ChangePattern.Of(this, props.Change),
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "Logs",
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), letters.Queue.QueueArn),
                }.With(
                    nameof(CfnRule.TargetProperty.Arn),
                    Places.StackOf(this).FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = LogGroup.LogGroupName,
                        ArnFormat = ArnFormat.COLON_RESOURCE_NAME })),
            },
        });
        letters.Admit(Rule);
        ServiceLimits.Watch(this);
        Admit(name);
    }

    /// <summary>The log group of the changes.</summary>
    public LogGroup LogGroup { get; }

    /// <summary>The EventBridge rule.</summary>
    public CfnRule Rule { get; }

    /// <summary>Returns the metric of network changes. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricChanges(IMetricOptions? options = null) => RuleMetric.Matched(Rule, options);

    /// <summary>Returns the metric of network changes that EventBridge could not write to the log group. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricFailures(IMetricOptions? options = null) => RuleMetric.Failed(Rule, options);

    // The query reads members of the event. The security group's id is in the request, or in the response of the call that creates it.
    internal static string WhoAndWhat => string.Join("\n| ",
        "fields coalesce(detail.requestParameters.groupId, detail.responseElements.groupId) as securityGroup",
        "display @timestamp, detail.eventName, securityGroup, detail.userIdentity.arn, detail.sourceIPAddress",
        "sort @timestamp desc",
        "limit 50");

    // The log group is retained when its stack is deleted, and EventBridge requires its name. The name therefore contains a part that
    // differs for each new deployment of a stack: the first digits of the stack id.
    static string DeploymentOf(Construct scope) => Fn.Select(0, Fn.Split("-", Fn.Select(2, Fn.Split("/", Places.StackOf(scope).StackId))));

    // EventBridge doesn't assume a role for a log group. A resource policy of CloudWatch Logs admits it.
    void Admit(string name)
    {
        var stack = Places.StackOf(this);
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = $"{name}:*",
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        const string services = """["events.amazonaws.com","delivery.logs.amazonaws.com"]""";
        new CfnResourcePolicy(this, "Policy", new CfnResourcePolicyProps
        {
            PolicyName = PathName.Unique(this, '-'),
            PolicyDocument = $$$"""{"Version":"2012-10-17","Statement":[{"Sid":"WriteNetworkChanges","Effect":"Allow","Principal":{"Service":{{{services}}}}"""
                + $$$""","Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"{{{arn}}}","Condition":"""
                + $$$"""{"StringEquals":{"aws:SourceAccount":"{{{stack.Account}}}"},"ArnEquals":{"aws:SourceArn":"{{{Rule.AttrArn}}}"} } }]}""",
        });
    }
}
