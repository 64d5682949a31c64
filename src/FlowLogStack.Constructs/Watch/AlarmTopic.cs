using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>
/// An SNS topic for alarms: encrypted with a customer managed key, TLS only. Its policy admits only this account's alarms, and the EventBridge
/// rules added with <see cref="AdmitRule"/>.
/// </summary>
/// <remarks>
/// CloudWatch can't publish to a topic that is encrypted with the AWS managed key <c>alias/aws/sns</c>: alarms would change their state without
/// a notification. The key is therefore customer managed.
/// </remarks>
public sealed class AlarmTopic : Construct
{
    const string CloudWatch = "cloudwatch.amazonaws.com";
    const string EventBridge = "events.amazonaws.com";
    const string Silence = "Alarms change their state without notifying the topic.";

    /// <summary>Creates the topic, its key and its policy.</summary>
    /// <exception cref="ArgumentException">The key is an AWS managed key, is asymmetric, or is in another Region.</exception>
    public AlarmTopic(Construct scope, string id, AlarmTopicProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        props ??= new AlarmTopicProps();
        EncryptionKey = (props.EncryptionKey ?? (props.Existing is null ? Encryption.KeyOf(this) : null)) is { } key ? Usable(key) : props.Existing is null
            ? NewKey(props) : null;
        Topic = props.Existing ?? new Topic(this, "Topic", new TopicProps { DisplayName = props.DisplayName,
            EnforceSSL = true }.With(nameof(TopicProps.MasterKey), EncryptionKey));
        if (props.Existing is null)
            AdmitAlarms();
        else
            TopicAccess.AdmitAlarms(this, Topic);
        if (props.Existing is not null && EncryptionKey is not null)
            LetUseKey("EncryptAlarmNotifications", CloudWatch, TopicAccess.FromAlarmsOfThisAccount(this), Silence);
        foreach (var subscription in props.Subscriptions)
        {
            if (TopicSubscriptions.Add(Topic, subscription) is { } added)
                SubscriberAccess.EnsureReached(this, added);
        }
    }

    /// <summary>The topic.</summary>
    public ITopic Topic { get; }

    /// <summary>The key that encrypts the notifications; null if the key of an existing topic isn't known.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>Allows all EventBridge rules of the stack's account to publish. <see cref="AdmitRule"/> admits a single rule.</summary>
    public void AdmitRules() => AdmitRule("*");

    /// <summary>Allows one EventBridge rule of the stack's account and Region to publish, in the policies of the topic and its key.</summary>
    /// <param name="ruleName">
    /// Name of the rule, as in its <c>Name</c> property. A generated name isn't possible: the rule depends on the topic, the topic on its key, and
    /// the key's policy would depend on the rule.
    /// </param>
    public void AdmitRule(string ruleName)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleName);
        var stack = Places.StackOf(this);
        var conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Places.EnvironmentOf(this).Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "events", Resource = "rule", ResourceName = ruleName }),
            },
        };
        const string consequence = "EventBridge's messages are lost.";
        LetUseKey("EncryptEventNotifications", EventBridge, conditions, consequence);
        if (!LetPublish("PublishEventNotifications", EventBridge, conditions))
            CdkVersions.AddWarning(this, "flowlogstack:existing-topic-policy", $"The policy of the existing topic '{Topic.Node.Path}' cannot be extended from "
                + $"this stack. {consequence} Add this statement to the topic's "
                + $"policy:\n{SharedPolicy.Print(this, Publish("PublishEventNotifications", EventBridge, conditions))}");
    }

    Key NewKey(AlarmTopicProps props) => new(this, "Key", new KeyProps
    {
        Description = "Encrypts flow log alarm notifications",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    IKey Usable(IKey key)
    {
        KeyAccess.EnsureCustomerManaged(this, key, "topic");
        KeyAccess.EnsureSameRegion(this, key, "topic");
        return key;
    }

    // A topic policy replaces the default one, so it must admit alarms explicitly.
    void AdmitAlarms()
    {
        LetUseKey("EncryptAlarmNotifications", CloudWatch, TopicAccess.FromAlarmsOfThisAccount(this), Silence);
        LetPublish("PublishAlarmNotifications", CloudWatch, TopicAccess.FromAlarmsOfThisAccount(this));
    }

    void LetUseKey(string sid, string service, Dictionary<string, object> conditions, string consequence)
    {
        if ((EncryptionKey ?? TopicAccess.KeyOf(Topic)) is { } key)
            KeyAccess.Admit(this, key, KeyAccess.UseOfKey(sid, service, conditions), consequence);
    }

    bool LetPublish(string sid, string service, Dictionary<string, object> conditions) => SharedPolicy.Extend(Topic, Publish(sid, service, conditions));

    PolicyStatement Publish(string sid, string service, Dictionary<string, object> conditions) => new(new PolicyStatementProps
    {
        Sid = sid,
        Principals = [new ServicePrincipal(service)],
        Actions = ["sns:Publish"],
        Resources = [Topic.TopicArn],
        Conditions = conditions,
    });
}
