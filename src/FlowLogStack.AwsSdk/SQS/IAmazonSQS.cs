using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS;

/// <summary>Amazon Simple Queue Service.</summary>
public interface IAmazonSQS : IAmazonService, IDisposable
{
    /// <summary>Adds a message to a queue.</summary>
    /// <exception cref="AmazonSQSException">The queue is missing, the message too large or the call not allowed.</exception>
    Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes up to ten messages from a queue, hiding them from others for the visibility timeout.</summary>
    /// <exception cref="AmazonSQSException">The queue is missing or the call not allowed.</exception>
    Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a received message from its queue.</summary>
    /// <exception cref="AmazonSQSException">The queue is missing, the receipt stale or the call not allowed.</exception>
    Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSQSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSQSClient(awsCredentials, (AmazonSQSConfig)clientConfig);
}
