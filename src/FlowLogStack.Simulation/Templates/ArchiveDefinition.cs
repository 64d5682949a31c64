using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template that delivers to S3.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Bucket">The name of the bucket it delivers to.</param>
/// <param name="Prefix">The folder above <c>AWSLogs/</c>, with a slash at its end; empty for none.</param>
/// <param name="Format">The fields of its records.</param>
/// <param name="Traffic"><c>ACCEPT</c> or <c>REJECT</c> when it only delivers such records; null for all.</param>
/// <param name="IsText">Whether its objects are text; otherwise they are Parquet.</param>
sealed record ArchiveDefinition(string LogicalId, string Bucket, string Prefix, FlowLogFormat Format, string? Traffic, bool IsText)
{
    /// <summary>What the keys of its objects begin with.</summary>
    internal string Root => Prefix + "AWSLogs/";
}
