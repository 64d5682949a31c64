namespace FlowLogStack.Query;

/// <summary>Encryption at rest of query results.</summary>
public enum ResultsEncryption
{
    /// <summary>With keys that S3 manages (SSE-S3); no charge.</summary>
    S3Managed,

    /// <summary>With a customer managed KMS key that the workgroup creates and rotates.</summary>
    CustomerManaged,
}
