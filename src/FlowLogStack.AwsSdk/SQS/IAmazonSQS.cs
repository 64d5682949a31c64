using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS;

/// <summary>A client of Amazon SQS, as an interface for substitutes.</summary>
public interface IAmazonSQS : IAmazonService, IDisposable
{
    /// <summary>Adds a message to a queue.</summary>
    /// <exception cref="AmazonSQSException">The queue does not exist, the message is too large, or the call is denied.</exception>
    Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Receives up to 10 messages from a queue, and hides them from other receivers for the visibility timeout.</summary>
    /// <exception cref="AmazonSQSException">The queue does not exist, or the call is denied.</exception>
    Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a received message from its queue.</summary>
    /// <exception cref="AmazonSQSException">The queue does not exist, the receipt handle has expired, or the call is denied.</exception>
    Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSQSConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSQSClient(awsCredentials, (AmazonSQSConfig)clientConfig);
}
