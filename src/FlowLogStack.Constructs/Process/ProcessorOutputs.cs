using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>How the processor writes a record.</summary>
public enum RecordEncoding
{
    /// <summary>One JSON object for each record, with AWS's field names as keys and numbers as numbers.</summary>
    Fields,

    /// <summary>The Sumo Logic forwarder's <c>VPC-JSON</c>: the line, with its origin, as JSON.</summary>
    VpcJson,

    /// <summary>The Sumo Logic forwarder's <c>VPC-RAW</c>: the line as it is.</summary>
    VpcRaw,
}

/// <summary>An HTTPS endpoint that records are posted to, in gzipped batches, with retries.</summary>
public sealed record EndpointOutput
{
    /// <summary>The secret with the endpoint's URL and headers, as JSON: <c>{"url":"https://…","headers":{"Authorization":"…"}}</c>. It is passed by reference and read when the function starts.</summary>
    public required ISecret Secret { get; init; }

    /// <summary>How records are written. Default: JSON of the fields.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;

    /// <summary>The bytes of a batch before compression. Default: 1,000,000.</summary>
    public int BatchBytes { get; init; } = 1_000_000;

    /// <summary>The records of a batch. Default: 10,000.</summary>
    public int BatchRecords { get; init; } = 10_000;

    /// <summary>Requests under way at once. Default: 4.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How long one request may take. Default: 10 seconds.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>How often a batch is sent before it is parked, the first time included. Default: 6.</summary>
    public int MaximumAttempts { get; init; } = 6;
}

/// <summary>A bucket that records are written to as gzipped JSON lines, in folders by date.</summary>
public sealed record BucketOutput
{
    /// <summary>The bucket.</summary>
    public required IBucket Bucket { get; init; }

    /// <summary>The folder, without slashes at its ends. Default: <c>flow-logs</c>.</summary>
    public string Prefix { get; init; } = "flow-logs";

    /// <summary>How records are written; not <see cref="RecordEncoding.VpcRaw"/>, which is not JSON. Default: JSON of the fields.</summary>
    public RecordEncoding Encoding { get; init; } = RecordEncoding.Fields;
}

/// <summary>Which records the processor passes on; the others are counted and dropped.</summary>
public sealed record ProcessorFilter
{
    /// <summary>Networks, as CIDR blocks or bare prefixes (<c>10.8.</c>): a record both of whose ends are inside is dropped. Default: none.</summary>
    public IReadOnlyList<string> InternalNetworks { get; init; } = [];

    /// <summary>Which traffic passes. Default: all.</summary>
    public Capture.TrafficType Action { get; init; } = Capture.TrafficType.All;

    /// <summary>One record of how many passes. Default: every one.</summary>
    public int SampleOneIn { get; init; } = 1;

    /// <summary>Refuses a format that lacks fields this filter looks at.</summary>
    /// <exception cref="FlowLogFormatException">Fields are missing; the message says which to add.</exception>
    public void EnsureServedBy(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (InternalNetworks.Count > 0)
            format.EnsureContains("The filter by internal networks", FlowField.SrcAddr, FlowField.DstAddr);
        if (Action is not Capture.TrafficType.All)
            format.EnsureContains("The filter by action", FlowField.Action);
    }
}
