using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace FlowLogStack.Access;

/// <summary>Lets EventBridge rules send to queues of this app.</summary>
static class QueueAccess
{
    /// <summary>Lets one rule send to a queue that SQS encrypts with its own keys.</summary>
    public static void Admit(Queue queue, CfnRule rule) => queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Principals = [new ServicePrincipal("events.amazonaws.com")],
        Actions = ["sqs:SendMessage"],
        Resources = [queue.QueueArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(rule).Account },
            ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn },
        },
    }));
}
