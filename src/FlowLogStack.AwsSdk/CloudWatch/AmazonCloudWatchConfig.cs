namespace Amazon.CloudWatch;

/// <summary>Configuration of a CloudWatch client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonCloudWatchConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonCloudWatchConfig()
        : base("CloudWatch", "monitoring", "monitoring")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-08-01";
}
