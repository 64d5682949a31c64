namespace FlowLogStack.Capture;

/// <summary>Encryption at rest of a log group's records.</summary>
public enum LogGroupEncryption
{
    /// <summary>A key that CloudWatch Logs owns, free of charge.</summary>
    ServiceOwned,

    /// <summary>A customer managed KMS key that this construct creates and rotates. Readers need kms:Decrypt too.</summary>
    CustomerManaged,
}
