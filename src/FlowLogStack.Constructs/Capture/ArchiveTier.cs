using Amazon.CDK;
using Amazon.CDK.AWS.S3;

namespace FlowLogStack.Capture;

/// <summary>Transition of objects to a cheaper storage class.</summary>
/// <param name="StorageClass">The target storage class.</param>
/// <param name="After">Age at which objects move, in whole days.</param>
public sealed record ArchiveTier(StorageClass StorageClass, [property: TakesToken(TokenUnit.Days)] Duration After);
