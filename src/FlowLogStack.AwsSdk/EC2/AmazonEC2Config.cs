namespace Amazon.EC2;

/// <summary>Configuration of an EC2 client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonEC2Config : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonEC2Config()
        : base("EC2", "ec2", "ec2")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2016-11-15";
}
