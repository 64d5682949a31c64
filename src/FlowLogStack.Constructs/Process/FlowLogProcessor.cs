using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace FlowLogStack.Process;

/// <summary>What a <see cref="FlowLogProcessor"/> can be told.</summary>
public sealed record FlowLogProcessorProps
{
    /// <summary>The format of records that bring no header, as those of log groups and Firehose do not. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>An endpoint to post records to. Default: none.</summary>
    public EndpointOutput? Endpoint { get; init; }

    /// <summary>A bucket to write records to. Default: none.</summary>
    public BucketOutput? Destination { get; init; }

    /// <summary>How records are written in answers to Firehose. Default: JSON of the fields.</summary>
    public RecordEncoding FirehoseEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>Which records pass. Default: all.</summary>
    public ProcessorFilter Filter { get; init; } = new();

    /// <summary>Whether records carry VPC, subnet, security groups and direction, which takes ec2:DescribeNetworkInterfaces. Default: no.</summary>
    public bool Enrich { get; init; }

    /// <summary>The function's processor. Default: x86_64, for which the code is compiled ahead of time.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>The function's memory in MiB. Default: 512.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>How long an invocation may take. Default: 2 minutes.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>How many invocations may run at once, taken from the account's. Default: as many as there are events.</summary>
    /// <remarks>Queues of archives share it: each invokes the function no more than its part at once, and at least 2, the smallest number that Lambda allows.</remarks>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Whether invocations are traced with X-Ray. Default: no.</summary>
    public bool Tracing { get; init; }

    /// <summary>How long the function's own log is kept. Default: one month.</summary>
    public RetentionDays LogRetention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>The topics that the processor's alarms notify. Default: none; the alarms are there.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Where the dead-letter bucket's own access logs go. Default: they are not kept.</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>What becomes of parked records when the stack is deleted. Default: they are kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether parked records are deleted with the stack. Default: no. Needs <see cref="RemovalPolicy"/> DESTROY.</summary>
    public bool AutoDeleteObjects { get; init; }

    /// <summary>The destinations, each with its variables and permissions.</summary>
    internal IEnumerable<IProcessorOutput> Outputs => new IProcessorOutput?[] { Endpoint, Destination }.OfType<IProcessorOutput>();
}

/// <summary>
/// The bundled function that reads flow logs from log groups, archives and Firehose and passes their records on.
/// Nothing is acknowledged before it is delivered, or parked in the dead-letter bucket with its reason.
/// </summary>
/// <remarks>The function has each permission only if the feature that needs it is used.</remarks>
public sealed class FlowLogProcessor : Construct
{
    const string DeadLetterPrefix = ProcessorVariables.DefaultDeadLetterPrefix;
    const int LeastConcurrency = 2;
    const int MostConcurrency = 1000;
    static readonly string[] EventSources = ["aws.s3"];
    static readonly string[] EventTypes = ["Object Created"];
    static readonly string[] NamedTwice = ["W3005"];
    readonly FlowLogProcessorProps props;
    readonly Duration timeout;
    readonly ProcessorAlarms alarms;
    readonly List<CfnEventSourceMapping> queueSources = [];
    readonly HashSet<string> archivesRead = [];
    bool hasConcurrencyWarning;

    /// <summary>Makes the function, its role, its log group, its dead letters and its alarms. Give it something to read with the verbs.</summary>
    /// <exception cref="FlowLogFormatException">A filter or the enrichment needs fields that the format lacks.</exception>
    /// <exception cref="ArgumentException">A setting that the function or the service would refuse.</exception>
    public FlowLogProcessor(Construct scope, string id, FlowLogProcessorProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        this.props = props ??= new FlowLogProcessorProps();
        timeout = props.Timeout ?? Duration.Minutes(2);
        EnsureConsistent(props);
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);

        DeadLetters = PrivateBucket.Create(this, "DeadLetters", PrivateBucket.AgeOut(90), props.RemovalPolicy);
        props.AccessLogs?.Receive(DeadLetters, DeadLetterPrefix);
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", DeadLetters);
        Failures = NewQueue(this, "Failures", Duration.Days(14));
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps { Retention = props.LogRetention, RemovalPolicy = props.RemovalPolicy });
        Function = NewFunction();
        GrantFeatures();
        alarms = new ProcessorAlarms(props.Topics);
        alarms.OnFunction(this, Function);
        alarms.OnRecords(this, Function, props.Enrich);
        alarms.OnLetters(this, Failures, "Flow log events could not be processed after all retries. Correct the cause, then replay them.");
    }

    /// <summary>The function.</summary>
    public Function Function { get; }

    /// <summary>The function's own log group.</summary>
    public LogGroup LogGroup { get; }

    /// <summary>The bucket of records that could not be delivered, each with its reason.</summary>
    public Bucket DeadLetters { get; }

    /// <summary>The queue of events whose invocation failed after all retries.</summary>
    public Queue Failures { get; }

    /// <summary>Has every record of a log group read, within seconds of its arrival.</summary>
    /// <param name="logGroup">The log group; not the processor's own.</param>
    /// <param name="filterPattern">Which records are sent to the function at all. Default: all.</param>
    /// <param name="name">What distinguishes a second subscription to the same log group. Default: none; the log group is subscribed to once.</param>
    /// <exception cref="ArgumentException">The group is the processor's own, which would feed itself for ever, or it is subscribed to under this name already.</exception>
    public CfnSubscriptionFilter Subscribe(ILogGroup logGroup, string filterPattern = "", string? name = null)
    {
        ArgumentNullException.ThrowIfNull(logGroup);
        if (logGroup.Node.Path == LogGroup.Node.Path)
            throw new ArgumentException($"'{logGroup.Node.Path}' is the processor's own log group: each line it logs would invoke it again. Subscribe to the log group of the flow logs.", nameof(logGroup));
        LogGroupAccess.EnsureSameEnvironment(this, logGroup);
        var stack = Stack.Of(this);
        var input = NewInput(logGroup, name, $"Subscribe once, or pass a different '{nameof(name)}' for each subscription");
        var permission = new CfnPermission(input, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            SourceAccount = stack.Account,
        }
            .With(nameof(CfnPermissionProps.FunctionName), Function.FunctionArn)
            .With(nameof(CfnPermissionProps.Principal), "logs.amazonaws.com")
            .With(nameof(CfnPermissionProps.SourceArn), stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = $"{logGroup.LogGroupName}:*", ArnFormat = ArnFormat.COLON_RESOURCE_NAME })));
        var filter = new CfnSubscriptionFilter(input, "Subscription", new CfnSubscriptionFilterProps
        {
            FilterPattern = filterPattern,
        }.With(nameof(CfnSubscriptionFilterProps.LogGroupName), logGroup.LogGroupName).With(nameof(CfnSubscriptionFilterProps.DestinationArn), Function.FunctionArn));
        filter.Node.AddDependency(permission);
        return filter;
    }

    /// <summary>
    /// Has every object of an archive read: EventBridge sends the bucket's events to a queue that retries and then keeps what fails.
    /// The bucket keeps the notifications that others configure, and any number of archives and processors may share it.
    /// </summary>
    /// <param name="archive">The archive; its records are written elsewhere, or the function would read what it wrote.</param>
    /// <returns>The queue of notifications.</returns>
    /// <exception cref="ArgumentException">The archive has Parquet objects, is read already, is of another account or region, or the destination lies within it.</exception>
    public Queue ReadFrom(FlowLogArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (archive.Layout.FileFormat is FileFormat.Parquet)
            throw new ArgumentException($"The archive '{archive.Node.Path}' has Parquet objects, and the processor reads plain text: subscribe to a log group, or deliver plain text to another archive.", nameof(archive));
        if (props.Destination is { } destination && destination.Bucket.Node.Path == archive.Bucket.Node.Path && $"{destination.Prefix}/".StartsWith(archive.Layout.RootPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"The destination '{destination.Prefix}' lies in '{archive.Layout.RootPrefix}' of the archive '{archive.Node.Path}' that is read, so the processor would read what it wrote: choose another prefix or bucket.", nameof(archive));
        var input = NewInput(archive, null, "Read it once");
        if (!archivesRead.Add($"{archive.Bucket.Node.Path} {archive.Layout.RootPrefix}"))
            throw new ArgumentException($"The processor '{Node.Path}' reads '{archive.Layout.RootPrefix}' of the bucket '{archive.Bucket.Node.Path}' already, and would read each object twice: leave out the archive '{archive.Node.Path}'.", nameof(archive));
        var failures = NewQueue(input, "Failures", Duration.Days(14));
        var queue = NewQueue(input, "Notifications", Duration.Days(4), failures);
        archive.SendEvents(this);
        Announce(input, archive, queue, failures);
        Function.AddToRolePolicy(Allow("s3:GetObject", archive.Bucket.ArnForObjects(archive.Layout.RootPrefix + "*")));
        // Without it S3 calls a missing object a forbidden one.
        Function.AddToRolePolicy(AllowList(archive.Bucket, archive.Layout.RootPrefix));
        BucketAccess.LetDecrypt(Function.Role!, archive.Bucket, archive.EncryptionKey);
        queue.GrantConsumeMessages(Function);
        var source = new CfnEventSourceMapping(input, "Source", new CfnEventSourceMappingProps
        {
            BatchSize = 10,
            MaximumBatchingWindowInSeconds = 5,
            // One bad object does not make the others be read again.
            FunctionResponseTypes = ["ReportBatchItemFailures"],
        }.With(nameof(CfnEventSourceMappingProps.FunctionName), Function.FunctionName).With(nameof(CfnEventSourceMappingProps.EventSourceArn), queue.QueueArn));
        source.Node.AddDependency(Function.Role!);
        queueSources.Add(source);
        ShareConcurrency();
        alarms.OnAge(input, queue);
        alarms.OnLetters(input, failures, "Flow log objects could not be read after five attempts. Correct the cause, then redrive the queue to its source.");
        return queue;
    }

    /// <summary>The processing configuration of a Firehose stream whose records this function transforms.</summary>
    /// <param name="streamRole">The stream's role, which is granted to invoke the function.</param>
    public Amazon.CDK.AWS.KinesisFirehose.CfnDeliveryStream.ProcessingConfigurationProperty ForFirehose(IRole streamRole)
    {
        ArgumentNullException.ThrowIfNull(streamRole);
        Function.GrantInvoke(streamRole);
        return new Amazon.CDK.AWS.KinesisFirehose.CfnDeliveryStream.ProcessingConfigurationProperty
        {
            Enabled = true,
            Processors = new object[]
            {
                new Amazon.CDK.AWS.KinesisFirehose.CfnDeliveryStream.ProcessorProperty
                {
                    Type = "Lambda",
                    Parameters = new object[]
                    {
                        Parameter("LambdaArn", Function.FunctionArn),
                        Parameter("RoleArn", streamRole.RoleArn),
                        Parameter("NumberOfRetries", "3"),
                        // JSON is a few times as long as the line it comes from, and an answer may have 6 MB.
                        Parameter("BufferSizeInMBs", "1"),
                        Parameter("BufferIntervalInSeconds", "60"),
                    },
                },
            },
        };

        static Amazon.CDK.AWS.KinesisFirehose.CfnDeliveryStream.ProcessorParameterProperty Parameter(string name, string value) => new() { ParameterName = name, ParameterValue = value };
    }

    static void EnsureConsistent(FlowLogProcessorProps props)
    {
        props.Filter.EnsureServedBy(props.Format);
        if (props.Enrich)
            props.Format.EnsureContains("The processor's enrichment", FlowField.InterfaceId);
        if (props.MemorySize is < 128 or > 10240)
            throw new ArgumentException($"The function's memory of {props.MemorySize} MiB is not one that Lambda has: give 128 to 10240.");
    }

    Function NewFunction()
    {
        var architecture = props.Architecture ?? Architecture.X86_64;
        var function = new Function(this, "Function", new FunctionProps
        {
            Description = "Reads flow log records and passes them on",
            Runtime = new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE),
            Architecture = architecture,
            // An executable assembly: it speaks to the Lambda Runtime API itself.
            Handler = ProcessorAsset.Assembly,
            Code = Code.FromAsset(ProcessorAsset.PathFor(architecture)),
            MemorySize = props.MemorySize,
            Timeout = timeout,
            ReservedConcurrentExecutions = props.ReservedConcurrency,
            Tracing = props.Tracing ? Amazon.CDK.AWS.Lambda.Tracing.ACTIVE : null,
            Environment = ProcessorEnvironment.Of(props, DeadLetters, Failures),
        }
            .With(nameof(FunctionProps.LogGroup), LogGroup)
            .With(nameof(FunctionProps.DeadLetterQueue), Failures)
            .With(nameof(FunctionProps.Role), new Role(this, "Role", new RoleProps
            {
                Description = "Reads flow log records and passes them on",
                AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
                InlinePolicies = new Dictionary<string, PolicyDocument> { ["Log"] = new PolicyDocument(new PolicyDocumentProps { Statements = [Allow("logs:CreateLogStream logs:PutLogEvents", LogGroup.LogGroupArn)] }) },
            })));
        // CDK's Function names its role once more in DependsOn, which linters take for an oversight.
        ((CfnFunction)function.Node.DefaultChild!).AddMetadata("cfn-lint", new Dictionary<string, object>
        {
            ["config"] = new Dictionary<string, object> { ["ignore_checks"] = NamedTwice },
        });
        return function;
    }

    // The queue's messages are S3's own, so that the function reads them as it reads those of a bucket's queue. Keys of flow logs
    // have no character that S3 would escape.
    static void Announce(Construct input, FlowLogArchive archive, Queue queue, Queue failures)
    {
        var rule = new CfnRule(input, "Rule", new CfnRuleProps
        {
            Description = $"Objects of {archive.Node.Path} for the flow log processor",
            EventPattern = new Dictionary<string, object>
            {
                ["source"] = EventSources,
                ["detail-type"] = EventTypes,
                ["detail"] = new Dictionary<string, object>
                {
                    ["bucket"] = new Dictionary<string, object> { ["name"] = new[] { archive.Bucket.BucketName } },
                    ["object"] = new Dictionary<string, object> { ["key"] = new object[] { new Dictionary<string, object> { ["prefix"] = archive.Layout.RootPrefix } } },
                },
            },
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "Queue",
                    InputTransformer = new CfnRule.InputTransformerProperty
                    {
                        InputPathsMap = new Dictionary<string, string> { ["bucket"] = "$.detail.bucket.name", ["key"] = "$.detail.object.key", ["size"] = "$.detail.object.size", ["time"] = "$.time", ["region"] = "$.region" },
                        InputTemplate = """{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","eventTime":<time>,"awsRegion":<region>,"s3":{"bucket":{"name":<bucket>},"object":{"key":<key>,"size":<size>}}}]}""",
                    },
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), failures.QueueArn),
                }.With(nameof(CfnRule.TargetProperty.Arn), queue.QueueArn),
            },
        });
        QueueAccess.Admit(queue, rule);
        QueueAccess.Admit(failures, rule);
    }

    void GrantFeatures()
    {
        // Written when a delivery fails; listed, read and deleted when it is replayed.
        Function.AddToRolePolicy(Allow("s3:PutObject s3:GetObject s3:DeleteObject", DeadLetters.ArnForObjects(DeadLetterPrefix + "*")));
        Function.AddToRolePolicy(AllowList(DeadLetters, DeadLetterPrefix));
        Function.AddToRolePolicy(Allow("sqs:ReceiveMessage sqs:DeleteMessage", Failures.QueueArn));
        foreach (var output in props.Outputs)
            output.Grant(Function);
        if (props.Enrich)
            Function.AddToRolePolicy(Allow("ec2:DescribeNetworkInterfaces", "*")); // The action lists interfaces and so has no narrower resource.
    }

    Queue NewQueue(Construct scope, string id, Duration retention, Queue? failures = null) => new(scope, id, new QueueProps
    {
        Encryption = QueueEncryption.SQS_MANAGED,
        EnforceSSL = true,
        RetentionPeriod = retention,
        // Six times the function's own, so that a message is not seen again while it is worked on.
        VisibilityTimeout = Duration.Seconds(timeout.ToSeconds() * 6),
        DeadLetterQueue = failures is null ? null : new DeadLetterQueue { MaxReceiveCount = 5 }.With(nameof(DeadLetterQueue.Queue), failures),
        RemovalPolicy = props.RemovalPolicy,
    });

    Construct NewInput(IConstruct source, string? name, string fix)
    {
        var id = InputName.Of(this, source, name);
        return Node.TryFindChild(id) is null
            ? new Construct(this, id)
            : throw new ArgumentException($"The processor '{Node.Path}' reads '{source.Node.Path}'{(name is null ? "" : $" as '{name}'")} already, and would forward its records twice. {fix}.", nameof(source));
    }

    // A queue that invokes the function more often than it may run gets its messages back, and after five times they are failures.
    void ShareConcurrency()
    {
        if (props.ReservedConcurrency is not { } reserved)
            return;
        foreach (var source in queueSources)
            source.AddPropertyOverride("ScalingConfig.MaximumConcurrency", Math.Clamp(reserved / queueSources.Count, LeastConcurrency, MostConcurrency));
        if (reserved < LeastConcurrency * queueSources.Count && !hasConcurrencyWarning)
        {
            hasConcurrencyWarning = true;
            CdkVersions.AddWarning(
                this,
                "FlowLogStack:processorConcurrency",
                $"The reserved concurrency of {reserved} is less than the {LeastConcurrency} concurrent invocations that each archive's queue starts at least, so Lambda throttles some of them and "
                + $"notifications may end in the queue of failures. Set {nameof(FlowLogProcessorProps.ReservedConcurrency)} to {LeastConcurrency} or more for each archive.");
        }
    }

    static PolicyStatement Allow(string actions, string resource) => new(new PolicyStatementProps { Actions = actions.Split(' '), Resources = [resource] });

    static PolicyStatement AllowList(IBucket bucket, string prefix) => new(new PolicyStatementProps
    {
        Actions = ["s3:ListBucket"],
        Resources = [bucket.BucketArn],
        Conditions = new Dictionary<string, object> { ["StringLike"] = new Dictionary<string, object> { ["s3:prefix"] = prefix + "*" } },
    });
}
