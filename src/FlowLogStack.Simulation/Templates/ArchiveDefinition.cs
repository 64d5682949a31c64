using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template that delivers to S3.</summary>
/// <param name="LogicalId">Logical id of the flow log.</param>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="Prefix">Folder above <c>AWSLogs/</c>, with a trailing slash; empty for none.</param>
/// <param name="Format">Log format of the records.</param>
/// <param name="Traffic"><c>ACCEPT</c> or <c>REJECT</c> if it delivers only such records; null for all.</param>
/// <param name="IsText">Whether objects are text instead of Parquet.</param>
sealed record ArchiveDefinition(string LogicalId, string Bucket, string Prefix, FlowLogFormat Format, string? Traffic, bool IsText)
{
    /// <summary>Prefix of the object keys.</summary>
    internal string Root => Prefix + "AWSLogs/";
}
