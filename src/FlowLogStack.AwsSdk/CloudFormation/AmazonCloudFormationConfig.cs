namespace Amazon.CloudFormation;

/// <summary>How a client of AWS CloudFormation connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonCloudFormationConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonCloudFormationConfig()
        : base("CloudFormation", "cloudformation", "cloudformation")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-05-15";
}
