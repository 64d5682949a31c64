using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>A message to send.</summary>
public class SendMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue's URL.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>The message's text.</summary>
    public string? MessageBody { get; set; }

    /// <summary>Seconds before the message can be received. Default: the queue's own delay.</summary>
    public int? DelaySeconds { get; set; }
}

/// <summary>What became of the message.</summary>
public class SendMessageResponse : AmazonWebServiceResponse
{
    /// <summary>The message's id.</summary>
    public string? MessageId { get; set; }

    /// <summary>The MD5 of the text as the queue received it, in hexadecimal.</summary>
    public string? MD5OfMessageBody { get; set; }
}
