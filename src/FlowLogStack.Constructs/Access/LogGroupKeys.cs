using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Access of CloudWatch Logs to the keys of log groups. CDK doesn't add it to the policy of a key.</summary>
static class LogGroupKeys
{
    /// <summary>Allows CloudWatch Logs to use a key for a log group.</summary>
    /// <remarks>
    /// The ARN of the log group would create a dependency cycle. The policy contains its name, or the prefix of names that CloudFormation generates
    /// for its stack.
    /// </remarks>
    /// <param name="user">The construct with the log group.</param>
    /// <param name="group">A construct of the stack of the log group.</param>
    /// <param name="key">The key.</param>
    /// <param name="groupName">Name of the log group; <c>*</c> at its end is a wildcard. Null if CloudFormation generates it.</param>
    /// <returns><paramref name="key"/>.</returns>
    public static IKey Admit(Construct user, IConstruct group, IKey key, string? groupName)
    {
        KeyAccess.EnsureSameRegion(user, key, "log group");
        var stack = Places.StackOf(group);
        var name = groupName ?? $"{StackNames.Of(group, key)}-*";
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = name,
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        var statement = new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptFlowLogRecords",
            // The service principal is regional, and has its own suffix in China.
            Principals = [new ServicePrincipal($"logs.{stack.Region}.{stack.UrlSuffix}")],
            Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = new Dictionary<string, object>
            {
                [name.EndsWith('*') ? "ArnLike" : "ArnEquals"] = new Dictionary<string, object> { ["kms:EncryptionContext:aws:logs:arn"] = arn },
            },
        });
        KeyAccess.Admit(user, key, statement, "CloudWatch Logs cannot use it, and the deployment of the log group fails.");
        return key;
    }
}
