namespace FlowLogStack.Sql;

/// <summary>Kinds of files that the engine reads.</summary>
enum FileKind
{
    /// <summary>Text with a header line.</summary>
    Text,

    /// <summary>Gzip of text with a header line.</summary>
    Gzip,

    /// <summary>Parquet.</summary>
    Parquet,
}
