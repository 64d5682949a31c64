using Amazon.SimpleNotificationService.Model;
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>A client of Amazon SNS, as an interface for substitutes.</summary>
public interface IAmazonSimpleNotificationService : IAmazonService, IDisposable
{
    /// <summary>Lists the subscriptions of a topic, a page at a time.</summary>
    /// <exception cref="AmazonSimpleNotificationServiceException">The topic does not exist, or the call is denied.</exception>
    Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request,
        CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleNotificationServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSimpleNotificationServiceClient(awsCredentials, (AmazonSimpleNotificationServiceConfig)clientConfig);
}
