namespace FlowLogStack.Records;

/// <summary>The contract between a processor construct and its function: the variables of the function's environment, with defaults and bounds.</summary>
/// <remarks>The construct writes them, the function reads them, and the simulation reads them from templates.</remarks>
static class ProcessorVariables
{
    /// <summary>The handler of the function, by which templates are recognized: the name of the executable assembly.</summary>
    public const string Handler = "FlowLogStack.Processor";

    /// <summary>The log format of records without a header line.</summary>
    public const string FlowLogFormat = "FLOW_LOG_FORMAT";

    /// <summary>The custom fields of the log format.</summary>
    public const string CustomFields = "FLOW_LOG_CUSTOM_FIELDS";

    /// <summary>The secret with the URL and the headers of the endpoint.</summary>
    public const string EndpointSecret = "ENDPOINT_SECRET_ARN";

    /// <summary>The URL of the endpoint, as Sumo Logic's forwarder calls it.</summary>
    public const string SumoEndpoint = "SUMO_ENDPOINT";

    /// <summary>The output format for the endpoint.</summary>
    public const string EndpointEncoding = "LOG_FORMAT";

    /// <summary>The header style of requests to the endpoint. Absent: sumo if the URL is <see cref="SumoEndpoint"/>'s, otherwise none.</summary>
    public const string HeaderStyle = "HEADER_STYLE";

    /// <summary>The application name of records in Coralogix.</summary>
    public const string CoralogixApplication = "CORALOGIX_APPLICATION";

    /// <summary>The default of <see cref="CoralogixApplication"/>.</summary>
    public const string DefaultCoralogixApplication = "vpc-flow-logs";

    /// <summary>The subsystem name of records in Coralogix. Absent: the log group or bucket.</summary>
    public const string CoralogixSubsystem = "CORALOGIX_SUBSYSTEM";

    /// <summary>Whether bodies are compressed.</summary>
    public const string Compress = "COMPRESS_DATA";

    /// <summary>The text encoding of Sumo Logic's forwarder, which has no effect.</summary>
    public const string TextEncoding = "ENCODING";

    /// <summary>The override of <see cref="RequestFact.Category"/>.</summary>
    public const string CategoryOverride = "SOURCE_CATEGORY_OVERRIDE";

    /// <summary>The override of <see cref="RequestFact.Host"/>.</summary>
    public const string HostOverride = "SOURCE_HOST_OVERRIDE";

    /// <summary>The override of <see cref="RequestFact.Name"/>.</summary>
    public const string NameOverride = "SOURCE_NAME_OVERRIDE";

    /// <summary>The override of <see cref="RequestFact.Fields"/>.</summary>
    public const string FieldsOverride = "SOURCE_FIELDS_OVERRIDE";

    /// <summary>The value of <see cref="RequestFact.Client"/>.</summary>
    public const string Client = "SUMO_CLIENT_HEADER";

    /// <summary>The default of <see cref="Client"/>.</summary>
    public const string DefaultClient = "cwl-aws-lambda";

    /// <summary>The destination bucket.</summary>
    public const string DestinationBucket = "DESTINATION_BUCKET";

    /// <summary>The prefix of the destination's keys.</summary>
    public const string DestinationPrefix = "DESTINATION_PREFIX";

    /// <summary>The default of <see cref="DestinationPrefix"/>.</summary>
    public const string DefaultDestinationPrefix = "flow-logs/";

    /// <summary>The output format for the destination bucket.</summary>
    public const string DestinationEncoding = "DESTINATION_FORMAT";

    /// <summary>The output format of responses to Firehose.</summary>
    public const string FirehoseEncoding = "FIREHOSE_FORMAT";

    /// <summary>The networks between which records are dropped.</summary>
    public const string InternalNetworks = "VPC_CIDR_PREFIX";

    /// <summary>The actions that pass.</summary>
    public const string Action = "ACTION_FILTER";

    /// <summary>The beginnings of the log streams that pass.</summary>
    public const string LogStreamPrefix = "LOG_STREAM_PREFIX";

    /// <summary>Whether records carry their log stream and log group.</summary>
    public const string IncludeLogInfo = "INCLUDE_LOG_INFO";

    /// <summary>Whether records carry their interface's VPC, subnet, security groups and direction.</summary>
    public const string Enrich = "INCLUDE_SECURITY_GROUP_INFO";

    /// <summary>The dead-letter bucket.</summary>
    public const string DeadLetterBucket = "DEAD_LETTER_BUCKET";

    /// <summary>The prefix of dead letters' keys.</summary>
    public const string DeadLetterPrefix = "DEAD_LETTER_PREFIX";

    /// <summary>The default of <see cref="DeadLetterPrefix"/>.</summary>
    public const string DefaultDeadLetterPrefix = "dead-letters/";

    /// <summary>The dead-letter queue.</summary>
    public const string DeadLetterQueue = "DEAD_LETTER_QUEUE_URL";

    /// <summary>The namespace of the function's metrics.</summary>
    public const string MetricsNamespace = "METRICS_NAMESPACE";

    /// <summary>The function's Region, set by Lambda.</summary>
    public const string Region = "AWS_REGION";

    /// <summary>The function's name, set by Lambda.</summary>
    public const string FunctionName = "AWS_LAMBDA_FUNCTION_NAME";

    /// <summary>The function's own log group, set by Lambda.</summary>
    public const string OwnLogGroup = "AWS_LAMBDA_LOG_GROUP_NAME";

    /// <summary>The bytes of a body before compression.</summary>
    public static readonly NumberVariable BatchBytes = new("ENDPOINT_BATCH_BYTES", 1_000_000, 1_000, 20_000_000);

    /// <summary>The records of a body.</summary>
    public static readonly NumberVariable BatchRecords = new("ENDPOINT_BATCH_RECORDS", 10_000, 1, 1_000_000);

    /// <summary>The number of concurrent requests.</summary>
    public static readonly NumberVariable Concurrency = new("ENDPOINT_CONCURRENCY", 4, 1, 64);

    /// <summary>The timeout of one request in seconds.</summary>
    public static readonly NumberVariable TimeoutSeconds = new("ENDPOINT_TIMEOUT_SECONDS", 10, 1, 600);

    /// <summary>The attempts for one body, including the first.</summary>
    public static readonly NumberVariable MaximumAttempts = new("ENDPOINT_MAX_ATTEMPTS", 6, 1, 100);

    /// <summary>The number of records of which one passes.</summary>
    public static readonly NumberVariable SampleOneIn = new("SAMPLE_ONE_IN", 1, 1, 1_000_000);

    /// <summary>The seconds for which the attributes of a network interface are cached.</summary>
    public static readonly NumberVariable InterfaceCacheSeconds = new("INTERFACE_CACHE_SECONDS", 300, 1, 86_400);
}
