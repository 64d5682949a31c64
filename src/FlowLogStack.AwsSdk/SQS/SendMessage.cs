using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>Request of <see cref="IAmazonSQS.SendMessageAsync"/>.</summary>
public class SendMessageRequest : AmazonWebServiceRequest
{
    /// <summary>URL of the queue.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>Text of the message.</summary>
    public string? MessageBody { get; set; }

    /// <summary>Delay before the message can be received, in seconds. Default: null, the queue's setting.</summary>
    public int? DelaySeconds { get; set; }
}

/// <summary>Response of <see cref="IAmazonSQS.SendMessageAsync"/>.</summary>
public class SendMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Id of the message.</summary>
    public string? MessageId { get; set; }

    /// <summary>MD5 of the text that SQS received, in hexadecimal.</summary>
    public string? MD5OfMessageBody { get; set; }
}
