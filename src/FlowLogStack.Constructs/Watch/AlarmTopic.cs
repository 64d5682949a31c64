using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Constructs;

namespace FlowLogStack.Watch;

/// <summary>What an <see cref="AlarmTopic"/> can be told.</summary>
public sealed record AlarmTopicProps
{
    /// <summary>Who is told: email, https, SQS and Lambda subscriptions of <c>Amazon.CDK.AWS.SNS.Subscriptions</c>. Default: nobody yet.</summary>
    public IReadOnlyList<ITopicSubscription> Subscriptions { get; init; } = [];

    /// <summary>A key of your own; CloudWatch is granted its use. Default: a key that this construct makes and rotates.</summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>The name shown as the sender of emails. Default: none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What becomes of the key when the stack is deleted. Default: it is kept; the topic itself holds nothing and goes.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}

/// <summary>The topic that alarms notify: encrypted with a customer managed key, TLS only, open to this account's alarms, and to EventBridge once <see cref="AdmitRules"/> was called.</summary>
/// <remarks>
/// The key is customer managed because CloudWatch cannot publish to a topic encrypted with the AWS managed key
/// <c>alias/aws/sns</c>: such alarms change state and nobody hears of it.
/// </remarks>
public sealed class AlarmTopic : Construct
{
    const string CloudWatch = "cloudwatch.amazonaws.com";
    const string EventBridge = "events.amazonaws.com";

    bool admitsRules;

    /// <summary>Makes the topic, its key and its policy.</summary>
    public AlarmTopic(Construct scope, string id, AlarmTopicProps? props = null)
        : base(scope, id)
    {
        props ??= new AlarmTopicProps();
        EncryptionKey = props.EncryptionKey ?? new Key(this, "Key", new KeyProps
        {
            Description = "Encrypts flow log alarm notifications",
            EnableKeyRotation = true,
            RemovalPolicy = props.RemovalPolicy,
        });
        Topic = new Topic(this, "Topic", new TopicProps { DisplayName = props.DisplayName, EnforceSSL = true }.With(nameof(TopicProps.MasterKey), EncryptionKey));
        AdmitAlarms();
        foreach (var subscription in props.Subscriptions)
            Topic.AddSubscription(subscription);
    }

    /// <summary>The topic.</summary>
    public Topic Topic { get; }

    /// <summary>The key that encrypts its notifications.</summary>
    public IKey EncryptionKey { get; }

    /// <summary>Lets EventBridge rules publish, too. The statements have no conditions, because with one EventBridge's messages are refused.</summary>
    public void AdmitRules()
    {
        if (admitsRules)
            return;
        admitsRules = true;
        EncryptionKey.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptEventNotifications",
            Principals = [new ServicePrincipal(EventBridge)],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
        }));
        Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "PublishEventNotifications",
            Principals = [new ServicePrincipal(EventBridge)],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
        }));
    }

    // A topic policy replaces the default one, so it also has to say that alarms may publish.
    void AdmitAlarms()
    {
        EncryptionKey.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptAlarmNotifications",
            Principals = [new ServicePrincipal(CloudWatch)],
            Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = FromAlarmsOfThisAccount(),
        }));
        Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "PublishAlarmNotifications",
            Principals = [new ServicePrincipal(CloudWatch)],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
            Conditions = FromAlarmsOfThisAccount(),
        }));
    }

    Dictionary<string, object> FromAlarmsOfThisAccount()
    {
        var stack = Stack.Of(this);
        return new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "cloudwatch", Resource = "alarm", ResourceName = "*", ArnFormat = ArnFormat.COLON_RESOURCE_NAME }),
            },
        };
    }
}
