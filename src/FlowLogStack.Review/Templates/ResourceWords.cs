using System.Text;

namespace FlowLogStack.Review;

/// <summary>Words for resource types.</summary>
static class ResourceWords
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["AWS::Athena::WorkGroup"] = "Name",
        ["AWS::Athena::NamedQuery"] = "Name",
        ["AWS::CloudTrail::Trail"] = "TrailName",
        ["AWS::CloudWatch::Alarm"] = "AlarmName",
        ["AWS::CloudWatch::CompositeAlarm"] = "AlarmName",
        ["AWS::CloudWatch::Dashboard"] = "DashboardName",
        ["AWS::CloudWatch::InsightRule"] = "RuleName",
        ["AWS::Events::Rule"] = "Name",
        ["AWS::Glue::Database"] = "DatabaseInput.Name",
        ["AWS::Glue::Table"] = "TableInput.Name",
        ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName",
        ["AWS::IAM::Role"] = "RoleName",
        ["AWS::KinesisFirehose::DeliveryStream"] = "DeliveryStreamName",
        ["AWS::KMS::Alias"] = "AliasName",
        ["AWS::Lambda::Function"] = "FunctionName",
        ["AWS::Logs::LogGroup"] = "LogGroupName",
        ["AWS::Logs::MetricFilter"] = "FilterName",
        ["AWS::Logs::QueryDefinition"] = "Name",
        ["AWS::Logs::ResourcePolicy"] = "PolicyName",
        ["AWS::Logs::SubscriptionFilter"] = "FilterName",
        ["AWS::S3::Bucket"] = "BucketName",
        ["AWS::Scheduler::Schedule"] = "Name",
        ["AWS::SecretsManager::Secret"] = "Name",
        ["AWS::SNS::Topic"] = "TopicName",
        ["AWS::SQS::Queue"] = "QueueName",
    };

    static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["AWS::Athena::NamedQuery"] = "Athena query",
        ["AWS::Athena::WorkGroup"] = "workgroup",
        ["AWS::CloudWatch::InsightRule"] = "Contributor Insights rule",
        ["AWS::EC2::EIP"] = "Elastic IP address",
        ["AWS::EC2::VPC"] = "VPC",
        ["AWS::EC2::VPCEndpoint"] = "VPC endpoint",
        ["AWS::EC2::VPCGatewayAttachment"] = "internet gateway attachment",
        ["AWS::Events::Rule"] = "event rule",
        ["AWS::KMS::Key"] = "key",
        ["AWS::Lambda::Permission"] = "invocation permission",
        ["AWS::Logs::QueryDefinition"] = "saved query",
        ["AWS::Logs::ResourcePolicy"] = "resource policy of CloudWatch Logs",
        ["AWS::SNS::Subscription"] = "subscription",
        ["AWS::SNS::Topic"] = "topic",
        ["AWS::SQS::Queue"] = "queue",
    };

    // The types whose placeholder value in references is their name.
    static readonly HashSet<string> Referred = new(StringComparer.Ordinal)
    {
        "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::CloudWatch::Dashboard", "AWS::CloudWatch::InsightRule", "AWS::Glue::Database",
            "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::SQS::Queue",
    };

    /// <summary>Returns whether resolved references to a type contain its name.</summary>
    internal static bool IsReferredByName(string type) => Referred.Contains(type);

    /// <summary>Returns the property with the physical name of a type, or null.</summary>
    internal static string? NameProperty(string type) => Names.GetValueOrDefault(type);

    /// <summary>Returns a type as a noun: <c>flow log</c> for <c>AWS::EC2::FlowLog</c>.</summary>
    internal static string Kind(string type)
    {
        if (Kinds.TryGetValue(type, out var known))
            return known;
        var name = type[(type.LastIndexOf(':') + 1)..];
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiLetterUpper(name[i - 1]))
                words.Append(' ');
            words.Append(i > 0 && char.IsAsciiLetterUpper(name[i - 1]) ? name[i] : char.ToLowerInvariant(name[i]));
        }

        return words.ToString();
    }

    /// <summary>Returns the plural of a type's noun.</summary>
    internal static string Counted(string type, int count) => count == 1 ? Kind(type) : Kind(type) is var kind && kind.EndsWith('y') ? kind[..^1] + "ies"
        : kind + "s";
}
