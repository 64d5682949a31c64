using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Delivery to CloudWatch Logs.</summary>
public sealed record LogSettings
{
    /// <summary>Whether records are delivered to CloudWatch Logs. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The name of a log group that exists; its retention and encryption then stay as they are. Default: a new group.</summary>
    [RegularExpression("^[A-Za-z0-9_./#-]{1,512}$", ErrorMessage = "give a log group's name, not its ARN: 1 to 512 letters, digits and _ - . / #")]
    public string? ExistingLogGroup { get; init; }

    /// <summary>The name of the new log group. Default: CloudFormation names it.</summary>
    [RegularExpression("^(?!aws/)[A-Za-z0-9_./#-]{1,512}$", ErrorMessage = "use 1 to 512 letters, digits and _ - . / #, and leave names that start with 'aws/' to AWS")]
    public string? Name { get; init; }

    /// <summary>How many days the new log group keeps records; null keeps them forever. Default: 30.</summary>
    [AllowedValues(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, null)]
    public int? RetentionDays { get; init; } = 30;

    /// <summary>How the new log group is encrypted: with a key that CloudWatch Logs owns (`service-owned`), with a KMS key that the stack makes (`customer-managed`), or with the existing key of an ARN, whose policy synthesis prints. Default: service-owned.</summary>
    [RegularExpression("^(service-owned|" + EncryptionSetting.CustomerManaged + "|" + EncryptionSetting.KeyArn + ")$", ErrorMessage = "give \"service-owned\", \"customer-managed\" " + EncryptionSetting.OrKeyArn)]
    public string Encryption { get; init; } = "service-owned";
}
