using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Delivery to CloudWatch Logs.</summary>
public sealed record LogSettings
{
    /// <summary>Whether records are delivered to CloudWatch Logs. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Name of an existing log group. Its retention and encryption stay unchanged. Default: a new log group.</summary>
    [RegularExpression("^[A-Za-z0-9_./#-]{1,512}$", ErrorMessage = "use a log group's name, not its ARN: 1 to 512 letters, digits and _ - . / #")]
    public string? ExistingLogGroup { get; init; }

    /// <summary>Name of a new log group. Default: a name that CloudFormation generates.</summary>
    [RegularExpression("^(?!aws/)[A-Za-z0-9_./#-]{1,512}$",
        ErrorMessage = "use 1 to 512 letters, digits and _ - . / #, and leave names that start with 'aws/' to AWS")]
    public string? Name { get; init; }

    /// <summary>
    /// ARN of an existing role that delivers the records. Synthesis prints the permissions and the trust that it requires. Default: a new role that can
    /// write only to the log group.
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:iam::\d{12}:role/([!-~]{1,510}/)?[\w+=,.@-]{1,64}$",
        ErrorMessage = "use the ARN of a role, as in 'arn:aws:iam::111122223333:role/flow-log-delivery'")]
    public string? ExistingDeliveryRoleArn { get; init; }

    /// <summary>Retention of a new log group in days; null keeps records forever. Default: 30.</summary>
    [AllowedValues(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, null)]
    public int? RetentionDays { get; init; } = 30;

    /// <summary>
    /// Encryption of a new log group: a key that CloudWatch Logs owns (`service-owned`), a KMS key that the stack creates (`customer-managed`), or the
    /// ARN of an existing key. For an existing key, synthesis prints the statement that its policy requires. Default: service-owned.
    /// </summary>
    [RegularExpression("^(service-owned|" + EncryptionSetting.CustomerManaged + "|" + EncryptionSetting.KeyArn + ")$",
        ErrorMessage = "use \"service-owned\", \"customer-managed\" " + EncryptionSetting.OrKeyArn)]
    public string Encryption { get; init; } = "service-owned";

    /// <summary>
    /// ARN of a destination of CloudWatch Logs in a central account, in the Region of the stack, to which a subscription sends all records of the log
    /// group. The stack of the central account creates it with `subscriptions`. Default: none.
    /// </summary>
    [RegularExpression(@"^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:destination:[^:*\u0000-\u001f\u007f]{1,512}$",
        ErrorMessage = "use the ARN of a destination, as in 'arn:aws:logs:eu-west-1:111122223333:destination:flow-logs'")]
    public string? CentralDestinationArn { get; init; }
}
