namespace FlowLogStack.Processing;

/// <summary>A record of a Firehose transformation event.</summary>
/// <param name="Id">What the answer must name it by.</param>
/// <param name="Data">The data, decoded; empty when it could not be.</param>
/// <param name="Problem">Why the data cannot be read; null when it can.</param>
readonly record struct FirehoseRecord(string Id, ReadOnlyMemory<byte> Data, string? Problem);
