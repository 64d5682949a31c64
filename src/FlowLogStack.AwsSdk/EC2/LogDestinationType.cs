using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>The kinds of destination of a flow log; EC2 may add others.</summary>
public class LogDestinationType : ConstantClass
{
    /// <summary>A log group.</summary>
    public static readonly LogDestinationType CloudWatchLogs = new("cloud-watch-logs");

    /// <summary>A Firehose stream.</summary>
    public static readonly LogDestinationType KinesisDataFirehose = new("kinesis-data-firehose");

    /// <summary>A bucket.</summary>
    public static readonly LogDestinationType S3 = new("s3");

    /// <summary>The value of that name.</summary>
    public LogDestinationType(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static LogDestinationType FindValue(string value) => FindValue<LogDestinationType>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator LogDestinationType?(string? value) => value is null ? null : FindValue(value);
}
