using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>Access of a topic to its subscribers. CDK extends the policies of queues and functions of the app, but not those of imported ones.</summary>
static class SubscriberAccess
{
    /// <summary>Prints, as a warning, the statements that an imported queue, its key or an imported function requires.</summary>
    public static void EnsureReached(Construct topic, Subscription subscription)
    {
        if (subscription.Node.DefaultChild is not CfnSubscription { TopicArn: var topicArn, Protocol: var protocol } resource)
            return;
        switch (protocol)
        {
            case "sqs" when subscription.Node.Scope is IQueue queue:
                EnsureSent(topic, topicArn, queue);
                break;
            case "lambda" when subscription.Node.Scope is IFunction function:
                EnsureInvoked(topic, topicArn, function, resource);
                break;
        }
    }

    static void EnsureSent(Construct topic, string topicArn, IQueue queue)
    {
        var fromTopic = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = topicArn } };
        var use = new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("sns.amazonaws.com")],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = fromTopic,
        });
        if (queue.Node.DefaultChild is CfnQueue)
        {
            if (queue.EncryptionMasterKey is { } key)
                EnsureUsed(topic, topicArn, queue, key, use);
            return;
        }

        var send = new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("sns.amazonaws.com")],
            Actions = ["sqs:SendMessage"],
            Resources = [queue.QueueArn],
            Conditions = fromTopic,
        });
        CdkVersions.AddWarning(topic, "flowlogstack:existing-queue-policy", $"The policy of the existing queue '{queue.Node.Path}' cannot be extended from "
            + $"this stack. Notifications arrive only if it contains this statement:\n{SharedPolicy.Print(topic, send)}\nIf a customer managed KMS key "
            + $"encrypts the queue, the key's policy needs this one:\n{SharedPolicy.Print(topic, use)}");
    }

    // CDK has added the topic to the policy of a key of this app. If the same key encrypts the topic, the two depend on each other.
    static void EnsureUsed(Construct topic, string topicArn, IQueue queue, IKey key, PolicyStatement use)
    {
        if (KeyAccess.PolicyOf(key) is not { } policy)
        {
            KeyAccess.Admit(topic, key, use, $"The topic's messages do not reach the queue '{queue.Node.Path}'.");
            return;
        }

        var stack = Places.StackOf(topic);
        if (topic is AlarmTopic alarms && alarms.EncryptionKey?.Node.Path == key.Node.Path && Resolved(stack, policy)
            .Contains(Resolved(stack, topicArn), StringComparison.Ordinal))
            throw new ArgumentException($"The topic '{topic.Node.Path}' and its subscriber '{queue.Node.Path}' are encrypted with one key, '{key.Node.Path}', "
                + "and CDK has its policy name the topic, which needs the key first: CloudFormation returns an error of a circular dependency. Use a key for "
                + "each, or SSE-SQS for the queue.");
    }

    static string Resolved(Stack stack, object value) => JsonSerializer.Serialize(stack.Resolve(value));

    static void EnsureInvoked(Construct topic, string topicArn, IFunction function, CfnSubscription subscription)
    {
        if (function.Node.DefaultChild is CfnFunction || function.Node.Children.Any(child =>
            child is CfnPermission { Principal: "sns.amazonaws.com" } permission && permission.SourceArn == topicArn))
            return;
        var arn = ReadableText.Of(JsonSerializer.SerializeToNode(Places.StackOf(topic).Resolve(subscription.Endpoint ?? "")))?.ToString();
        CdkVersions.AddWarning(topic, "flowlogstack:existing-function-policy", $"The policy of the existing function '{arn}' cannot be extended from this "
            + "stack. Notifications arrive only if it lets the principal sns.amazonaws.com lambda:InvokeFunction for the topic. Import it with "
            + $"Function.FromFunctionAttributes and SameEnvironment = true, or run aws lambda add-permission --function-name {arn} --statement-id "
            + "FlowLogAlarms --action lambda:InvokeFunction --principal sns.amazonaws.com --source-arn TOPIC_ARN.");
    }
}
