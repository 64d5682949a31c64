namespace FlowLogStack.Records;

/// <summary>The file formats of flow logs in S3.</summary>
public enum FileFormat
{
    /// <summary>Gzip-compressed text: a header line, then one record per line, with fields separated by spaces.</summary>
    PlainText,

    /// <summary>Apache Parquet: columns named after the fields with underscores.</summary>
    Parquet,
}
