using System.Globalization;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using FlowLogStack.Records;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>One Athena statement: starts it, waits for it, reads its rows page by page, and stops it when the command is interrupted.</summary>
sealed class AthenaStatement(CommandStreams streams, Func<IAmazonAthena> connect)
{
    const int RowsAPage = 1000;
    static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2);

    /// <summary>Runs a statement.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="parameters">The values of the statement's <c>?</c> placeholders.</param>
    /// <param name="workgroup">The workgroup.</param>
    /// <param name="database">The database.</param>
    /// <param name="open">Callback with the columns after the query has succeeded. Returns the receiver of the rows.</param>
    /// <param name="cancellation">Token that stops the query.</param>
    /// <returns>The exit code.</returns>
    internal async Task<int> RunAsync(string statement, IReadOnlyCollection<string> parameters, string workgroup, string database,
        Func<IReadOnlyList<ColumnInfo>, Rows> open, CancellationToken cancellation)
    {
        string? id = null;
        IAmazonAthena? athena = null;
        try
        {
            athena = connect();
            id = (await athena.StartQueryExecutionAsync(
                new StartQueryExecutionRequest
                {
                    QueryString = statement,
                    WorkGroup = workgroup,
                    QueryExecutionContext = new QueryExecutionContext { Database = database },
                    ExecutionParameters = parameters.Count == 0 ? null : [.. parameters],
                },
                cancellation).ConfigureAwait(false)).QueryExecutionId!;
            var execution = await WaitAsync(athena, id, cancellation).ConfigureAwait(false);
            if (execution.Status?.State != QueryExecutionState.SUCCEEDED)
            {
                streams.Errors.WriteLine($"flowlogs: the query {(execution.Status?.State == QueryExecutionState.CANCELLED ? "was cancelled" : "failed")}: "
                    + $"{execution.Status?.StateChangeReason ?? "Athena returned no reason."} ({id})");
                return ExitCode.Failure;
            }

            var rows = await TakeAsync(athena, id, open, cancellation).ConfigureAwait(false);
            streams.Errors.WriteLine($"{rows.ToString("N0", CultureInfo.InvariantCulture)} {(rows == 1 ? "row" : "rows")}; {Took(execution)} ({id})");
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            if (id is null || athena is null)
                return ExitCode.Interrupted;
            await athena.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = id }, CancellationToken.None).ConfigureAwait(false);
            streams.Errors.WriteLine($"flowlogs: stopped the query; the data scanned so far is charged. ({id})");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or ArgumentException or UriFormatException
            or IOException or TimeoutException)
        {
            streams.Errors.WriteLine($"flowlogs: Athena: {AwsError.Describe(e)}");
            return ExitCode.Failure;
        }
        finally
        {
            athena?.Dispose();
        }
    }

    async Task<QueryExecution> WaitAsync(IAmazonAthena athena, string id, CancellationToken cancellation)
    {
        for (var pause = FirstLook; ; pause = pause * 1.5 < LastLook ? pause * 1.5 : LastLook)
        {
            var execution = (await athena.GetQueryExecutionAsync(new GetQueryExecutionRequest { QueryExecutionId = id }, cancellation)
                .ConfigureAwait(false)).QueryExecution!;
            var state = execution.Status?.State;
            if (state != QueryExecutionState.QUEUED && state != QueryExecutionState.RUNNING)
                return execution;

            streams.Progress.Show($"{state!.Value.ToLowerInvariant()}; {Took(execution)}");
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }
    }

    async Task<long> TakeAsync(IAmazonAthena athena, string id, Func<IReadOnlyList<ColumnInfo>, Rows> open, CancellationToken cancellation)
    {
        Rows? rows = null;
        long count = 0;
        string? next = null;
        do
        {
            var page = await athena.GetQueryResultsAsync(new GetQueryResultsRequest { QueryExecutionId = id, NextToken = next, MaxResults = RowsAPage },
                cancellation).ConfigureAwait(false);
            var columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? [];
            IEnumerable<Row> data = page.ResultSet?.Rows ?? [];
            if (rows is null)
            {
                rows = open(columns);
                // The first row of a SELECT contains the column names. That of other statements is data.
                if (data.FirstOrDefault()?.Data is { } first && first.Select(value => value.VarCharValue).SequenceEqual(columns.Select(column => column.Name)))
                    data = data.Skip(1);
            }

            foreach (var row in data)
            {
                rows.Take([.. columns.Select((_, index) => row.Data is { } values && index < values.Count ? values[index].VarCharValue : null)]);
                count++;
            }

            next = page.NextToken;
            if (!string.IsNullOrEmpty(next))
                streams.Progress.Show(string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows"));
        }
        while (!string.IsNullOrEmpty(next));
        streams.Progress.Clear();
        rows.Finish();
        return count;
    }

    static string Took(QueryExecution execution)
    {
        var bytes = execution.Statistics?.DataScannedInBytes ?? 0;
        var seconds = (execution.Statistics?.TotalExecutionTimeInMillis ?? 0) / 1000.0;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB scanned, about {AthenaPrice.Of(bytes):0.00000} USD, {seconds:0.0} s");
    }

    /// <summary>The receiver of a result's rows.</summary>
    /// <param name="Take">Callback with the values of a row.</param>
    /// <param name="Finish">Callback after the last row.</param>
    internal sealed record Rows(Action<string?[]> Take, Action Finish);
}
