namespace Amazon.SimpleNotificationService;

/// <summary>Configuration of an SNS client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonSimpleNotificationServiceConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonSimpleNotificationServiceConfig()
        : base("SNS", "sns", "sns")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-03-31";
}
