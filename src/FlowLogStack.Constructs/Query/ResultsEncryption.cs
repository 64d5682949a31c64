using Amazon.CDK;
using Amazon.CDK.AWS.Athena;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Encryption at rest of query results.</summary>
public enum ResultsEncryption
{
    /// <summary>With keys that S3 manages (SSE-S3); no charge.</summary>
    S3Managed,

    /// <summary>With a customer managed KMS key that the workgroup creates and rotates.</summary>
    CustomerManaged,
}
