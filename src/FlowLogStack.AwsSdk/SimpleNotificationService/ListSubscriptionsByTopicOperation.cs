using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

sealed class ListSubscriptionsByTopicOperation()
    : NotificationOperation<ListSubscriptionsByTopicRequest, ListSubscriptionsByTopicResponse>("ListSubscriptionsByTopic")
{
    public static ListSubscriptionsByTopicOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, ListSubscriptionsByTopicRequest request)
    {
        parameters.Add("TopicArn", request.TopicArn);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(ListSubscriptionsByTopicResponse response, QueryAnswer answer)
    {
        response.Subscriptions = answer.Each("Subscriptions", "member", subscription => new Subscription
        {
            SubscriptionArn = subscription.Text("SubscriptionArn"),
            TopicArn = subscription.Text("TopicArn"),
            Protocol = subscription.Text("Protocol"),
            Endpoint = subscription.Text("Endpoint"),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
