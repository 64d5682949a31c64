using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The output of a Logs Insights query's result.</summary>
static class InsightsOutput
{
    internal static void Write(LogsInsightsResult result, OutputFormat format, OutputBuffer buffer, bool escapesFormulas)
    {
        switch (format)
        {
            case OutputFormat.Json:
                result.WriteJson(buffer.Bytes);
                buffer.EndLine();
                break;
            case OutputFormat.Table:
                WriteTable(result, buffer);
                break;
            default:
                WriteRows(result, format, buffer, escapesFormulas);
                break;
        }
    }

    static void WriteRows(LogsInsightsResult result, OutputFormat format, OutputBuffer buffer, bool escapesFormulas)
    {
        var rows = new RowOutput(format, buffer, [.. result.Columns.Select((column, index) => new RowOutput.Column(column, IsNumber(result, index)))],
            escapesFormulas);
        foreach (var row in result.Rows)
            rows.Add([.. row.Select(value => value.Kind is InsightsValueKind.None ? null : value.ToString())]);
        rows.Finish();
    }

    static void WriteTable(LogsInsightsResult result, OutputBuffer buffer)
    {
        var table = new TextTable(buffer, [.. result.Columns.Select((column, index) => new TextTable.Column(column, IsNumber(result, index)))]);
        foreach (var row in result.Rows)
            table.Add([.. row.Select(value => value.ToString())]);
        table.Finish();
    }

    // A column is right-aligned if it contains a number and no text except '-'.
    static bool IsNumber(LogsInsightsResult result, int column) =>
        result.Rows.Any(row => row[column].Kind is InsightsValueKind.Number)
        && result.Rows.All(row => row[column].Kind is InsightsValueKind.Number or InsightsValueKind.None || row[column].ToString() == "-");
}
