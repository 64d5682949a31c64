namespace Amazon.CloudFormation;

/// <summary>Configuration of a CloudFormation client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonCloudFormationConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonCloudFormationConfig()
        : base("CloudFormation", "cloudformation", "cloudformation")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-05-15";
}
