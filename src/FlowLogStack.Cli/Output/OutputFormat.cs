namespace FlowLogStack.Cli;

/// <summary>The output format of a command.</summary>
enum OutputFormat
{
    /// <summary>One JSON object on each line.</summary>
    Ndjson,

    /// <summary>Comma-separated values with a header line.</summary>
    Csv,

    /// <summary>Aligned columns for terminals.</summary>
    Table,

    /// <summary>One JSON document.</summary>
    Json,
}
