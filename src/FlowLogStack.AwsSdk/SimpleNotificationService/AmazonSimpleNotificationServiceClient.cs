using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>A client of Amazon Simple Notification Service.</summary>
public class AmazonSimpleNotificationServiceClient : SubsetClient, IAmazonSimpleNotificationService
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonSimpleNotificationServiceClient()
        : this(new AmazonSimpleNotificationServiceConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<ListSubscriptionsByTopicResponse>(request, ListSubscriptionsByTopicOperation.Instance, ListSubscriptionsByTopicOperation.Instance,
            cancellationToken);
}
