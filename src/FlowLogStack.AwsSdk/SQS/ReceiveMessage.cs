using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>Request of <see cref="IAmazonSQS.ReceiveMessageAsync"/>.</summary>
public class ReceiveMessageRequest : AmazonWebServiceRequest
{
    /// <summary>URL of the queue.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>Maximum number of messages, 1 to 10. Default: null, 1.</summary>
    public int? MaxNumberOfMessages { get; set; }

    /// <summary>Visibility timeout in seconds. Default: null, the queue's setting.</summary>
    public int? VisibilityTimeout { get; set; }

    /// <summary>Maximum time to wait for a message in seconds. Default: null, the queue's setting.</summary>
    public int? WaitTimeSeconds { get; set; }
}

/// <summary>Response of <see cref="IAmazonSQS.ReceiveMessageAsync"/>.</summary>
public class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>Messages; null if the queue is empty.</summary>
    public List<Message>? Messages { get; set; }
}

/// <summary>A message of a queue.</summary>
public class Message
{
    /// <summary>Id of the message.</summary>
    public string? MessageId { get; set; }

    /// <summary>Receipt handle, which <see cref="IAmazonSQS.DeleteMessageAsync"/> requires.</summary>
    public string? ReceiptHandle { get; set; }

    /// <summary>Text of the message.</summary>
    public string? Body { get; set; }
}
