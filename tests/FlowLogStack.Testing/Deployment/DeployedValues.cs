using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Testing.Deployment;

/// <summary>
/// What the intrinsic functions of a template return once it is deployed: names as CloudFormation makes them, and values of the app's other stacks.
/// </summary>
public sealed partial class DeployedValues(SynthesizedStack stack)
{
    static readonly Dictionary<string, string> NameProperties = new()
    {
        ["AWS::S3::Bucket"] = "BucketName",
        ["AWS::CloudTrail::Trail"] = "TrailName",
        ["AWS::Logs::LogGroup"] = "LogGroupName",
        ["AWS::SNS::Topic"] = "TopicName",
        ["AWS::SQS::Queue"] = "QueueName",
        ["AWS::IAM::Role"] = "RoleName",
        ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName",
        ["AWS::Lambda::Function"] = "FunctionName",
        ["AWS::CloudWatch::Alarm"] = "AlarmName",
        ["AWS::CloudWatch::CompositeAlarm"] = "AlarmName",
        ["AWS::CloudWatch::Dashboard"] = "DashboardName",
        ["AWS::CloudWatch::InsightRule"] = "RuleName",
        ["AWS::KMS::Alias"] = "AliasName",
        ["AWS::Events::Rule"] = "Name",
        ["AWS::Athena::WorkGroup"] = "Name",
        ["AWS::Scheduler::Schedule"] = "Name",
        ["AWS::KinesisFirehose::DeliveryStream"] = "DeliveryStreamName",
        ["AWS::Logs::ResourcePolicy"] = "PolicyName",
        ["AWS::Logs::QueryDefinition"] = "Name",
        ["AWS::Athena::PreparedStatement"] = "StatementName",
        ["AWS::SecretsManager::Secret"] = "Name",
    };

    /// <summary>The value with every intrinsic function replaced by what it returns.</summary>
    public JsonNode? Resolve(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } call when call.Single() is var (name, argument) && (name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)) =>
            Call(name, argument!),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        _ => node?.DeepClone(),
    };

    /// <summary>The value as text; null where there is none.</summary>
    public string? Text(JsonNode? node) => Resolve(node)?.ToString();

    /// <summary>The name that a resource was given in its template, resolved; null where CloudFormation makes one.</summary>
    public string? GivenName(string logicalId)
    {
        var resource = stack.Resources[logicalId]!;
        return (string)resource["Type"]! switch
        {
            "AWS::Glue::Database" => Text(resource["Properties"]!["DatabaseInput"]?["Name"]),
            "AWS::Glue::Table" => $"{Text(resource["Properties"]!["DatabaseName"])}.{Text(resource["Properties"]!["TableInput"]?["Name"])}",
            var type when NameProperties.TryGetValue(type, out var property) => Text(resource["Properties"]?[property]),
            _ => null,
        };
    }

    /// <summary>The name that a resource has.</summary>
    public string NameOf(string logicalId)
    {
        if (GivenName(logicalId) is { } given)
            return given;
        var generated = $"{stack.Name}-{logicalId}-1A2B3C4D5E6F";
        return (string)stack.Resources[logicalId]!["Type"]! is "AWS::S3::Bucket" ? generated.ToLowerInvariant() : generated;
    }

    /// <summary>The ARN of a resource.</summary>
    public string ArnOf(string logicalId)
    {
        var name = NameOf(logicalId);
        return (string)stack.Resources[logicalId]!["Type"]! switch
        {
            "AWS::S3::Bucket" => $"arn:{stack.Partition}:s3:::{name}",
            "AWS::IAM::Role" => $"arn:{stack.Partition}:iam::{stack.Account}:role/{name}",
            "AWS::KMS::Key" => Regional("kms", $"key/{name}"),
            "AWS::KMS::Alias" => Regional("kms", name),
            "AWS::Logs::LogGroup" => Regional("logs", $"log-group:{name}"),
            "AWS::SNS::Topic" => Regional("sns", name),
            "AWS::SQS::Queue" => Regional("sqs", name),
            "AWS::Lambda::Function" => Regional("lambda", $"function:{name}"),
            "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm" => Regional("cloudwatch", $"alarm:{name}"),
            "AWS::Events::Rule" => Regional("events", $"rule/{name}"),
            "AWS::KinesisFirehose::DeliveryStream" => Regional("firehose", $"deliverystream/{name}"),
            "AWS::SecretsManager::Secret" => Regional("secretsmanager", $"secret:{name}-AbCdEf"),
            "AWS::CloudTrail::Trail" => Regional("cloudtrail", $"trail/{name}"),
            "AWS::EC2::FlowLog" => Regional("ec2", $"vpc-flow-log/fl-{logicalId}"),
            var type => $"arn:{stack.Partition}:{type.Split("::")[1].ToLowerInvariant()}:{stack.Region}:{stack.Account}:{name}",
        };
    }

    string Regional(string service, string resource) => $"arn:{stack.Partition}:{service}:{stack.Region}:{stack.Account}:{resource}";

    JsonNode? Call(string name, JsonNode argument) => name switch
    {
        "Ref" => Reference((string)argument!),
        "Fn::GetAtt" => Attribute((string)argument[0]!, (string)argument[1]!),
        "Fn::Join" => string.Join((string)argument[0]!, Resolve(argument[1])!.AsArray().Select(part => part?.ToString())),
        "Fn::Sub" => Substituted(argument),
        "Fn::Select" => Resolve(argument[1]) is JsonArray list
            && int.Parse(argument[0]!.ToString(), System.Globalization.CultureInfo.InvariantCulture) is var index && index < list.Count
            ? list[index]!.DeepClone() : "",
        "Fn::Split" => new JsonArray([.. Text(argument[1])!.Split((string)argument[0]!).Select(part => (JsonNode)part)]),
        "Fn::FindInMap" => Resolve(stack.Template["Mappings"]?[Text(argument[0])!]?[Text(argument[1])!]?[Text(argument[2])!]),
        "Fn::ImportValue" => Imported(Text(argument)!),
        "Fn::If" => Resolve(argument[1]),
        _ => $"<{name}>",
    };

    JsonNode? Reference(string id) => id switch
    {
        "AWS::AccountId" => stack.Account,
        "AWS::Region" => stack.Region,
        "AWS::Partition" => stack.Partition,
        "AWS::URLSuffix" => stack.UrlSuffix,
        "AWS::StackName" => stack.Name,
        "AWS::StackId" => Regional("cloudformation", $"stack/{stack.Name}/1a2b3c4d"),
        "AWS::NoValue" => null,
        _ when stack.Resources[id] is { } resource => (string)resource["Type"]! switch
        {
            "AWS::SNS::Topic" or "AWS::SecretsManager::Secret" or "AWS::CloudWatch::InsightRule" => ArnOf(id),
            "AWS::SQS::Queue" => $"https://sqs.{stack.Region}.{stack.UrlSuffix}/{stack.Account}/{NameOf(id)}",
            _ => NameOf(id),
        },
        // A nested stack's parameters are its parent's to give.
        _ when stack.Parent is { } parent && parent.Resources[stack.LogicalId!]!["Properties"]?["Parameters"]?[id] is { } value => parent.Values.Resolve(value),
        _ => stack.Template["Parameters"]?[id]?["Default"]?.DeepClone() ?? $"<{id}>",
    };

    JsonNode? Attribute(string id, string attribute)
    {
        if (attribute.StartsWith("Outputs.", StringComparison.Ordinal)
            && stack.App.Stacks.FirstOrDefault(nested => nested.Parent == stack && nested.LogicalId == id) is { } nested)
            return nested.Values.Resolve(nested.Template["Outputs"]![attribute["Outputs.".Length..]]!["Value"]);
        if (stack.Resources[id] is not { } resource)
            throw new InvalidOperationException($"The template of '{stack.Name}' reads '{attribute}' of '{id}', which it does not have.");
        return ((string)resource["Type"]!, attribute) switch
        {
            ("AWS::Logs::LogGroup", "Arn") => ArnOf(id) + ":*",
            (_, "Arn" or "TopicArn") => ArnOf(id),
            (_, "QueueName" or "TopicName" or "RuleName" or "BucketName" or "KeyId") => NameOf(id),
            _ => $"{NameOf(id)}.{attribute}",
        };
    }

    JsonNode? Imported(string export)
    {
        foreach (var other in stack.App.Stacks)
        {
            foreach (var (_, output) in other.Template["Outputs"]?.AsObject() ?? [])
            {
                if (output!["Export"]?["Name"] is { } name && other.Values.Text(name) == export)
                    return other.Values.Resolve(output["Value"]);
            }
        }

        return $"<import {export}>";
    }

    string Substituted(JsonNode argument)
    {
        var (text, given) = argument is JsonArray both ? ((string)both[0]!, both[1]!.AsObject()) : ((string)argument!, []);
        return Placeholder().Replace(text, match => match.Groups[1].Value switch
        {
            ['!', .. var literal] => "${" + literal + "}",
            var id when given[id] is { } value => Text(value)!,
            var id when id.Split('.', 2) is [var resource, var attribute] => Attribute(resource, attribute)!.ToString(),
            var id => Reference(id)?.ToString() ?? "",
        });
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
