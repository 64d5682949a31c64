namespace Amazon.CloudWatchLogs;

/// <summary>Configuration of a CloudWatch Logs client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonCloudWatchLogsConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonCloudWatchLogsConfig()
        : base("CloudWatch Logs", "logs", "logs")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2014-03-28";
}
