namespace FlowLogStack.Capture;

/// <summary>Encryption at rest of an archive's objects.</summary>
public enum ArchiveEncryption
{
    /// <summary>Keys that S3 manages (SSE-S3), free of charge.</summary>
    S3Managed,

    /// <summary>A customer managed KMS key that this construct creates and rotates, used through an S3 Bucket Key.</summary>
    CustomerManaged,
}
