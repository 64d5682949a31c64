using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Options for converting flow logs to an archive.</summary>
public sealed record ConversionOptions
{
    /// <summary>Directory in place of the bucket. It is created if it doesn't exist.</summary>
    public required string Directory { get; init; }

    /// <summary>S3 key layout and file format of the objects.</summary>
    /// <remarks>Default: Parquet in Hive-compatible keys, a folder for each day.</remarks>
    public S3Layout Layout { get; init; } = new() { FileFormat = FileFormat.Parquet, HiveCompatiblePartitions = true };

    /// <summary>Compression of Parquet; text is gzip.</summary>
    /// <remarks>Default: zstd.</remarks>
    public ParquetCompression Compression { get; init; } = ParquetCompression.Zstd;

    /// <summary>Log format of input without a header line.</summary>
    /// <remarks>Default: null, AWS's default format.</remarks>
    public FlowLogFormat? Format { get; init; }

    /// <summary>Fields by which records are sorted within a file, the first one first.</summary>
    /// <remarks>Default: <c>start</c>. A field that a log format lacks is ignored.</remarks>
    public IReadOnlyList<FlowField> Sort { get; init; } = [FlowField.Start];

    /// <summary>Account of objects whose names contain none.</summary>
    /// <remarks>Default: null, the records' <c>account-id</c>.</remarks>
    public string? Account { get; init; }

    /// <summary>Region of objects whose names contain none.</summary>
    /// <remarks>Default: null, the records' <c>region</c>.</remarks>
    public string? Region { get; init; }

    /// <summary>Identity of the input, which is part of the names of files: another conversion of the same input replaces the files of the first.</summary>
    /// <remarks>Default: empty.</remarks>
    public string Source { get; init; } = "";

    /// <summary>Maximum size of records in memory in bytes. Beyond it, the largest file is continued with what is sorted so far.</summary>
    /// <remarks>Default: 128 MiB.</remarks>
    public long MostBytes { get; init; } = 128 * 1024 * 1024;
}
