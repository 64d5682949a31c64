using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SQS;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace FlowLogStack.Access;

/// <summary>Permissions of EventBridge rules on queues of this app.</summary>
static class QueueAccess
{
    /// <summary>Allows one rule to send to a queue that is encrypted with SSE-SQS.</summary>
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
