namespace FlowLogStack.Cli;

/// <summary>How a command prints.</summary>
enum OutputFormat
{
    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>Comma-separated values with a header line.</summary>
    Csv,

    /// <summary>Aligned columns, for people.</summary>
    Table,

    /// <summary>One JSON document.</summary>
    Json,
}
