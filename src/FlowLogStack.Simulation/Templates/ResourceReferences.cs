namespace FlowLogStack.Simulation;

/// <summary>The values of references to resources, in a deployment or with placeholder values.</summary>
/// <param name="pseudoParameter">Function that returns the value of a pseudo parameter, such as <c>AWS::Region</c>; empty if it isn't known.</param>
/// <param name="isDeployed">Whether names are physical ids, some of which are ARNs or URLs.</param>
sealed class ResourceReferences(Func<string, string> pseudoParameter, bool isDeployed)
{
    /// <summary>Returns the value of <c>Ref</c>: for most types the name.</summary>
    internal string Of(string? type, string name) => type switch
    {
        "AWS::CloudWatch::InsightRule" => RuleArn(name),
        "AWS::SecretsManager::Secret" when !isDeployed => $"{Prefix("secretsmanager")}:secret:{name}",
        "AWS::Lambda::Alias" or "AWS::Lambda::Version" when !isDeployed => $"{Prefix("lambda")}:function:{name}",
        "AWS::SQS::Queue" when !isDeployed => $"https://sqs.{pseudoParameter("AWS::Region")}.{pseudoParameter("AWS::URLSuffix")}/{Account}/{name}",
        _ => name,
    };

    /// <summary>Returns the value of <c>Fn::GetAtt</c>, or null if it isn't known.</summary>
    /// <param name="type">Type of the resource.</param>
    /// <param name="name">Name or physical id of the resource.</param>
    /// <param name="attribute">Name of the attribute.</param>
    /// <param name="path">Path of a role.</param>
    internal string? AttributeOf(string? type, string name, string attribute, string path) => (type, attribute) switch
    {
        ("AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm", "Arn") => $"{Prefix("cloudwatch")}:alarm:{name}",
        ("AWS::CloudWatch::InsightRule", "Arn") => RuleArn(name),
        ("AWS::CloudWatch::InsightRule", "RuleName") => name,
        ("AWS::IAM::Role", "Arn") => $"arn:{Partition}:iam::{Account}:role{path}{name}",
        ("AWS::KinesisFirehose::DeliveryStream", "Arn") => $"{Prefix("firehose")}:deliverystream/{name}",
        ("AWS::KMS::Key", "Arn") => $"{Prefix("kms")}:key/{name}",
        ("AWS::Lambda::Function", "Arn") => $"{Prefix("lambda")}:function:{name}",
        ("AWS::Logs::LogGroup", "Arn") => $"{Prefix("logs")}:log-group:{name}:*",
        ("AWS::S3::Bucket", "Arn") => $"arn:{Partition}:s3:::{name}",
        ("AWS::SNS::Topic", "TopicArn") => name,
        ("AWS::SNS::Topic", "TopicName") => name[(name.LastIndexOf(':') + 1)..],
        ("AWS::SQS::Queue", "Arn") => $"{Prefix("sqs")}:{QueueName(name)}",
        ("AWS::SQS::Queue", "QueueName") => QueueName(name),
        ("AWS::EC2::VPC", "VpcId") or ("AWS::EC2::Subnet", "SubnetId") or ("AWS::EC2::FlowLog", "Id") or ("AWS::KMS::Key",
            "KeyId") or ("AWS::EC2::NetworkInterface" or "AWS::EC2::TransitGateway" or "AWS::EC2::TransitGatewayAttachment", "Id") => name,
        _ => null,
    };

    string Partition => pseudoParameter("AWS::Partition");

    string Account => pseudoParameter("AWS::AccountId");

    string RuleArn(string name) => $"{Prefix("cloudwatch")}:insight-rule/{name}";

    string Prefix(string service) => $"arn:{Partition}:{service}:{pseudoParameter("AWS::Region")}:{Account}";

    static string QueueName(string nameOrUrl) => nameOrUrl[(nameOrUrl.LastIndexOf('/') + 1)..];
}
