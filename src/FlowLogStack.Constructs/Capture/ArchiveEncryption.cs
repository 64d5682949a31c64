using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>Encryption at rest of an archive's objects.</summary>
public enum ArchiveEncryption
{
    /// <summary>Keys that S3 manages (SSE-S3), free of charge.</summary>
    S3Managed,

    /// <summary>A customer managed KMS key that this construct creates and rotates, used through an S3 Bucket Key.</summary>
    CustomerManaged,
}
