using Amazon.Athena;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs query</c>: runs a statement and prints its rows.</summary>
sealed class QueryRun(CommandStreams streams, Func<IAmazonAthena> connect, OutputFormat output, bool escapesFormulas)
{
    internal Task<int> RunAsync(string statement, IReadOnlyCollection<string> parameters, string workgroup, string database, CancellationToken cancellation)
    {
        var buffer = new OutputBuffer(streams.Output);
        return new AthenaStatement(streams, connect).RunAsync(
            statement,
            parameters,
            workgroup,
            database,
            columns =>
            {
                var rows = QueryOutput.Of(output, buffer, columns, escapesFormulas);
                return new AthenaStatement.Rows(rows.Write, () =>
                {
                    rows.Finish();
                    buffer.Flush();
                });
            },
            cancellation);
    }
}
