using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace FlowLogStack.Access;

/// <summary>Permissions of EventBridge rules on queues of this app, and the encryption of those queues.</summary>
static class QueueAccess
{
    const string EventBridge = "events.amazonaws.com";

    /// <summary>Sets the encryption of a queue.</summary>
    /// <param name="props">Properties of the queue.</param>
    /// <param name="key">Customer managed key; null for SSE-SQS.</param>
    /// <returns><paramref name="props"/>.</returns>
    public static QueueProps Encrypted(QueueProps props, IKey? key)
    {
        props.Encryption = key is null ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS;
        return props.With(nameof(QueueProps.EncryptionMasterKey), key);
    }

    /// <summary>Allows one rule to send to a queue, and EventBridge to use the key of the queue.</summary>
    /// <param name="user">The construct with the queue.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="rule">The rule.</param>
    public static void Admit(Construct user, Queue queue, CfnRule rule)
    {
        var stack = Places.StackOf(rule);
        queue.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal(EventBridge)],
            Actions = ["sqs:SendMessage"],
            Resources = [queue.QueueArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Places.EnvironmentOf(rule).Account },
                ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn },
            },
        }));
        if (queue.EncryptionMasterKey is not { } key)
            return;
        // The ARN of the rule would create a dependency cycle: the rule needs the queue, and the queue its key. The policy of the queue has it.
        var conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Places.EnvironmentOf(rule).Account },
            ["ArnLike"] = new Dictionary<string, object> { ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "events", Resource = "rule",
                ResourceName = "*" }) },
        };
        KeyAccess.Admit(user, key, KeyAccess.UseOfKey("EncryptQueuedEvents", EventBridge, conditions), "EventBridge's messages to the queue are lost.");
    }
}
