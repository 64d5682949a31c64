namespace Amazon.SQS;

/// <summary>How an SQS client connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonSQSConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonSQSConfig()
        : base("SQS", "sqs", "sqs")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2012-11-05";
}
