namespace FlowLogStack.Simulation;

/// <summary>What a deployment's physical ids tell of its resources.</summary>
/// <param name="deployment">The deployment.</param>
/// <param name="pseudoParameter">The value of a pseudo parameter, such as <c>AWS::Region</c>; it may not be known.</param>
sealed class DeployedAttributes(Deployment deployment, Func<string, string> pseudoParameter)
{
    const string RuleMark = ":insight-rule/";

    /// <summary>What other resources call a resource by; null when it was not made.</summary>
    internal string? NameOf(string logicalId)
    {
        if (!deployment.PhysicalIds.TryGetValue(logicalId, out var id) || id.Length == 0)
            return null;
        // A rule is known by its ARN, and its name is what expressions take.
        var mark = id.IndexOf(RuleMark, StringComparison.Ordinal);
        return mark < 0 ? id : id[(mark + RuleMark.Length)..];
    }

    /// <summary>An attribute that follows from a resource's physical id; null when none is known to.</summary>
    internal string? Attribute(string? type, string id, string attribute, string path) => (type, attribute) switch
    {
        ("AWS::S3::Bucket", "Arn") => $"arn:{Partition}:s3:::{id}",
        ("AWS::IAM::Role", "Arn") => $"arn:{Partition}:iam::{Account}:role{path}{id}",
        ("AWS::KMS::Key", "Arn") => $"{Prefix("kms")}:key/{id}",
        ("AWS::Lambda::Function", "Arn") => $"{Prefix("lambda")}:function:{id}",
        ("AWS::KinesisFirehose::DeliveryStream", "Arn") => $"{Prefix("firehose")}:deliverystream/{id}",
        ("AWS::SQS::Queue", "Arn") => $"{Prefix("sqs")}:{id[(id.LastIndexOf('/') + 1)..]}",
        ("AWS::SQS::Queue", "QueueName") => id[(id.LastIndexOf('/') + 1)..],
        ("AWS::SNS::Topic", "TopicArn") => id,
        ("AWS::SNS::Topic", "TopicName") => id[(id.LastIndexOf(':') + 1)..],
        ("AWS::EC2::VPC", "VpcId") or ("AWS::EC2::Subnet", "SubnetId") or ("AWS::EC2::FlowLog", "Id") or ("AWS::KMS::Key", "KeyId") or ("AWS::EC2::NetworkInterface" or "AWS::EC2::TransitGateway" or "AWS::EC2::TransitGatewayAttachment", "Id") => id,
        _ => null,
    };

    string Partition => pseudoParameter("AWS::Partition");

    string Account => pseudoParameter("AWS::AccountId");

    string Prefix(string service) => $"arn:{Partition}:{service}:{pseudoParameter("AWS::Region")}:{Account}";
}
