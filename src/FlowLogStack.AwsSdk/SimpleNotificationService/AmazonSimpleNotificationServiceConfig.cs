namespace Amazon.SimpleNotificationService;

/// <summary>How a client of Amazon Simple Notification Service connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonSimpleNotificationServiceConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonSimpleNotificationServiceConfig()
        : base("SNS", "sns", "sns")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2010-03-31";
}
