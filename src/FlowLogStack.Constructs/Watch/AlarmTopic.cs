using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>What an <see cref="AlarmTopic"/> can be told.</summary>
public sealed record AlarmTopicProps
{
    /// <summary>Who is told: email, https, SQS and Lambda subscriptions of <c>Amazon.CDK.AWS.SNS.Subscriptions</c>. Default: nobody yet.</summary>
    public IReadOnlyList<ITopicSubscription> Subscriptions { get; init; } = [];

    /// <summary>
    /// A customer managed key of your own, of the topic's region. CloudWatch is granted its use in the key's policy; for an imported key, a
    /// warning prints the statement. Default: a key that this construct makes and rotates.
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>
    /// An existing topic, which several constructs may share. Its policy and its key's admit alarms and rules if they are of this app; otherwise,
    /// a warning prints the statements. <see cref="EncryptionKey"/> is then the topic's key, if it is known. Default: a new topic.
    /// </summary>
    public ITopic? Existing { get; init; }

    /// <summary>The name shown as the sender of emails. Default: none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What becomes of the key when the stack is deleted. Default: it is kept; the topic itself holds nothing and goes.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}

/// <summary>The topic that alarms notify: encrypted with a customer managed key, TLS only, open to this account's alarms, and to the EventBridge rules that <see cref="AdmitRule"/> names.</summary>
/// <remarks>
/// The key is customer managed because CloudWatch cannot publish to a topic encrypted with the AWS managed key
/// <c>alias/aws/sns</c>: such alarms change state and nobody hears of it.
/// </remarks>
public sealed class AlarmTopic : Construct
{
    const string CloudWatch = "cloudwatch.amazonaws.com";
    const string EventBridge = "events.amazonaws.com";
    const string Silence = "Alarms change their state without notifying the topic.";

    /// <summary>Makes the topic, its key and its policy.</summary>
    /// <exception cref="ArgumentException">The key is one that AWS manages, is asymmetric, or is of another region.</exception>
    public AlarmTopic(Construct scope, string id, AlarmTopicProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        props ??= new AlarmTopicProps();
        EncryptionKey = props.EncryptionKey is { } key ? Usable(key) : props.Existing is null ? NewKey(props) : null;
        Topic = props.Existing ?? new Topic(this, "Topic", new TopicProps { DisplayName = props.DisplayName, EnforceSSL = true }.With(nameof(TopicProps.MasterKey), EncryptionKey));
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

    /// <summary>The key that encrypts its notifications; null if the key of an existing topic is not known.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>Lets all EventBridge rules of the stack's account publish. <see cref="AdmitRule"/> admits one alone.</summary>
    public void AdmitRules() => AdmitRule("*");

    /// <summary>Lets one EventBridge rule of the stack's account and region publish, in the topic's policy and its key's.</summary>
    /// <param name="ruleName">
    /// The rule's name, as its <c>Name</c> gives it. The name that CloudFormation generates would be a cycle: the rule needs the topic, the topic
    /// its key, and the key's policy would need the rule.
    /// </param>
    public void AdmitRule(string ruleName)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleName);
        var stack = Stack.Of(this);
        var conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "events", Resource = "rule", ResourceName = ruleName }),
            },
        };
        const string consequence = "EventBridge's messages are lost.";
        LetUseKey("EncryptEventNotifications", EventBridge, conditions, consequence);
        if (!LetPublish("PublishEventNotifications", EventBridge, conditions))
            CdkVersions.AddWarning(this, "flowlogstack:existing-topic-policy", $"The policy of the existing topic '{Topic.Node.Path}' cannot be extended from this stack. {consequence} Add this statement to the topic's policy:\n{SharedPolicy.Print(this, Publish("PublishEventNotifications", EventBridge, conditions))}");
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

    // A topic policy replaces the default one, so it also has to say that alarms may publish.
    void AdmitAlarms()
    {
        LetUseKey("EncryptAlarmNotifications", CloudWatch, TopicAccess.FromAlarmsOfThisAccount(this), Silence);
        LetPublish("PublishAlarmNotifications", CloudWatch, TopicAccess.FromAlarmsOfThisAccount(this));
    }

    void LetUseKey(string sid, string service, Dictionary<string, object> conditions, string consequence)
    {
        if ((EncryptionKey ?? TopicAccess.KeyOf(Topic)) is { } key)
            KeyAccess.Admit(this, key, TopicAccess.UseOfKey(sid, service, conditions), consequence);
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
