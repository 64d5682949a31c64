using Amazon.Runtime;

namespace Amazon.SQS.Model;

/// <summary>Request of <see cref="IAmazonSQS.DeleteMessageAsync"/>.</summary>
public class DeleteMessageRequest : AmazonWebServiceRequest
{
    /// <summary>URL of the queue.</summary>
    public string? QueueUrl { get; set; }

    /// <summary>Receipt handle of the message.</summary>
    public string? ReceiptHandle { get; set; }
}

/// <summary>Empty response of <see cref="IAmazonSQS.DeleteMessageAsync"/>.</summary>
public class DeleteMessageResponse : AmazonWebServiceResponse;
