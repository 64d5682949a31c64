using System.Diagnostics;
using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Sql;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs query</c> on files.</summary>
sealed class FileQueryRun(CommandStreams streams, OutputFormat format, bool escapesFormulas, string? memoryLimit)
{
    readonly Notices notices = new(streams);

    /// <summary>Reads the files, runs a statement and prints its rows.</summary>
    /// <param name="named">The files, as on the command line.</param>
    /// <param name="headerless">Log format of text without a header line; null for the default one.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="statementFor">Returns the statement for the fields of the files.</param>
    /// <param name="parameters">The values of the statement's <c>?</c> placeholders.</param>
    /// <param name="cancellation">Token that stops the query.</param>
    /// <returns>The exit code.</returns>
    internal int Run(string[] named, FlowLogFormat? headerless, string table, Func<FlowLogFormat, string> statementFor, IReadOnlyCollection<string> parameters,
        CancellationToken cancellation)
    {
        var output = new OutputBuffer(streams.Output);
        var clock = Stopwatch.StartNew();
        try
        {
            using var database = new FlowLogDatabase(headerless, Checked(memoryLimit));
            var hasRecords = false;
            var exit = new Inputs(streams, output, notices).ReadAll(named, (stream, name) =>
            {
                var rejected = FlowLogs.Success;
                hasRecords = true;
                database.Add(stream, name, (line, why) =>
                {
                    rejected = FlowLogs.SomeRejected;
                    notices.Malformed($"{name}:{line}", why);
                });
                return rejected;
            });
            if (!hasRecords)
                return FlowLogs.Failure;
            if (database.IsEmpty)
            {
                streams.Errors.WriteLine("flowlogs: The input doesn't have a line that can be queried. Add files with flow log records, CloudTrail or S3 access logs.");
                return FlowLogs.Failure;
            }

            database.CreateTables(table);
            var rows = Print(database.Engine, statementFor(database.Format), parameters, output, cancellation);
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows:N0} {(rows == 1 ? "row" : "rows")}; {clock.Elapsed.TotalSeconds:0.0} s"));
            return exit;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return FlowLogs.Interrupted;
        }
        catch (SqlException e)
        {
            var missing = new[] { CloudTrailFormat.TableName, AccessLogFormat.TableName }.FirstOrDefault(table => e.Message.Contains($"Table with name {table} does not exist", StringComparison.Ordinal));
            if (missing is not null)
            {
                streams.Errors.WriteLine($"flowlogs: The input has no record of the table '{missing}'. Add {(missing == CloudTrailFormat.TableName ? "files of CloudTrail" : "S3 server access logs")}.");
                return FlowLogs.Failure;
            }

            var hint = e.Message.Contains("does not exist", StringComparison.Ordinal) && e.Message.Contains("Function", StringComparison.Ordinal)
                ? " Functions that files don't have can be used in Athena, with --workgroup." : "";
            streams.Errors.WriteLine($"flowlogs: SQL: {e.Message.Trim()}{hint}");
            return FlowLogs.Failure;
        }
    }

    static string? Checked(string? size) =>
        size is null || (size.Length is > 2 and < 12 && char.IsAsciiDigit(size[0]) && size[..^2].All(c => char.IsAsciiDigit(c) || c == '.')
        && size[^2..].ToUpperInvariant() is "MB" or "GB")
        ? size
        : throw new FormatException($"--memory-limit must be a size in MB or GB, but is '{size}'. Use 500MB or 2GB.");

    long Print(SqlEngine engine, string statement, IReadOnlyCollection<string> parameters, OutputBuffer output, CancellationToken cancellation)
    {
        RowOutput? rows = null;
        IReadOnlyList<SqlColumn> columns = [];
        var areTruths = Array.Empty<bool>();
        var count = 0L;
        engine.Query(
            statement,
            parameters,
            found =>
            {
                columns = found;
                areTruths = [.. found.Select(column => column.IsTruth)];
                rows = new RowOutput(format, output, [.. found.Select(column => new RowOutput.Column(column.Name, column.IsNumber))],
                    escapesFormulas) { TellsEmptyFromAbsent = true };
            },
            values =>
            {
                rows!.Add([.. values.Select((value, index) => SqlText.Of(value, columns[index]))], areTruths);
                count++;
            },
            cancellation);
        rows?.Finish();
        output.Flush();
        return count;
    }
}
