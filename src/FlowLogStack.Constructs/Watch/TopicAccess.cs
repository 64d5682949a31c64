using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Watch;

/// <summary>Permissions of alarms to notify existing topics.</summary>
static class TopicAccess
{
    const string CloudWatch = "cloudwatch.amazonaws.com";

    /// <summary>Allows the account's alarms to publish to a topic and to use its key, if both are part of this app.</summary>
    /// <remarks>
    /// A topic policy replaces the default policy, which admits the account. A topic with its own policy, and its key, must therefore admit
    /// CloudWatch explicitly.
    /// </remarks>
    /// <exception cref="ArgumentException">The topic is encrypted with an AWS managed key.</exception>
    public static void AdmitAlarms(Construct alarm, ITopic topic)
    {
        SameEnvironment.Require(alarm, $"The topic '{Places.PathOf(topic)}'", CdkVersions.EnvironmentOf(topic).Region,
            account: null, "the alarm", "CloudWatch notifies topics of the alarm's own region. Use one, and let it fan out.");
        // An AlarmTopic admits CloudWatch in its own policy.
        if (Places.ScopeOf(topic) is AlarmTopic)
            return;
        if (topic.Node.DefaultChild is not CfnTopic resource)
        {
            PrintNeeds(alarm, topic);
            return;
        }

        AtSynthesis.Do(topic, () =>
        {
            if (topic.Node.TryFindChild("Policy") is TopicPolicy)
                SharedPolicy.Extend(topic, Publish(alarm, topic));
        });
        if (resource.KmsMasterKeyId is not { } reference)
            return;
        var text = ReadableText.Of(JsonSerializer.SerializeToNode(Places.StackOf(topic).Resolve(reference)))?.ToString() ?? "";
        if (text.EndsWith("alias/aws/sns", StringComparison.Ordinal))
            throw new ArgumentException($"The topic '{topic.Node.Path}' is encrypted with the key 'alias/aws/sns', which AWS manages: its policy does not "
                + "admit CloudWatch, so that alarms would not notify the topic. Use a customer managed key, or an AlarmTopic.");
        var statement = KeyAccess.UseOfKey("EncryptAlarmNotifications", CloudWatch, FromAlarmsOfThisAccount(alarm));
        if (KeyAccess.ByReference(reference) is { } key)
            KeyAccess.Admit(alarm, key, statement, $"Alarms change their state without notifying the topic '{topic.Node.Path}'.");
        else
            CdkVersions.AddWarning(alarm, "flowlogstack:existing-topic-key-policy", $"The topic '{topic.Node.Path}' is encrypted with the key '{text}'. "
                + $"Alarms notify it only if the key's policy contains this statement:\n{SharedPolicy.Print(alarm, statement)}");
    }

    /// <summary>Returns conditions that match only alarms of the construct's account and region.</summary>
    public static Dictionary<string, object> FromAlarmsOfThisAccount(Construct alarm)
    {
        var stack = Places.StackOf(alarm);
        return new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "cloudwatch", Resource = "alarm", ResourceName = "*",
                    ArnFormat = ArnFormat.COLON_RESOURCE_NAME }),
            },
        };
    }

    // One warning for each topic, however many alarms notify it.
    static void PrintNeeds(Construct alarm, ITopic topic)
    {
        const string Id = "flowlogstack:existing-topic-policy";
        if (topic.Node.Metadata.Any(entry => entry.Data?.ToString()?.Contains(Id, StringComparison.Ordinal) == true))
            return;
        var use = KeyAccess.UseOfKey("EncryptAlarmNotifications", CloudWatch, FromAlarmsOfThisAccount(alarm));
        CdkVersions.AddWarning(topic,
            Id, $"The policy of the existing topic '{topic.Node.Path}' cannot be extended from this stack. Alarms notify it only if it contains this "
                + $"statement, or has no policy of its own and is of the same account:\n{SharedPolicy.Print(alarm, Publish(alarm, topic))}\nIf a KMS key "
                + $"encrypts the topic, it must be customer managed, and its policy needs this statement:\n{SharedPolicy.Print(alarm, use)}");
    }

    static PolicyStatement Publish(Construct alarm, ITopic topic) => new(new PolicyStatementProps
    {
        Sid = "PublishAlarmNotifications",
        Principals = [new ServicePrincipal(CloudWatch)],
        Actions = ["sns:Publish"],
        Resources = [topic.TopicArn],
        Conditions = FromAlarmsOfThisAccount(alarm),
    });

    /// <summary>Allows a role to use the key of a topic that it publishes to.</summary>
    public static void LetEncrypt(Role role, ITopic topic)
    {
        string[] actions = ["kms:Decrypt", "kms:GenerateDataKey"];
        if (KeyOf(topic) is { } key)
        {
            key.Grant(role, actions);
            return;
        }

        if (topic.Node.DefaultChild is CfnTopic { KmsMasterKeyId: null })
            return;
        // The key isn't part of the app. The conditions limit the permission to that topic, whichever key it uses; they never match if it has none.
        var stack = Places.StackOf(role);
        var (account, region) = CdkVersions.EnvironmentOf(topic);
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Actions = actions,
            Resources = [stack.FormatArn(new ArnComponents { Service = "kms", Region = region, Account = account, Resource = "key", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object>
                {
                    ["kms:ViaService"] = $"sns.{region}.{stack.UrlSuffix}",
                    ["kms:EncryptionContext:aws:sns:topicArn"] = topic.TopicArn,
                },
            },
        }));
    }

    /// <summary>Returns the key of a topic of this app, or null if the topic has no key or its key isn't part of this app.</summary>
    public static IKey? KeyOf(ITopic topic) => (topic.Node.DefaultChild as CfnTopic)?.KmsMasterKeyId is { } reference ? KeyAccess.ByReference(reference) : null;
}
