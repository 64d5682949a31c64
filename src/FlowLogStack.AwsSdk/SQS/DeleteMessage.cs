using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>Which message to remove.</summary>
public class DeleteMessageRequest : AmazonWebServiceRequest
{
    /// <summary>The queue's URL.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>The receipt of the message.</summary>
    public string? ReceiptHandle { get; set; }
}

/// <summary>The message is gone.</summary>
public class DeleteMessageResponse : AmazonWebServiceResponse;
