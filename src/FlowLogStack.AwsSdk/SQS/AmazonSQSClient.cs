using Amazon.Runtime;
using Amazon.SQS.Model;

namespace Amazon.SQS;

/// <summary>A client of Amazon Simple Queue Service.</summary>
public class AmazonSQSClient : SubsetClient, IAmazonSQS
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonSQSClient()
        : this(new AmazonSQSConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonSQSClient(AmazonSQSConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonSQSClient(AWSCredentials credentials, AmazonSQSConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<SendMessageResponse>(request, SendMessageOperation.Instance, SendMessageOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ReceiveMessageResponse>(request, ReceiveMessageOperation.Instance, ReceiveMessageOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DeleteMessageResponse>(request, DeleteMessageOperation.Instance, DeleteMessageOperation.Instance, cancellationToken);
}
