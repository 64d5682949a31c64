using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>Which queue to take messages from, and how.</summary>
public class ReceiveMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue's URL.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>Messages at most, 1 to 10. Default: 1.</summary>
    public int? MaxNumberOfMessages { get; set; }

    /// <summary>Seconds the messages stay hidden from others. Default: the queue's own timeout.</summary>
    public int? VisibilityTimeout { get; set; }

    /// <summary>Seconds to wait for a first message. Default: the queue's own time.</summary>
    public int? WaitTimeSeconds { get; set; }
}

/// <summary>The messages taken.</summary>
public class ReceiveMessageResponse : AmazonWebServiceResponse
{
    /// <summary>The messages; null when the queue had none.</summary>
    public List<Message>? Messages { get; set; }
}

/// <summary>A message of a queue.</summary>
public class Message
{
    /// <summary>The message's id.</summary>
    public string? MessageId { get; set; }

    /// <summary>What deletes this receipt of the message.</summary>
    public string? ReceiptHandle { get; set; }

    /// <summary>The message's text.</summary>
    public string? Body { get; set; }
}
