using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Options for reading a Parquet object as text.</summary>
public sealed record ParquetTextOptions
{
    /// <summary>Whether the first line contains the names of the fields.</summary>
    /// <remarks>Default: true. False for readers to which each line is an event.</remarks>
    public bool HasHeader { get; init; } = true;

    /// <summary>The fields that the reader of the text uses, by name; other columns are neither read nor decoded.</summary>
    /// <remarks>Default: null, all columns. If an object has none of the fields, its first column is read, so that its records count.</remarks>
    public IReadOnlySet<string>? Fields { get; init; }

    /// <summary>Decompresses pages with other compressions than gzip and Snappy.</summary>
    /// <remarks>Default: null, an object with such pages is unreadable.</remarks>
    internal PageDecompressor? Others { get; init; }

    /// <summary>Receives the rows of the text with their values by number.</summary>
    /// <remarks>Default: null, the text alone is made.</remarks>
    internal KnownRows? Rows { get; init; }

    /// <summary>Sentence with the fix if there isn't space for the copy of an object.</summary>
    /// <remarks>Default: a directory with space in <c>TMPDIR</c>.</remarks>
    internal string SpaceFix { get; init; } = "Set TMPDIR to a directory with space for it.";
}
