namespace Amazon.SQS;

/// <summary>Configuration of an SQS client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonSQSConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonSQSConfig()
        : base("SQS", "sqs", "sqs")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2012-11-05";
}
