namespace Amazon.EC2;

/// <summary>How an EC2 client connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonEC2Config : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonEC2Config()
        : base("EC2", "ec2", "ec2")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2016-11-15";
}
