using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A type of destination of a flow log; EC2 may add others.</summary>
public class LogDestinationType : ConstantClass
{
    /// <summary>A log group of CloudWatch Logs.</summary>
    public static readonly LogDestinationType CloudWatchLogs = new("cloud-watch-logs");

    /// <summary>A stream of Amazon Data Firehose.</summary>
    public static readonly LogDestinationType KinesisDataFirehose = new("kinesis-data-firehose");

    /// <summary>A bucket of Amazon S3.</summary>
    public static readonly LogDestinationType S3 = new("s3");

    /// <summary>Creates the value of a name.</summary>
    public LogDestinationType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static LogDestinationType FindValue(string value) => FindValue<LogDestinationType>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator LogDestinationType?(string? value) => value is null ? null : FindValue(value);
}
