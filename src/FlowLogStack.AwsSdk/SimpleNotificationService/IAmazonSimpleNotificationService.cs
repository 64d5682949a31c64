using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>Amazon Simple Notification Service.</summary>
public interface IAmazonSimpleNotificationService : IAmazonService, IDisposable
{
    /// <summary>Lists the subscriptions of a topic, a page at a time.</summary>
    /// <exception cref="AmazonSimpleNotificationServiceException">There is no such topic, or the call is not allowed.</exception>
    Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSimpleNotificationServiceClient(awsCredentials, (AmazonSimpleNotificationServiceConfig)clientConfig);
}
