namespace Amazon.CloudWatch;

/// <summary>How a client of Amazon CloudWatch connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonCloudWatchConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonCloudWatchConfig()
        : base("CloudWatch", "monitoring", "monitoring")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-08-01";
}
