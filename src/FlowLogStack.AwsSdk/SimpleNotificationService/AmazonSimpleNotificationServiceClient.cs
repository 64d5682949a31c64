using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>A client of Amazon Simple Notification Service.</summary>
public class AmazonSimpleNotificationServiceClient : SubsetClient, IAmazonSimpleNotificationService
{
    /// <summary>A client with the environment's region and credentials.</summary>
    public AmazonSimpleNotificationServiceClient()
        : this(new AmazonSimpleNotificationServiceConfig())
    {
    }

    /// <summary>A client with the environment's credentials.</summary>
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListSubscriptionsByTopicResponse>(request, ListSubscriptionsByTopicOperation.Instance, ListSubscriptionsByTopicOperation.Instance, cancellationToken);
}
