using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>Properties for <see cref="FlowLogProcessor"/>.</summary>
public sealed record FlowLogProcessorProps
{
    /// <summary>Log format of records without a header, which are those from log groups and Firehose. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>HTTPS endpoint to post records to. Default: null (none).</summary>
    public EndpointOutput? Endpoint { get; init; }

    /// <summary>Bucket to write records to. Default: null (none).</summary>
    public BucketOutput? Destination { get; init; }

    /// <summary>Encoding of records returned to Firehose. Default: Fields (JSON).</summary>
    public RecordEncoding FirehoseEncoding { get; init; } = RecordEncoding.Fields;

    /// <summary>Filter that selects the records to forward. Default: all records.</summary>
    public ProcessorFilter Filter { get; init; } = new();

    /// <summary>
    /// Whether VPC, subnet, security groups and direction are added to records. Grants ec2:DescribeNetworkInterfaces to the function.
    /// Default: false.
    /// </summary>
    public bool Enrich { get; init; }

    /// <summary>Time for which an interface's VPC, subnet and security groups are cached, 1 second to 1 day. Default: null (5 minutes).</summary>
    public Duration? InterfaceCache { get; init; }

    /// <summary>Whether records contain the log stream and log group that they come from. Default: false.</summary>
    public bool IncludeLogInfo { get; init; }

    /// <summary>
    /// Namespace of the function's own metrics, 1 to 255 letters, digits and <c>. - _ / # : space</c>, not beginning with <c>AWS/</c>. Default:
    /// <c>FlowLogStack</c>.
    /// </summary>
    public string MetricsNamespace { get; init; } = ProcessorMetrics.DefaultNamespace;

    /// <summary>Lambda runtime of the function: managed, or native code that starts faster. Default: <see cref="ProcessorRuntime.Managed"/>.</summary>
    /// <remarks>Native code that this build of the constructs lacks is an error during synthesis.</remarks>
    public ProcessorRuntime Runtime { get; init; } = ProcessorRuntime.Managed;

    /// <summary>Instruction set architecture of the processor function. Default: null (x86_64, for which the code is compiled ahead of time).</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>Memory of the function in MiB, 128 to 10,240. Default: 512.</summary>
    public int MemorySize { get; init; } = 512;

    /// <summary>
    /// Ephemeral storage of the function, 512 to 10,240 MiB. One Parquet object is copied to it at a time; those of flow logs are smaller than 100 MB.
    /// Default: null (512 MiB).
    /// </summary>
    [TakesToken(TokenUnit.Mebibytes)]
    public Size? EphemeralStorage { get; init; }

    /// <summary>Timeout of an invocation, 1 second to 15 minutes, in whole seconds. Default: null (2 minutes).</summary>
    public Duration? Timeout { get; init; }

    /// <summary>Maximum number of concurrent invocations, reserved from the account's limit. Default: null (no limit except the account's).</summary>
    /// <remarks>
    /// The queues of archives share it: each has an equal part of it as its maximum concurrency, and at least 2, the smallest value that Lambda
    /// allows.
    /// </remarks>
    public int? ReservedConcurrency { get; init; }

    /// <summary>Whether invocations are traced with X-Ray. Default: false.</summary>
    public bool Tracing { get; init; }

    /// <summary>Retention of the function's log group. Default: one month.</summary>
    public RetentionDays LogRetention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>Topics that the processor's alarms notify. Default: none; the alarms exist, but notify no topic.</summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>
    /// Existing customer managed key of dead letters, queues, the function's log group and its environment. Its policy is extended; for an imported
    /// key, warnings print the statements to add. Default: null (the key of <see cref="Encryption"/>, or keys that the services manage).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Subnets and security groups of the function inside a VPC. Default: null (outside of any VPC).</summary>
    public ProcessorNetwork? Network { get; init; }

    /// <summary>Bucket for the S3 server access logs of the dead-letter bucket. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>Removal policy of dead letters, queues and the function's log group. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether dead letters are deleted with the stack. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }

    /// <summary>The outputs, each with its variables and permissions.</summary>
    internal IEnumerable<IProcessorOutput> Outputs => new IProcessorOutput?[] { Endpoint, Destination }.OfType<IProcessorOutput>();
}
