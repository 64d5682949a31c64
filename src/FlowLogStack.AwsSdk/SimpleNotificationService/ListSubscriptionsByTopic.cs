using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Which topic's subscriptions to list.</summary>
public class ListSubscriptionsByTopicRequest : AmazonWebServiceRequest
{
    /// <summary>The topic's ARN.</summary>
    public string? TopicArn { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of subscriptions, at most 100.</summary>
public class ListSubscriptionsByTopicResponse : AmazonWebServiceResponse
{
    /// <summary>The subscriptions; null when there are none.</summary>
    public List<Subscription>? Subscriptions { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription.</summary>
public class Subscription
{
    /// <summary>The subscription's ARN; <c>PendingConfirmation</c> until whoever is subscribed has agreed.</summary>
    public string? SubscriptionArn { get; set; }

    /// <summary>The topic's ARN.</summary>
    public string? TopicArn { get; set; }

    /// <summary>How it is told, as in <c>email</c>.</summary>
    public string? Protocol { get; set; }

    /// <summary>Who is told.</summary>
    public string? Endpoint { get; set; }
}
