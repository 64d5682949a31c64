using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;

namespace FlowLogStack.Watch;

/// <summary>Subscriptions to topics, including one Lambda function that subscribes to several topics.</summary>
static class TopicSubscriptions
{
    /// <summary>Adds a subscription to a topic.</summary>
    /// <returns>The subscription; null if the function already subscribes to the topic.</returns>
    internal static Subscription? Add(ITopic topic, ITopicSubscription subscription)
    {
        // CDK derives the construct id of a function's subscription from the topic's construct id, which several topics can share.
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
        }.With(nameof(Amazon.CDK.AWS.SNS.SubscriptionProps.Topic), topic)
            .With(nameof(Amazon.CDK.AWS.SNS.SubscriptionProps.DeadLetterQueue), bound.DeadLetterQueue));
    }

    // CDK throws an exception if a topic is granted permission to invoke a function twice.
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
