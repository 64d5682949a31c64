namespace Amazon.Athena;

/// <summary>How an Athena client connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonAthenaConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonAthenaConfig()
        : base("Athena", "athena", "athena")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-05-18";
}
