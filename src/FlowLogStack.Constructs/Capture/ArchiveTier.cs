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

/// <summary>Transition of objects to a cheaper storage class.</summary>
/// <param name="StorageClass">The target storage class.</param>
/// <param name="After">Age at which objects move, in whole days.</param>
public sealed record ArchiveTier(StorageClass StorageClass, Duration After);
