using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;

namespace FlowLogStack.Streaming;

/// <summary>
/// A Firehose stream that flow logs deliver to, with its role, a bucket for records that the destination doesn't accept, a log of errors and alarms.
/// </summary>
/// <remarks>
/// <see cref="CaptureDestination.Firehose(CfnDeliveryStream)"/> makes it the destination of flow logs of the same account. For other accounts, see
/// <see cref="FirehoseReceiverRole"/> and <see cref="FirehoseSenderRole"/>.
/// </remarks>
public sealed class FlowLogStream : Construct
{
    const string ErrorStream = "delivery";
    readonly FlowLogStreamProps props;
    readonly IKey? sharedKey;

    /// <summary>Creates the stream.</summary>
    /// <exception cref="ArgumentException">A value or a combination isn't valid for Firehose, so the deployment would fail.</exception>
    public FlowLogStream(Construct scope, string id, FlowLogStreamProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        this.props = props;
        EnsureConsistent();
        sharedKey = Encryption.KeyOf(this) is { } shared ? KeyAccess.Itself(this, shared, "stream") : null;
        var key = props.Bucket is { } existing ? existing.EncryptionKey : KeyOfNewBucket();
        Bucket = props.Bucket ?? NewBucket(key);
        ErrorLog = new LogGroup(this, "Errors", new LogGroupProps { Retention = RetentionDays.ONE_MONTH, RemovalPolicy = props.RemovalPolicy }
            .With(nameof(LogGroupProps.EncryptionKey), sharedKey is null ? null : LogGroupKeys.Admit(this, this, sharedKey, groupName: null)));
        var errors = new CfnLogStream(this, "ErrorStream", new CfnLogStreamProps { LogStreamName = ErrorStream }
            .With(nameof(CfnLogStreamProps.LogGroupName), ErrorLog.LogGroupName));
        Role = NewRole(key);
        if (props.Destination.SecretOf is { } secret)
            SecretAccess.WarnOfOtherAccount(this, Role, secret, "stream");
        Stream = NewStream(key);
        Stream.Node.AddDependency(errors);
        // Those of the processor are in a policy of their own.
        PrincipalAccess.Await(Stream, Role);
        Destination = CaptureDestination.Firehose(Stream);
        Alarms = [.. NewAlarms()];
    }

    /// <summary>The Firehose resource, with the source Direct PUT.</summary>
    public CfnDeliveryStream Stream { get; }

    /// <summary>The bucket of the records, or of those that could not be delivered, in the folder <c>undelivered/</c>.</summary>
    public IBucket Bucket { get; }

    /// <summary>The log group of Firehose's error messages.</summary>
    public LogGroup ErrorLog { get; }

    /// <summary>IAM role that Firehose assumes to write objects and to read the secret.</summary>
    public Role Role { get; }

    /// <summary>The alarms: age of the oldest record, failed deliveries, and throttled records.</summary>
    public IReadOnlyList<Alarm> Alarms { get; }

    /// <summary>Whether the stream receives log events of subscriptions, and not flow logs.</summary>
    public bool ReceivesSubscriptions => props.ReceivesSubscriptions;

    /// <summary>The stream as a destination of flow logs of the same account and Region.</summary>
    public CaptureDestination Destination { get; }

    /// <summary>Returns the metric of the age of the oldest record that isn't delivered, in seconds. Default: the maximum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricFreshness(IMetricOptions? options = null) => Metric(props.Destination.MetricPrefix + ".DataFreshness", "Maximum", options);

    /// <summary>Returns the metric of the fraction of deliveries that succeed, 0 to 1. Default: the average in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricSuccess(IMetricOptions? options = null) => Metric(props.Destination.MetricPrefix + ".Success", "Average", options);

    /// <summary>Returns the metric of records that the stream rejects because of its quota. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricThrottledRecords(IMetricOptions? options = null) => Metric("ThrottledRecords", "Sum", options);

    Metric Metric(string name, string statistic, IMetricOptions? options)
    {
        var metric = ServiceMetric.Of("AWS/Firehose", name, new MetricOptions { Statistic = statistic }, ("DeliveryStreamName", Stream.Ref));
        return options is null ? metric : metric.With(options);
    }

    void EnsureConsistent()
    {
        props.Destination.Validate();
        if (props.Destination.SecretOf is { } secret)
            SecretAccess.EnsureSameRegion(this, secret, "stream");
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        if (props.AutoDeleteObjects && props.Bucket is not null)
            throw new ArgumentException("AutoDeleteObjects would empty a bucket that the stream did not create. Remove it, or let the stream create a bucket.");
        if (props is { BackUpAll: true, Destination: BucketDestination })
            throw new ArgumentException("BackUpAll writes all records to the bucket, which already is the destination of the stream. Remove BackUpAll.");
        if (props is { ReceivesSubscriptions: true, Destination: BucketDestination { Partitions.Count: > 0 } })
            throw new ArgumentException("The stream receives log events of CloudWatch Logs, whose messages are text, and has partitions by fields of JSON. "
                + $"Remove the partitions, or set {nameof(FlowLogStreamProps.ReceivesSubscriptions)} to false.");
        if (props.StreamName is not { } name || !LookupValue.IsKnown(name))
            return;
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-'))
            throw new ArgumentException($"'{name}' cannot name a stream. Use 1 to 64 letters, digits and _ . -");
        PhysicalNames.Reserve(this, "streams", name, $"Set another {nameof(FlowLogStreamProps.StreamName)} for one of them.");
    }

    IKey? KeyOfNewBucket()
    {
        var key = props.EncryptionKey is { } given ? KeyAccess.Itself(this, given, "stream") : sharedKey;
        if (key is not null)
            KeyAccess.EnsureSameRegion(this, key, "stream");
        return key;
    }

    Bucket NewBucket(IKey? key)
    {
        var bucket = PrivateBucket.Create(this, "Bucket", PrivateBucket.AgeOut(props.ExpireAfter), props.RemovalPolicy, key);
        props.AccessLogs?.Receive(bucket, "firehose/");
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", bucket);
        return bucket;
    }

    Role NewRole(IKey? key)
    {
        var stack = Places.StackOf(this);
        return new Role(this, "Role", new RoleProps
        {
            Description = "Lets Firehose deliver flow logs",
            AssumedBy = new ServicePrincipal("firehose.amazonaws.com").WithConditions(new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
                // The stream's own ARN would make a cycle.
                ["ArnLike"] = new Dictionary<string, object>
                {
                    ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "firehose", Resource = "deliverystream",
                        ResourceName = props.StreamName ?? "*" }),
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Deliver"] = new PolicyDocument(new PolicyDocumentProps { Statements = [.. Statements(stack, key)] }),
            },
        });
    }

    IEnumerable<PolicyStatement> Statements(Stack stack, IKey? key)
    {
        yield return Allow(["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], Bucket.BucketArn);
        yield return Allow(["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], Bucket.ArnForObjects("*"));
        yield return Allow(["logs:PutLogEvents"],
            $"arn:{stack.Partition}:logs:{stack.Region}:{stack.Account}:log-group:{ErrorLog.LogGroupName}:log-stream:{ErrorStream}");
        if (key is not null)
        {
            yield return new PolicyStatement(new PolicyStatementProps
            {
                Actions = ["kms:Decrypt", "kms:GenerateDataKey"],
                Resources = [key.KeyArn],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"s3.{stack.Region}.{stack.UrlSuffix}" },
                    ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:aws:s3:arn"] = $"{Bucket.BucketArn}*" },
                },
            });
        }
        else if (BucketAccess.UseOfUnknownKey(this, Bucket, "kms:Decrypt", "kms:GenerateDataKey") is { } use)
        {
            yield return use;
        }

        foreach (var statement in props.Destination.SecretOf is { } secret ? SecretAccess.Statements(this, secret, "secretsmanager:GetSecretValue") : [])
            yield return statement;

        static PolicyStatement Allow(string[] actions, string resource) => new(new PolicyStatementProps { Actions = actions, Resources = [resource] });
    }

    CfnDeliveryStream NewStream(IKey? key)
    {
        var stream = new CfnDeliveryStreamProps
        {
            DeliveryStreamType = "DirectPut",
            DeliveryStreamEncryptionConfigurationInput = new CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty
            {
                KeyType = sharedKey is null ? "AWS_OWNED_CMK" : "CUSTOMER_MANAGED_CMK",
            }.With(nameof(CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty.KeyArn), sharedKey?.KeyArn),
        };
        var processing = Processing();
        props.Destination.Bind(stream, new StreamParts(Role, Bucket, key?.KeyArn, ErrorLog.LogGroupName, ErrorStream, processing, props.BackUpAll));
        return new CfnDeliveryStream(this, "Stream", stream.With(nameof(CfnDeliveryStreamProps.DeliveryStreamName), props.StreamName));
    }

    CfnDeliveryStream.ProcessingConfigurationProperty? Processing()
    {
        var transformation = props.Processor?.ForFirehose(Role);
        if (!props.ReceivesSubscriptions)
            return transformation;
        return new CfnDeliveryStream.ProcessingConfigurationProperty
        {
            Enabled = true,
            Processors = new object[]
            {
                Step("Decompression", "CompressionFormat", "GZIP"),
                Step("CloudWatchLogProcessing", "DataMessageExtraction", "true"),
            }.Concat(transformation?.Processors as object[] ?? []).ToArray(),
        };

        static CfnDeliveryStream.ProcessorProperty Step(string type, string name, string value) => new()
        {
            Type = type,
            Parameters = new object[] { new CfnDeliveryStream.ProcessorParameterProperty { ParameterName = name, ParameterValue = value } },
        };
    }

    IEnumerable<Alarm> NewAlarms()
    {
        // Twice the longest time that Firehose collects records before it delivers them.
        const int OldestSeconds = 1800;
        yield return Alarm(
            "Freshness",
            $"The oldest flow log record in the stream is older than {OldestSeconds / 60} minutes. Read the stream's error log, check that the destination is "
                + "reachable and accepts its key, and that the role may write to the bucket.",
            MetricFreshness(), OldestSeconds, ComparisonOperator.GREATER_THAN_THRESHOLD);
        yield return Alarm(
            "Failures",
            $"Deliveries of flow logs by the stream fail. Records that cannot be delivered are in the folder '{StreamParts.Undelivered}' of its bucket. "
                + "Read the stream's error log for the reason.",
            MetricSuccess(), 1, ComparisonOperator.LESS_THAN_THRESHOLD);
        yield return Alarm(
            "Throttled",
            "The stream throttles flow logs, which log delivery sends again for a limited time. Request a higher quota of bytes and records a second "
                + "for the stream.",
            MetricThrottledRecords(), 0, ComparisonOperator.GREATER_THAN_THRESHOLD);
    }

    Alarm Alarm(string id, string description, Metric metric, double threshold, ComparisonOperator comparison)
    {
        var alarm = new Alarm(this, $"{id}Alarm", new AlarmProps
        {
            AlarmDescription = description,
            Metric = metric,
            Threshold = threshold,
            ComparisonOperator = comparison,
            EvaluationPeriods = 3,
            DatapointsToAlarm = 2,
            TreatMissingData = TreatMissingData.NOT_BREACHING,
        });
        Watch.AlarmActions.Notify(alarm, alarm, props.Topics);
        return alarm;
    }
}
