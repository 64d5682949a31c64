namespace FlowLogStack.Parquet;

/// <summary>Compression of the pages of a Parquet object.</summary>
public enum ParquetCompression
{
    /// <summary>Gzip, as flow logs have.</summary>
    Gzip,

    /// <summary>Zstandard: smaller and faster to read. Athena reads it.</summary>
    Zstd,

    /// <summary>Snappy: larger, and the fastest to write.</summary>
    Snappy,

    /// <summary>No compression.</summary>
    None,
}
