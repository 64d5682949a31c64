namespace FlowLogStack.Simulation;

/// <summary>What references to resources become, in the account and region that stand for those of a deployment.</summary>
sealed class ResourceReferences(string region, string account)
{
    /// <summary>What <c>Ref</c> gives: for most types the name.</summary>
    internal string Of(string? type, string name) => type switch
    {
        "AWS::CloudWatch::InsightRule" => AttributeOf(type, name, "Arn"),
        "AWS::SecretsManager::Secret" => $"arn:aws:secretsmanager:{region}:{account}:secret:{name}",
        "AWS::SQS::Queue" => $"https://sqs.{region}.amazonaws.com/{account}/{name}",
        _ => name,
    };

    /// <summary>What <c>Fn::GetAtt</c> gives.</summary>
    internal string AttributeOf(string? type, string name, string attribute) => (type, attribute) switch
    {
        ("AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm", "Arn") => $"arn:aws:cloudwatch:{region}:{account}:alarm:{name}",
        ("AWS::CloudWatch::InsightRule", "Arn") => $"arn:aws:cloudwatch:{region}:{account}:insight-rule/{name}",
        ("AWS::CloudWatch::InsightRule", "RuleName") or ("AWS::SQS::Queue", "QueueName") => name,
        ("AWS::Lambda::Function", "Arn") => $"arn:aws:lambda:{region}:{account}:function:{name}",
        ("AWS::Logs::LogGroup", "Arn") => $"arn:aws:logs:{region}:{account}:log-group:{name}:*",
        ("AWS::S3::Bucket", "Arn") => $"arn:aws:s3:::{name}",
        ("AWS::SQS::Queue", "Arn") => $"arn:aws:sqs:{region}:{account}:{name}",
        _ => $"{name}.{attribute}",
    };
}
