namespace Amazon.Organizations;

/// <summary>Configuration of a client of AWS Organizations.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonOrganizationsConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonOrganizationsConfig()
        : base("Organizations", "organizations", "organizations")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2016-11-28";
}
