using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace FlowLogStack.Process;

/// <summary>
/// The processor function, which reads flow logs from log groups, archives and Firehose and forwards their records. It acknowledges records
/// only after it has delivered them, or saved them as dead letters with the reason.
/// </summary>
/// <remarks>The function has only the permissions that its configured features require.</remarks>
public sealed class FlowLogProcessor : Construct
{
    const string DeadLetterPrefix = ProcessorVariables.DefaultDeadLetterPrefix;
    const int LeastConcurrency = 2;
    const int MostConcurrency = 1000;
    static readonly string[] EventSources = ["aws.s3"];
    static readonly string[] EventTypes = ["Object Created"];
    readonly FlowLogProcessorProps props;
    readonly Duration timeout;
    readonly ProcessorAlarms alarms;
    readonly List<CfnEventSourceMapping> queueSources = [];
    readonly HashSet<string> archivesRead = [];
    bool hasConcurrencyWarning;

    /// <summary>Creates the function, its role, log group, dead-letter bucket, queue and alarms. Add inputs with the methods.</summary>
    /// <exception cref="FlowLogFormatException">The filter or the enrichment requires fields that the log format lacks.</exception>
    /// <exception cref="ArgumentException">A setting isn't valid for the function or for Lambda.</exception>
    public FlowLogProcessor(Construct scope, string id, FlowLogProcessorProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        this.props = props ??= new FlowLogProcessorProps();
        timeout = props.Timeout ?? Durations.Minutes(2);
        EnsureConsistent(props);
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);

        EncryptionKey = (props.EncryptionKey ?? Encryption.KeyOf(this)) is { } key ? KeyAccess.Itself(this, key, "dead letters") : null;
        DeadLetters = PrivateBucket.Create(this, "DeadLetters", PrivateBucket.AgeOut(Durations.Days(90)), props.RemovalPolicy, EncryptionKey);
        props.AccessLogs?.Receive(DeadLetters, DeadLetterPrefix);
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", DeadLetters);
        Failures = NewQueue(this, "Failures", Durations.Days(14));
        LogGroup = new LogGroup(this, "Logs", new LogGroupProps { Retention = props.LogRetention, RemovalPolicy = props.RemovalPolicy }
            .With(nameof(LogGroupProps.EncryptionKey), EncryptionKey is null ? null : LogGroupKeys.Admit(this, this, EncryptionKey, groupName: null)));
        Function = NewFunction();
        GrantFeatures();
        alarms = new ProcessorAlarms(props.Topics);
        alarms.OnFunction(this);
        alarms.OnRecords(this, props.Enrich);
        alarms.OnLetters(this, Failures, "Flow log events could not be processed after all retries. Correct the cause, then replay them.");
    }

    /// <summary>The processor function.</summary>
    public Function Function { get; }

    /// <summary>Customer managed key of dead letters, queues, the log group and the environment; null if the services manage the keys.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>
    /// The AWS services that the function calls, by the last part of the name of their VPC endpoint, such as <c>s3</c>. Inside a VPC without a NAT
    /// gateway, each needs an endpoint: a gateway endpoint for <c>s3</c>, an interface endpoint with private DNS names for the others.
    /// </summary>
    public IReadOnlyList<string> RequiredEndpoints => [.. Services()];

    /// <summary>Namespace of the function's own metrics.</summary>
    public string MetricsNamespace => props.MetricsNamespace;

    /// <summary>The log group of the function.</summary>
    public LogGroup LogGroup { get; }

    /// <summary>Whether records carry the security groups of their interface.</summary>
    internal bool Enriches => props.Enrich;

    /// <summary>The bucket of dead letters: records that couldn't be delivered, each with the reason.</summary>
    public Bucket DeadLetters { get; }

    /// <summary>The queue of events whose invocation failed after all retries.</summary>
    public Queue Failures { get; }

    /// <summary>Grants permission to invoke the function, with which a principal starts a replay of dead letters.</summary>
    /// <param name="grantee">A role, user, group or function of the processor's account.</param>
    /// <exception cref="ArgumentException">The policy of the principal can't be extended.</exception>
    public Grant GrantReplay(IGrantable grantee)
    {
        ArgumentNullException.ThrowIfNull(grantee);
        // Function.GrantInvoke would admit a service in the function's policy, from any account.
        return PrincipalAccess.Grant(this, grantee, new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["lambda:InvokeFunction"],
            Resources = [Function.FunctionArn],
        }));
    }

    /// <summary>Returns one of the function's own metrics. Default: the sum in 5 minutes.</summary>
    /// <param name="metricName">Name of the metric, as in the function's README.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric Metric(string metricName, IMetricOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(metricName);
        return ServiceMetric.Of(MetricsNamespace, metricName, options, (ProcessorMetrics.FunctionDimension, Function.FunctionName));
    }

    /// <summary>Returns one of the function's own metrics of flows for one direction. Default: the sum in 5 minutes.</summary>
    /// <param name="metricName">Name of the metric, such as <c>AcceptedBytes</c>, as in the function's README.</param>
    /// <param name="direction">Direction of the flows: inbound, outbound, internal or unknown.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <exception cref="ArgumentException">The direction isn't valid.</exception>
    public Metric MetricByDirection(string metricName, string direction, IMetricOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(metricName);
        if (!ProcessorMetrics.Directions.Contains(direction))
            throw new ArgumentException($"The direction '{direction}' of the metric '{metricName}' is not valid. Use "
                + $"{string.Join(", ", ProcessorMetrics.Directions.SkipLast(1))} or {ProcessorMetrics.Directions[^1]}.", nameof(direction));
        return ServiceMetric.Of(MetricsNamespace, metricName, options, (ProcessorMetrics.FunctionDimension, Function.FunctionName),
            (ProcessorMetrics.DirectionDimension, direction));
    }

    /// <summary>Returns the metric of lines read, including malformed lines. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricRecords(IMetricOptions? options = null) => Metric(ProcessorMetrics.Records, options);

    /// <summary>Returns the metric of records that an output accepted. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricDeliveredRecords(IMetricOptions? options = null) => Metric(ProcessorMetrics.DeliveredRecords, options);

    /// <summary>Returns the metric of records saved as dead letters. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricParkedRecords(IMetricOptions? options = null) => Metric(ProcessorMetrics.ParkedRecords, options);

    /// <summary>Returns the metric of records that a filter or sampling dropped. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricDroppedRecords(IMetricOptions? options = null) => Metric(ProcessorMetrics.DroppedRecords, options);

    /// <summary>Returns the metric of malformed lines. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricMalformedLines(IMetricOptions? options = null) => Metric(ProcessorMetrics.RejectedLines, options);

    /// <summary>Returns the metric of delivery attempts after the first. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricRetries(IMetricOptions? options = null) => Metric(ProcessorMetrics.Retries, options);

    /// <summary>Returns the metric of the duration of deliveries, in milliseconds. Default: the 99th percentile in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricDeliveryLatency(IMetricOptions? options = null)
    {
        var metric = Metric(ProcessorMetrics.DeliveryLatency, new MetricOptions { Statistic = "p99" });
        return options is null ? metric : metric.With(options);
    }

    /// <summary>
    /// Returns the metric of events that the function does not process because they are its own log or objects. Default: the sum in 5 minutes.
    /// </summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricRefusedLoops(IMetricOptions? options = null) => Metric(ProcessorMetrics.RefusedLoops, options);

    /// <summary>Returns the metric of failed lookups of network interfaces. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricEnrichErrors(IMetricOptions? options = null) => Metric(ProcessorMetrics.EnrichErrors, options);

    /// <summary>Returns the metric of invocations that fail. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricErrors(IMetricOptions? options = null) => Function.MetricErrors(options ?? Every5Minutes);

    /// <summary>Returns the metric of invocations that Lambda throttles. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricThrottles(IMetricOptions? options = null) => Function.MetricThrottles(options ?? Every5Minutes);

    /// <summary>Returns the metric of events that Lambda drops after all retries. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricDroppedEvents(IMetricOptions? options = null) => Function.Metric("AsyncEventsDropped", options ?? Every5Minutes);

    /// <summary>Returns the metric of events that Lambda cannot send to <see cref="Failures"/>. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricDeadLetterErrors(IMetricOptions? options = null) => Function.Metric("DeadLetterErrors", options ?? Every5Minutes);

    /// <summary>Returns the metric of deliveries of a subscription that fail. Default: the sum in 5 minutes.</summary>
    /// <param name="subscription">The subscription, as <see cref="Subscribe"/> returns it.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public static Metric MetricDeliveryErrors(CfnSubscriptionFilter subscription, IMetricOptions? options = null) =>
        Metric(subscription, "DeliveryErrors", options);

    /// <summary>Returns the metric of deliveries of a subscription that Lambda throttles. Default: the sum in 5 minutes.</summary>
    /// <param name="subscription">The subscription, as <see cref="Subscribe"/> returns it.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public static Metric MetricDeliveryThrottling(CfnSubscriptionFilter subscription, IMetricOptions? options = null) =>
        Metric(subscription, "DeliveryThrottling", options);

    static Metric Metric(CfnSubscriptionFilter subscription, string name, IMetricOptions? options)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return ServiceMetric.Of("AWS/Logs", name, options, ("LogGroupName", subscription.LogGroupName), ("DestinationType", "Lambda"),
            ("FilterName", subscription.Ref));
    }

    static MetricOptions Every5Minutes => new() { Period = Durations.Minutes(5), Statistic = "Sum" };

    /// <summary>Subscribes the processor to a log group. It receives each record within seconds.</summary>
    /// <param name="logGroup">The log group. It must not be the processor's own.</param>
    /// <param name="filterPattern">Filter pattern of the subscription. Default: empty (all records).</param>
    /// <param name="name">Name of the subscription, required for a second one to the same log group. Default: null.</param>
    /// <exception cref="ArgumentException">
    /// The log group is the processor's own, which would cause an endless loop, is of another class than STANDARD, or already has a subscription with
    /// this name.
    /// </exception>
    public CfnSubscriptionFilter Subscribe(ILogGroup logGroup, string filterPattern = "", string? name = null)
    {
        ArgumentNullException.ThrowIfNull(logGroup);
        if (logGroup.Node.Path == LogGroup.Node.Path)
            throw new ArgumentException($"'{logGroup.Node.Path}' is the processor's own log group: each line it logs would invoke it again. Subscribe to the "
                + "log group of the flow logs.", nameof(logGroup));
        LogGroups.EnsureSubscribable(logGroup);
        LogGroupAccess.EnsureSameEnvironment(this, logGroup);
        var stack = Places.StackOf(this);
        var input = NewInput(logGroup, name, $"Subscribe once, or pass a different '{nameof(name)}' for each subscription");
        var permission = new CfnPermission(input, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            SourceAccount = stack.Account,
        }
            .With(nameof(CfnPermissionProps.FunctionName), Function.FunctionArn)
            .With(nameof(CfnPermissionProps.Principal), "logs.amazonaws.com")
            .With(nameof(CfnPermissionProps.SourceArn), stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group",
            ResourceName = $"{logGroup.LogGroupName}:*", ArnFormat = ArnFormat.COLON_RESOURCE_NAME })));
        var filter = new CfnSubscriptionFilter(input, "Subscription", new CfnSubscriptionFilterProps
        {
            FilterPattern = filterPattern,
        }.With(nameof(CfnSubscriptionFilterProps.LogGroupName), logGroup.LogGroupName)
            .With(nameof(CfnSubscriptionFilterProps.DestinationArn), Function.FunctionArn));
        filter.Node.AddDependency(permission);
        return filter;
    }

    /// <summary>
    /// Adds an archive as an input. EventBridge sends the bucket's events to a queue, which retries and then keeps events that fail. The bucket
    /// keeps its other notifications, and any number of archives and processors can share it.
    /// </summary>
    /// <remarks>Objects can be text or Parquet. A Parquet object is copied to <see cref="FlowLogProcessorProps.EphemeralStorage"/> while it is read.</remarks>
    /// <param name="archive">The archive. The processor's destination must not lie within it.</param>
    /// <returns>The queue of notifications.</returns>
    /// <exception cref="ArgumentException">
    /// The archive is already an input, is in another account or Region, or contains the destination.
    /// </exception>
    public Queue ReadFrom(FlowLogArchive archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (props.Destination is { } destination && BucketAccess.IsSame(destination.Bucket, archive.Bucket)
            && $"{destination.Prefix}/".StartsWith(archive.Layout.RootPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"The destination '{destination.Prefix}' lies in '{archive.Layout.RootPrefix}' of the archive '{archive.Node.Path}' "
                + "that is read, so the processor would read what it wrote. Use another prefix or bucket.", nameof(archive));
        var input = NewInput(archive, null, "Read it once");
        if (!archivesRead.Add($"{archive.Bucket.BucketName} {archive.Layout.RootPrefix}"))
            throw new ArgumentException($"The processor '{Node.Path}' reads '{archive.Layout.RootPrefix}' of the bucket '{archive.Bucket.Node.Path}' already, "
                + $"and would read each object twice. Remove the archive '{archive.Node.Path}'.", nameof(archive));
        var failures = NewQueue(input, "Failures", Durations.Days(14));
        var queue = NewQueue(input, "Notifications", Durations.Days(4), failures);
        archive.SendEvents(this);
        Announce(input, archive, queue, failures);
        Function.AddToRolePolicy(Allow("s3:GetObject", archive.Bucket.ArnForObjects(archive.Layout.RootPrefix + "*")));
        // Without this permission S3 returns 403 instead of 404 for a missing object.
        Function.AddToRolePolicy(AllowList(archive.Bucket, archive.Layout.RootPrefix));
        BucketAccess.LetDecrypt(Function.Role!, archive.Bucket, archive.EncryptionKey);
        queue.GrantConsumeMessages(Function);
        var source = new CfnEventSourceMapping(input, "Source", new CfnEventSourceMappingProps
        {
            BatchSize = 10,
            MaximumBatchingWindowInSeconds = 5,
            // One failed object doesn't cause a retry of the others.
            FunctionResponseTypes = ["ReportBatchItemFailures"],
        }.With(nameof(CfnEventSourceMappingProps.FunctionName), Function.FunctionName).With(nameof(CfnEventSourceMappingProps.EventSourceArn), queue.QueueArn));
        source.Node.AddDependency(Function.Role!);
        queueSources.Add(source);
        ShareConcurrency();
        alarms.OnAge(input, queue);
        alarms.OnLetters(input, failures, "Flow log objects could not be read after five attempts. Correct the cause, then redrive the queue to its source.");
        return queue;
    }

    /// <summary>Returns the processing configuration of a Firehose stream whose records this function transforms.</summary>
    /// <param name="streamRole">Role of the stream. It is granted permission to invoke the function.</param>
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
                        // JSON is several times as long as the line it is converted from, and a response is limited to 6 MB.
                        Parameter("BufferSizeInMBs", "1"),
                        Parameter("BufferIntervalInSeconds", "60"),
                    },
                },
            },
        };

        static Amazon.CDK.AWS.KinesisFirehose.CfnDeliveryStream.ProcessorParameterProperty Parameter(string name, string value) =>
            new() { ParameterName = name, ParameterValue = value };
    }

    static void EnsureConsistent(FlowLogProcessorProps props)
    {
        props.Filter.EnsureServedBy(props.Format);
        if (props.Enrich)
            props.Format.EnsureContains("The processor's enrichment", FlowField.InterfaceId);
        ProcessorFunction.EnsureMemory(props.MemorySize);
        if (props.EphemeralStorage is { } storage && !storage.IsUnresolved() && storage.ToMebibytes() is < 512 or > 10240)
            throw new ArgumentException($"The function's ephemeral storage of {storage.ToMebibytes()} MiB is not valid in Lambda. Use 512 to 10,240.");
        if (props.ReservedConcurrency is < 0)
            throw new ArgumentException($"The function's reserved concurrency of {props.ReservedConcurrency} is not valid in Lambda. Use 0 or greater, or null "
                + "for the account's concurrency.");
        if (props.Timeout is { } given && given.InSeconds() is var seconds && (seconds is < 1 or > 900 || seconds != Math.Floor(seconds)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The function's timeout of {seconds} s is not valid in Lambda. Use whole ")
                + "seconds, 1 to 900.");
    }

    Function NewFunction()
    {
        var policies = new Dictionary<string, PolicyDocument>();
        if (props.Network is not null)
            policies["JoinTheNetwork"] = NetworkInterfaces.Policy(this);
        var function = ProcessorFunction.Create(this, props.Runtime, props.Architecture, LogGroup, policies, new FunctionProps
        {
            Description = "Reads flow log records and passes them on",
            MemorySize = props.MemorySize,
            EphemeralStorageSize = props.EphemeralStorage,
            Timeout = timeout,
            ReservedConcurrentExecutions = props.ReservedConcurrency,
            Tracing = props.Tracing ? Amazon.CDK.AWS.Lambda.Tracing.ACTIVE : null,
            Environment = ProcessorEnvironment.Of(props, DeadLetters, Failures),
        }
            .With(nameof(FunctionProps.EnvironmentEncryption), EncryptionKey)
            .With(nameof(FunctionProps.DeadLetterQueue), Failures));
        if (props.Network is { } network)
        {
            NetworkInterfaces.Join(this, function, network);
            Annotations.Of(this)
                .AddInfo($"The function of the processor '{Node.Path}' is inside a VPC. Its subnets need a route "
                + $"to {(props.Endpoint is null ? "" : "the HTTPS endpoint and to ")}these services, through VPC endpoints or a NAT "
                + $"gateway: {string.Join(", ", RequiredEndpoints)}.");
        }

        return function;
    }

    // Lambda itself writes the log and sends failed events to the queue. The function reads the queue when it replays.
    IEnumerable<string> Services()
    {
        yield return "s3";
        yield return "sqs";
        if (props.Endpoint is not null)
            yield return "secretsmanager";
        if (props.Enrich)
            yield return "ec2";
    }

    // The queue's messages have the format of S3's own notifications, so the function reads both in the same way. Object keys of flow logs
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
                    ["object"] = new Dictionary<string, object> { ["key"] = new object[] { new Dictionary<string,
                        object> { ["prefix"] = archive.Layout.RootPrefix } } },
                },
            },
            Targets = new object[]
            {
                new CfnRule.TargetProperty
                {
                    Id = "Queue",
                    InputTransformer = new CfnRule.InputTransformerProperty
                    {
                        InputPathsMap = new Dictionary<string, string> { ["bucket"] = "$.detail.bucket.name", ["key"] = "$.detail.object.key",
                            ["size"] = "$.detail.object.size", ["time"] = "$.time", ["region"] = "$.region" },
                        InputTemplate = """{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","eventTime":<time>,"awsRegion":<region>"""
                            + ""","s3":{"bucket":{"name":<bucket>},"object":{"key":<key>,"size":<size>}}}]}""",
                    },
                    DeadLetterConfig = new CfnRule.DeadLetterConfigProperty().With(nameof(CfnRule.DeadLetterConfigProperty.Arn), failures.QueueArn),
                }.With(nameof(CfnRule.TargetProperty.Arn), queue.QueueArn),
            },
        });
        QueueAccess.Admit(input, queue, rule);
        QueueAccess.Admit(input, failures, rule);
    }

    void GrantFeatures()
    {
        // Dead letters are written when a delivery fails, and listed, read and deleted when they are replayed.
        Function.AddToRolePolicy(Allow("s3:PutObject s3:GetObject s3:DeleteObject", DeadLetters.ArnForObjects(DeadLetterPrefix + "*")));
        Function.AddToRolePolicy(AllowList(DeadLetters, DeadLetterPrefix));
        Function.AddToRolePolicy(Allow("sqs:ReceiveMessage sqs:DeleteMessage", Failures.QueueArn));
        if (EncryptionKey is not null)
            Function.AddToRolePolicy(UseOfKey(EncryptionKey));
        foreach (var output in props.Outputs)
            output.Grant(Function);
        if (props.Enrich)
            Function.AddToRolePolicy(Allow("ec2:DescribeNetworkInterfaces", "*")); // The action lists interfaces and so has no narrower resource.
    }

    // S3 and SQS use the key for the function, and Lambda for its environment.
    PolicyStatement UseOfKey(IKey key)
    {
        var stack = Places.StackOf(this);
        string[] services = ["s3", "sqs", "lambda"];
        return new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
            Resources = [key.KeyArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string,
                    object> { ["kms:ViaService"] = services.Select(service => $"{service}.{stack.Region}.{stack.UrlSuffix}").ToArray() },
            },
        });
    }

    Queue NewQueue(Construct scope, string id, Duration retention, Queue? failures = null) => new(scope, id, QueueAccess.Encrypted(new QueueProps
    {
        EnforceSSL = true,
        RetentionPeriod = retention,
        // Six times the function's timeout, so that a message isn't delivered again while it is being processed.
        VisibilityTimeout = Durations.Seconds(timeout.ToSeconds() * 6),
        DeadLetterQueue = failures is null ? null : new DeadLetterQueue { MaxReceiveCount = 5 }.With(nameof(DeadLetterQueue.Queue), failures),
        RemovalPolicy = props.RemovalPolicy,
    }, EncryptionKey));

    Construct NewInput(IConstruct source, string? name, string fix)
    {
        var id = InputName.Of(this, source, name);
        return Node.TryFindChild(id) is null
            ? new Construct(this, id)
            : throw new ArgumentException($"The processor '{Node.Path}' reads '{source.Node.Path}'{(name is null ? "" : $" as '{name}'")} already, and would "
            + $"forward its records twice. {fix}.", nameof(source));
    }

    // A queue that invokes the function more often than its concurrency allows receives its messages back; after five attempts they move to the queue
    // of failures.
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
                $"The reserved concurrency of {reserved} is less than the {LeastConcurrency} concurrent invocations that each archive's queue starts at "
                    + "least, so Lambda throttles some of them and "
                + $"notifications may end in the queue of failures. Set {nameof(FlowLogProcessorProps.ReservedConcurrency)} to {LeastConcurrency} or more for "
                + "each archive.");
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
