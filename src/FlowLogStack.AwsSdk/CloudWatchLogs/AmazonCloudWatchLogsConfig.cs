namespace Amazon.CloudWatchLogs;

/// <summary>How a client of Amazon CloudWatch Logs connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonCloudWatchLogsConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonCloudWatchLogsConfig()
        : base("CloudWatch Logs", "logs", "logs")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2014-03-28";
}
