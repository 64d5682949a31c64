using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The number of records for each value of a field, as rows.</summary>
static class CountOutput
{
    internal static void Write(RecordCounts counts, int limit, OutputFormat format, OutputBuffer output, bool escapesFormulas)
    {
        var rows = new RowOutput(format, output, [new(counts.Field.Name, counts.Field.IsNumeric), new("records", true)], escapesFormulas);
        foreach (var row in counts.Top(limit))
            rows.Add(row.Value ?? (format is OutputFormat.Table ? "-" : null), row.Records.ToString(CultureInfo.InvariantCulture));
        rows.Finish();
    }
}
