namespace FlowLogStack.Parquet;

/// <summary>The result of a conversion.</summary>
/// <param name="Records">Number of records written.</param>
/// <param name="Malformed">Number of malformed lines, which are not in the archive.</param>
/// <param name="Files">Names of the files below the directory, in the order of their names.</param>
/// <param name="Bytes">Size of the files in bytes.</param>
/// <param name="Replaced">Number of files of an earlier conversion of the same input that were removed, because no file of this one has their name.</param>
public sealed record ConversionSummary(long Records, long Malformed, IReadOnlyList<string> Files, long Bytes, int Replaced);
