using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;

namespace FlowLogStack.Watch;

/// <summary>Adds subscriptions to topics, also those of one Lambda function to several.</summary>
static class TopicSubscriptions
{
    /// <summary>Adds a subscription.</summary>
    /// <returns>The subscription; null if the function has subscribed to the topic already.</returns>
    internal static Subscription? Add(ITopic topic, ITopicSubscription subscription)
    {
        // CDK names the subscription of a function by the topic's construct id, and topics share theirs.
        if (subscription is not LambdaSubscription)
            return topic.AddSubscription(subscription) is Subscription added ? added : null;
        if (Bind(topic, subscription) is not { } bound)
            return null;
        var scope = bound.SubscriberScope!;
        var id = scope.Node.TryFindChild(bound.SubscriberId) is null ? bound.SubscriberId : Names.NodeUniqueId(topic.Node);
        return new Subscription(scope, id, new Amazon.CDK.AWS.SNS.SubscriptionProps
        {
            Endpoint = bound.Endpoint,
            Protocol = bound.Protocol,
            FilterPolicy = bound.FilterPolicy,
            FilterPolicyWithMessageBody = bound.FilterPolicyWithMessageBody,
            Region = bound.Region,
        }.With(nameof(Amazon.CDK.AWS.SNS.SubscriptionProps.Topic), topic).With(nameof(Amazon.CDK.AWS.SNS.SubscriptionProps.DeadLetterQueue), bound.DeadLetterQueue));
    }

    // CDK fails to permit a topic to call a function for the second time.
    static ITopicSubscriptionConfig? Bind(ITopic topic, ITopicSubscription subscription)
    {
        try
        {
            return subscription.Bind(topic);
        }
        catch (Exception e) when (e.Message.Contains($"AllowInvoke:{Names.NodeUniqueId(topic.Node)}", StringComparison.Ordinal))
        {
            return null;
        }
    }
}
