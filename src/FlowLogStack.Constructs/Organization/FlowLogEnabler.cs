using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Records;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace FlowLogStack.Organization;

/// <summary>
/// A function that creates flow logs for every VPC of the account and Region: for new VPCs within minutes, by their CloudTrail event, and for all on a
/// schedule, because events are best effort.
/// </summary>
/// <remarks>
/// It creates what a VPC lacks, and never changes or deletes a flow log. Flow logs aren't resources of the stack: deleting the enabler keeps them, and they
/// deliver as long as their destination and its role exist. Events require a trail that logs management events in the Region. For flow logs to CloudWatch
/// Logs only, without a function, see <see cref="TelemetryRule"/>.
/// </remarks>
public sealed class FlowLogEnabler : Construct
{
    const int LeastMinutes = 5;
    const int MostMinutes = 24 * 60;
    const int LongestTagValue = 256;
    static readonly string[] EventNames = ["CreateVpc", "CreateDefaultVpc"];
    static readonly string[] EventSources = ["ec2.amazonaws.com"];
    static readonly string[] EventTypes = ["AWS API Call via CloudTrail"];
    static readonly string[] Sources = ["aws.ec2"];

    readonly FlowLogEnablerProps props;
    readonly EnablerDestinations destinations;
    readonly string creator;

    /// <summary>Creates the function, its role, log group, rules, queue of failures and alarms.</summary>
    /// <exception cref="FlowLogFormatException">The format isn't one of VPCs, or lacks tag keys.</exception>
    /// <exception cref="ArgumentException">There are no destinations, or a value isn't valid for flow logs, EventBridge or Lambda.</exception>
    public FlowLogEnabler(Construct scope, string id, FlowLogEnablerProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        this.props = props;
        EnsureValid();
        creator = PathName.Of(this, '-', LongestTagValue);
        destinations = new EnablerDestinations(this, props.Format);
        foreach (var destination in props.Destinations)
        {
            destinations.Add(destination);
            LongRecordSources.Register(this, destination, props.AggregationInterval);
        }

        var key = Encryption.KeyOf(this) is { } shared ? KeyAccess.Itself(this, shared, "enabler") : null;
        Failures = new Queue(this, "Failures", QueueAccess.Encrypted(
            new QueueProps { EnforceSSL = true, RetentionPeriod = Durations.Days(14), RemovalPolicy = props.RemovalPolicy }, key));
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps { Retention = props.LogRetention, RemovalPolicy = props.RemovalPolicy }
            .With(nameof(LogGroupProps.EncryptionKey), key is null ? null : LogGroupKeys.Admit(this, this, key, groupName: null)));
        Function = NewFunction(key);
        if (key is not null)
            Function.AddToRolePolicy(UseOfKey(key));
        NewVpcs = NewRule("NewVpcs", new CfnRuleProps
        {
            Description = "New VPCs without flow logs. Needs a CloudTrail trail that logs management events in this region.",
            EventPattern = new Dictionary<string, object>
            {
                ["source"] = Sources,
                ["detail-type"] = EventTypes,
                ["detail"] = new Dictionary<string, object>
                {
                    ["eventSource"] = EventSources,
                    ["eventName"] = EventNames,
                    ["errorCode"] = new object[] { new Dictionary<string, object> { ["exists"] = false } },
                },
            },
        }, input: null);
        Schedule = NewRule("Schedule", new CfnRuleProps { Description = "All VPCs without flow logs", ScheduleExpression = Rate() },
            "{\"" + EnablerVariables.Reconcile + "\":{}}");
        NewAlarms(new ProcessorAlarms(props.Topics));
    }

    /// <summary>The function. Invoke it with <c>{"reconcile":{}}</c>, or <c>{"reconcile":{"dryRun":true}}</c>, to check all VPCs at once.</summary>
    public Function Function { get; }

    /// <summary>The log group of the function, with a line for each flow log that could not be created.</summary>
    public LogGroup LogGroup { get; }

    /// <summary>The queue of events that EventBridge or Lambda could not process after all retries.</summary>
    public Queue Failures { get; }

    /// <summary>The rule for calls that create VPCs.</summary>
    public CfnRule NewVpcs { get; }

    /// <summary>The rule that starts the reconciliation of all VPCs.</summary>
    public CfnRule Schedule { get; }

    /// <summary>Returns the metric of flow logs that were created. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricCreatedFlowLogs(IMetricOptions? options = null) => MetricOf(EnablerMetrics.CreatedFlowLogs, options);

    /// <summary>Returns the metric of flow logs that could not be created. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricFailedFlowLogs(IMetricOptions? options = null) => MetricOf(EnablerMetrics.FailedFlowLogs, options);

    Metric MetricOf(string name, IMetricOptions? options) =>
        ServiceMetric.Of(ProcessorMetrics.DefaultNamespace, name, options, (ProcessorMetrics.FunctionDimension, Function.FunctionName));

    void EnsureValid()
    {
        if (props.Destinations is not { Count: > 0 })
            throw new ArgumentException($"The enabler '{Node.Path}' has no destination. Add at least one to {nameof(FlowLogEnablerProps.Destinations)}, as "
                + "in CaptureDestination.S3(archive).");
        props.Format.EnsureAppliesTo(RecordKinds.Vpc);
        ProcessorFunction.EnsureMemory(props.MemorySize);
        // The tag is a part of a condition key, in which these characters have a meaning.
        if (props.OptOut.Key.AsSpan().ContainsAny('*', '?', '$') || props.OptOut.Value.AsSpan().ContainsAny('*', '?', '$'))
            throw new ArgumentException($"The tag '{props.OptOut}' of the enabler '{Node.Path}' contains *, ? or $, which IAM interprets in conditions. Use "
                + "another tag.");
        _ = Rate();
    }

    string Rate()
    {
        var minutes = props.Every?.ToMinutes(new TimeConversionOptions { Integral = false }) ?? 60;
        if (minutes is < LeastMinutes or > MostMinutes || minutes != Math.Floor(minutes))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The enabler '{Node.Path}' reconciles every {minutes:0.####} minutes. ")
                + $"Use {LeastMinutes} minutes to 1 day, in whole minutes, in {nameof(FlowLogEnablerProps.Every)}.");
        return minutes % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"rate({minutes / 60} hour{(minutes == 60 ? "" : "s")})")
            : string.Create(CultureInfo.InvariantCulture, $"rate({minutes} minutes)");
    }

    Function NewFunction(Amazon.CDK.AWS.KMS.IKey? key)
    {
        var policies = new Dictionary<string, PolicyDocument>
        {
            ["CreateFlowLogs"] = new PolicyDocument(new PolicyDocumentProps { Statements = [.. Statements()] }),
        };
        return ProcessorFunction.Create(this, props.Runtime, props.Architecture, LogGroup, policies, new FunctionProps
        {
            Description = "Creates flow logs for VPCs without them",
            MemorySize = props.MemorySize,
            Timeout = Durations.Minutes(5),
            Environment = Variables(),
        }
            .With(nameof(FunctionProps.EnvironmentEncryption), key)
            .With(nameof(FunctionProps.DeadLetterQueue), Failures));
    }

    Dictionary<string, string> Variables()
    {
        var plan = new EnablerPlan
        {
            Format = props.Format.ToString(),
            Traffic = props.TrafficType.ToString().ToUpperInvariant(),
            Interval = (int)props.AggregationInterval,
            TagFields = [.. (props.TagFields.For(props.Format) ?? []).Cast<Dictionary<string, object>>()
                .Select(tags => ((string)tags["ResourceType"], (IReadOnlyList<string>)(string[])tags["TagKeys"]))],
            Destinations = destinations.Destinations,
        };
        var variables = new Dictionary<string, string>
        {
            [EnablerVariables.FlowLogs] = plan.ToJson(),
            [EnablerVariables.Account] = Places.EnvironmentOf(this).Account,
            [EnablerVariables.OptOutTag] = props.OptOut.ToString(),
            [EnablerVariables.Creator] = creator,
        };
        if (props.DryRun)
            variables[EnablerVariables.DryRun] = "true";
        return variables;
    }

    IEnumerable<PolicyStatement> Statements()
    {
        var stack = Places.StackOf(this);
        var flowLogs = stack.FormatArn(new ArnComponents { Service = "ec2", Resource = "vpc-flow-log", ResourceName = "*" });
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "FindVpcsAndFlowLogs",
            Actions = ["ec2:DescribeFlowLogs", "ec2:DescribeVpcs"],
            Resources = ["*"], // The actions list VPCs and flow logs and so have no narrower resource.
        });
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "RecordVpcs",
            Actions = ["ec2:CreateFlowLogs"],
            // The VPCs of the account and Region, also those that don't exist yet.
            Resources = [stack.FormatArn(new ArnComponents { Service = "ec2", Resource = "vpc", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringNotEquals"] = new Dictionary<string, object> { [$"aws:ResourceTag/{props.OptOut.Key}"] = props.OptOut.Value },
            },
        });
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "CreateTaggedFlowLogs",
            Actions = ["ec2:CreateFlowLogs"],
            // EC2 chooses the ids of flow logs.
            Resources = [flowLogs],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { [$"aws:RequestTag/{EnablerVariables.CreatorTag}"] = creator },
                ["ForAllValues:StringEquals"] = new Dictionary<string, object> { ["aws:TagKeys"] = new[] { EnablerVariables.CreatorTag } },
            },
        });
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "TagNewFlowLogs",
            Actions = ["ec2:CreateTags"],
            Resources = [flowLogs],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["ec2:CreateAction"] = "CreateFlowLogs" },
            },
        });
        foreach (var statement in destinations.Statements)
            yield return statement;
        if (props.TagFields.For(props.Format) is not null)
            yield return new PolicyStatement(new PolicyStatementProps
            {
                Sid = "FindTags",
                Actions = props.TagFields.AutoScalingGroupKeys.Count > 0 ? ["autoscaling:DescribeTags", "ec2:DescribeTags"] : ["ec2:DescribeTags"],
                Resources = ["*"], // The actions list tags and so have no narrower resource.
            });
    }

    // SQS uses the key for events that failed, and Lambda for the environment.
    PolicyStatement UseOfKey(Amazon.CDK.AWS.KMS.IKey key)
    {
        var stack = Places.StackOf(this);
        return new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
            Resources = [key.KeyArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = new[] { $"sqs.{stack.Region}.{stack.UrlSuffix}",
                    $"lambda.{stack.Region}.{stack.UrlSuffix}" } },
            },
        });
    }

    CfnRule NewRule(string id, CfnRuleProps rule, string? input)
    {
        var scope = new Construct(this, id);
        rule.Targets = new object[]
        {
            new CfnRule.TargetProperty
            {
                Id = "Function",
                Input = input,
                DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), Failures.QueueArn),
            }.With(nameof(CfnRule.TargetProperty.Arn), Function.FunctionArn),
        };
        var made = new CfnRule(scope, "Rule", rule);
        // Without the policies of their destinations, the first flow logs would not deliver.
        foreach (var requirement in destinations.Requirements)
            made.Node.AddDependency(requirement);
        QueueAccess.Admit(scope, Failures, made);
        _ = new CfnPermission(scope, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            SourceAccount = Places.EnvironmentOf(this).Account,
        }
            .With(nameof(CfnPermissionProps.FunctionName), Function.FunctionArn)
            .With(nameof(CfnPermissionProps.Principal), "events.amazonaws.com")
            .With(nameof(CfnPermissionProps.SourceArn), made.AttrArn));
        return made;
    }

    void NewAlarms(ProcessorAlarms alarms)
    {
        var every5Minutes = new MetricOptions { Period = Durations.Minutes(5), Statistic = "Sum" };
        alarms.Add(this, "Errors", "The enabler of flow logs fails. Its log contains the reason. Lambda repeats the event, and the next reconciliation checks "
            + "all VPCs again.", Function.MetricErrors(every5Minutes));
        alarms.Add(this, "Throttles", "The enabler of flow logs is throttled. Increase the account's limit of concurrent invocations.",
            Function.MetricThrottles(every5Minutes), evaluationPeriods: 3);
        alarms.Add(this, "FailedFlowLogs", "Flow logs of VPCs could not be created. The function's log contains each VPC with the error. Correct the cause; "
            + "the next reconciliation creates them.", MetricFailedFlowLogs());
        alarms.OnLetters(this, Failures, "Events of new VPCs could not be processed after all retries. The next reconciliation checks all VPCs; then purge the "
            + "queue.");
    }
}
