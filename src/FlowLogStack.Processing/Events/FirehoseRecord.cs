namespace FlowLogStack.Processing;

/// <summary>A record of a Firehose transformation event.</summary>
/// <param name="Id">Id of the record, which the response repeats.</param>
/// <param name="Data">Decoded data; empty if it could not be decoded.</param>
/// <param name="Problem">Reason why the data cannot be read; null if it can.</param>
readonly record struct FirehoseRecord(string Id, ReadOnlyMemory<byte> Data, string? Problem);
