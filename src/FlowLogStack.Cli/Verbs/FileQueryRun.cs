using System.Diagnostics;
using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Sql;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs query</c> on files.</summary>
sealed class FileQueryRun(CommandStreams streams, InputUse use, OutputFormat? format, bool escapesFormulas, string? memoryLimit)
{
    /// <summary>Name of the table of countries.</summary>
    internal const string Countries = "countries";

    readonly Notices notices = new(streams);

    /// <summary>Reads the files, runs a statement and prints its rows.</summary>
    /// <param name="named">The files, as on the command line.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="statementFor">Returns the statement for the fields of the files.</param>
    /// <param name="parameters">The values of the statement's <c>?</c> placeholders.</param>
    /// <param name="query">The query on the command line, for the command of Athena.</param>
    /// <param name="cancellation">Token that stops the query.</param>
    /// <returns>The exit code.</returns>
    internal int Run(string[] named, string table, Func<FlowLogFormat, string> statementFor, IReadOnlyCollection<string> parameters, string query,
        CancellationToken cancellation)
    {
        var output = new OutputBuffer(streams.Output);
        var clock = Stopwatch.StartNew();
        try
        {
            using var database = new FlowLogDatabase(use.Format, Checked(memoryLimit));
            var hasRecords = false;
            var inputs = new Inputs(streams, output, notices, use);
            var estimate = inputs.Estimate(named);
            if (estimate.IsForAthena)
                streams.Errors.WriteLine(estimate.Advice(query));
            if (!use.IsChanged)
                database.ReadAhead(estimate.LocalFiles);
            var exit = inputs.ReadAll(named, (stream, name) =>
            {
                cancellation.ThrowIfCancellationRequested();
                var rejected = ExitCode.Success;
                hasRecords = true;
                // Not disposed, because the stream isn't.
                database.Add(new ObservedStream(stream, _ => cancellation.ThrowIfCancellationRequested()), name, (line, why) =>
                {
                    rejected = ExitCode.SomeMalformed;
                    notices.Malformed($"{name}:{line}", why);
                }, use.IsChanged);
                return rejected;
            });
            if (!hasRecords)
                return ExitCode.Failure;
            if (database.IsEmpty)
            {
                streams.Errors.WriteLine("flowlogs: The input doesn't have a line that can be queried. Add files with flow log records, CloudTrail or S3 "
                    + "access logs.");
                return ExitCode.Failure;
            }

            var statement = statementFor(database.Format);
            if (use.Addresses is { } addresses && statement.Contains(Countries, StringComparison.OrdinalIgnoreCase))
                database.AddCountries(Countries, addresses.Countries());
            database.CreateTables(table);
            database.Engine.Progressed = percent => streams.Progress.Show(string.Create(CultureInfo.InvariantCulture, $"querying: {percent:0} %"));
            long rows;
            try
            {
                rows = format is null ? Write(database, statement, parameters, cancellation)
                    : Print(database.Engine, statement, parameters, output, cancellation);
            }
            catch (SqlException e) when (CanBeDamage(e))
            {
                if (database.FindDamage() is { } damage)
                    return notices.Fail(damage);
                throw;
            }

            var (found, leftOut) = inputs.Objects;
            var pruned = leftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $"; {leftOut:N0} of {found:N0} files are outside of the time, accounts and Regions");
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rows:N0} {(rows == 1 ? "row" : "rows")}; {clock.Elapsed.TotalSeconds:0.0} s{pruned}"));
            return exit;
        }
        catch (BucketInputException e)
        {
            return notices.Fail(e.Message);
        }
        catch (SqlException e)
        {
            streams.Errors.WriteLine($"flowlogs: {Described(e.Message.Trim(), table)}");
            return ExitCode.Failure;
        }
    }

    // The engine's own advice on memory is a setting, which is locked.
    static string Described(string message, string table)
    {
        (string Table, string Files)[] tables = [(table, "flow logs"), (table + "_view", "flow logs"), (CloudTrailFormat.TableName, "files of CloudTrail"),
            (AccessLogFormat.TableName, "S3 server access logs")];
        if (tables.FirstOrDefault(known => message.Contains($"Table with name {known.Table} does not exist", StringComparison.Ordinal)) is
            { Table: not null } missing)
            return $"The input has no record of the table '{missing.Table}'. Add {missing.Files}.";
        if (message.StartsWith("Out of Memory", StringComparison.Ordinal))
            return $"SQL: {message.Split('\n')[0].TrimEnd('.')}. Use a larger --memory-limit, or Athena with --workgroup.";
        return message.Contains("does not exist", StringComparison.Ordinal) && message.Contains("Function", StringComparison.Ordinal)
            ? $"SQL: {message} Functions that files don't have can be used in Athena, with --workgroup."
            : $"SQL: {message}";
    }

    // Errors of the statement itself have other kinds.
    static bool CanBeDamage(SqlException e) => e.Message.StartsWith("Invalid ", StringComparison.Ordinal)
        || e.Message.StartsWith("IO ", StringComparison.Ordinal) || e.Message.StartsWith("Serialization ", StringComparison.Ordinal);

    static string? Checked(string? size) =>
        size is null || (size.Length is > 2 and < 12 && char.IsAsciiDigit(size[0]) && size[..^2].All(c => char.IsAsciiDigit(c) || c == '.')
        && size[^2..].ToUpperInvariant() is "MB" or "GB")
        ? size
        : throw new FormatException($"--memory-limit must be a size in MB or GB, but is '{size}'. Use 500MB or 2GB.");

    long Write(FlowLogDatabase database, string statement, IReadOnlyCollection<string> parameters, CancellationToken cancellation)
    {
        if (streams.OutputIsTerminal)
            throw new FormatException("--output parquet is not text. Write it to a file: > result.parquet");
        using var output = new StandardOutput(streams.Output);
        return database.WriteParquet(statement, parameters, output, cancellation);
    }

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
                rows = new RowOutput(format!.Value, output, [.. found.Select(column => new RowOutput.Column(column.Name, column.IsNumber))],
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
