namespace Amazon.Athena;

/// <summary>Configuration of an Athena client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonAthenaConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonAthenaConfig()
        : base("Athena", "athena", "athena")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-05-18";
}
