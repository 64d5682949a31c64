using Amazon.Athena.Model;

namespace FlowLogStack.Cli;

/// <summary>The output of the rows that Athena returns.</summary>
sealed class QueryOutput
{
    readonly RowOutput rows;
    readonly bool[] areTruths;

    QueryOutput(RowOutput rows, bool[] areTruths) => (this.rows, this.areTruths) = (rows, areTruths);

    internal static QueryOutput Of(OutputFormat format, OutputBuffer output, IReadOnlyList<ColumnInfo> columns, bool escapesFormulas) => new(
        new RowOutput(format, output, [.. columns.Select(column => new RowOutput.Column(column.Name ?? "", IsNumber(column)))],
            escapesFormulas) { TellsEmptyFromAbsent = true },
        [.. columns.Select(column => column.Type is "boolean")]);

    internal void Write(string?[] row) => rows.Add(row, areTruths);

    internal void Finish() => rows.Finish();

    static bool IsNumber(ColumnInfo column) => column.Type is "tinyint" or "smallint" or "integer" or "bigint" or "float" or "double" or "real"
        || column.Type?.StartsWith("decimal", StringComparison.Ordinal) == true;
}
