using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Request of <see cref="IAmazonSimpleNotificationService.ListSubscriptionsByTopicAsync"/>.</summary>
public class ListSubscriptionsByTopicRequest : AmazonWebServiceRequest
{
    /// <summary>ARN of the topic.</summary>
    public string? TopicArn { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonSimpleNotificationService.ListSubscriptionsByTopicAsync"/>: one page of at most 100 subscriptions.</summary>
public class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    /// <summary>Subscriptions; null if the list is empty.</summary>
    public List<Subscription>? Subscriptions { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription to a topic.</summary>
public class Subscription
{
    /// <summary>ARN of the subscription; <c>PendingConfirmation</c> until the subscriber has confirmed it.</summary>
    public string? SubscriptionArn { get; set; }

    /// <summary>ARN of the topic.</summary>
    public string? TopicArn { get; set; }

    /// <summary>Protocol of notifications, such as <c>email</c>.</summary>
    public string? Protocol { get; set; }

    /// <summary>Endpoint of notifications, such as an email address.</summary>
    public string? Endpoint { get; set; }
}
