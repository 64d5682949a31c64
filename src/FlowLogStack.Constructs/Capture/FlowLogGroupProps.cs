using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;

namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="FlowLogGroup"/>.</summary>
public sealed record FlowLogGroupProps
{
    /// <summary>
    /// Existing log group to use, of the stack's account and Region: flow logs deliver only to those. Its settings stay unchanged. If a key of
    /// this app encrypts it, the key policy is extended to admit CloudWatch Logs. Default: null (creates a log group).
    /// </summary>
    public ILogGroup? Existing { get; init; }

    /// <summary>
    /// Role that delivers the records. A role of this app receives the permissions and the trust that delivery requires; for an imported role,
    /// synthesis prints them. Default: null (creates a role that can write only to this log group).
    /// </summary>
    public IRole? DeliveryRole { get; init; }

    /// <summary>Name of the log group. Default: null (CloudFormation generates a name).</summary>
    public string? LogGroupName { get; init; }

    /// <summary>Retention of the records. Default: one month.</summary>
    public RetentionDays Retention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>
    /// Encryption at rest. Ignored if <see cref="EncryptionKey"/> is set. Default: ServiceOwned, or the key of <see cref="FlowLogStack.Encryption"/>.
    /// </summary>
    public LogGroupEncryption Encryption { get; init; } = LogGroupEncryption.ServiceOwned;

    /// <summary>
    /// Existing customer managed key, of the log group's Region. Its policy is extended to admit CloudWatch Logs for this log group, in whichever
    /// stack the key is; for an imported key, a warning prints the statement to add. Default: null (see <see cref="Encryption"/>).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>Removal policy of the log group and its key. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}
