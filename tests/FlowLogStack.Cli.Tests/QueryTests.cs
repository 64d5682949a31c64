using System.Text;
using System.Text.Json.Nodes;
using Amazon.Athena;
using Amazon.Runtime;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

public sealed class QueryTests
{
    const string Succeeded =
        """{"QueryExecution":{"QueryExecutionId":"q-1","Status":{"State":"SUCCEEDED"},"Statistics":{"DataScannedInBytes":250000000"""
            + ""","TotalExecutionTimeInMillis":2600,"EngineExecutionTimeInMillis":2000}}}""";

    [Fact]
    public void Lists_the_queries_that_the_format_has_the_fields_for()
    {
        var all = Command.Run(["query", "--list", "--format", "v11"]);
        var few = Command.Run(["query", "--list"]);
        Assert.Equal((0, ""), (few.ExitCode, few.Errors));
        Assert.Contains(few.Lines, line => line.StartsWith("top-rejected-sources  ", StringComparison.Ordinal));
        Assert.DoesNotContain(few.Lines, line => line.StartsWith("traffic-paths", StringComparison.Ordinal));
        Assert.Contains(all.Lines, line => line.StartsWith("traffic-paths  ", StringComparison.Ordinal));
        Assert.True(all.Lines.Length > few.Lines.Length);
    }

    [Fact]
    public void Shows_a_query_for_a_layout_and_a_time()
    {
        var shown = Command.Run(["query", "top-rejected", "--show", "--table", "flows", "--layout", "s3-hourly", "--from", "2026-01-31T13:00", "--to",
            "2026-01-31T14:00", "--regions", "eu-west-1"]);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Assert.Contains("FROM \"flows\"\nWHERE log_region = 'eu-west-1' AND log_time >= '2026/01/31/13' AND log_time < '2026/01/31/15' AND \"start\" >= "
            + "1769864400 AND \"start\" < 1769868000\n", shown.Output);
        Assert.Contains("interval '7' day", Command.Run(["query", "TopRejectedSources", "--show", "--last", "7d"]).Output);
        Assert.Contains("srcaddr = ?", Command.Run(["query", "traffic-from-address", "--show"]).Output);
    }

    [Theory]
    [InlineData("Did you mean 'top-rejected-sources'?", "query", "top-rejcted-sources")]
    [InlineData("'top-t' is ambiguous. Use top-talkers or top-tcp-sources", "query", "top-t")]
    [InlineData("Add ${traffic-path}", "query", "traffic-paths", "--show")]
    [InlineData("has 1 parameters, but --parameter occurs 0 times. Use --parameter \"443\"", "query", "traffic-to-port")]
    [InlineData("--last must be a number of whole hours, but is '90m'.", "query", "top-talkers", "--last", "90m")]
    [InlineData("--workgroup is missing", "query", "top-talkers")]
    [InlineData("--database is missing", "query", "top-talkers", "--workgroup", "w")]
    [InlineData("A query is missing. Add the name of a query", "query")]
    [InlineData("exclude each other", "query", "top-talkers", "--sql", "SELECT 1")]
    [InlineData("--sql excludes --last, --from and --to.", "query", "--sql", "SELECT 1", "--last", "1h")]
    [InlineData("--to requires --from.", "query", "top-talkers", "--to", "2026-01-31")]
    [InlineData("is not before --to", "query", "top-talkers", "--from", "2026-02-01", "--to", "2026-01-31")]
    [InlineData("requires a table of Countries", "query", "source-countries", "--show")]
    [InlineData("--accounts '' has no values. Use values separated by commas, or remove the option.", "query", "top-talkers", "--show", "--accounts", "")]
    [InlineData("--regions ' , ' has no values.", "query", "top-talkers", "--show", "--regions", " , ")]
    [InlineData("must be s3, s3-hourly", "query", "top-talkers", "--layout", "hive")]
    public void Says_what_is_wrong_with_a_question(string expected, params string[] arguments)
    {
        var refused = Command.Run(arguments);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(expected, refused.Errors);
        Assert.Equal("", refused.Output);
    }

    [Fact]
    public async Task Waits_pages_and_says_what_it_cost()
    {
        var looks = 0;
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, request.Headers["X-Amz-Target"] switch
        {
            "AmazonAthena.StartQueryExecution" => """{"QueryExecutionId":"q-1"}""",
            "AmazonAthena.GetQueryExecution" => looks++ switch
            {
                0 => """{"QueryExecution":{"QueryExecutionId":"q-1","Status":{"State":"QUEUED","SubmissionDateTime":1.5}}}""",
                1 => """{"QueryExecution":{"Status":{"State":"RUNNING"},"Statistics":{"DataScannedInBytes":1000}}}""",
                _ => Succeeded,
            },
            "AmazonAthena.GetQueryResults" => request.Text.Contains("page-2", StringComparison.Ordinal)
                ? """{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"a, \"b\""},{}]}],"ResultSetMetadata":{"ColumnInfo":[{"Name":"srcaddr","Type":"varchar"}"""
                    + """,{"Name":"total","Type":"bigint"}]}}}"""
                : """{"NextToken":"page-2","ResultSet":{"Rows":[{"Data":[{"VarCharValue":"srcaddr"},{"VarCharValue":"total"}]},"""
                    + """{"Data":[{"VarCharValue":"10.0.0.1"},{"VarCharValue":"9223372036854775807"}]}]"""
                    + ""","ResultSetMetadata":{"ColumnInfo":[{"Name":"srcaddr","Type":"varchar","Precision":5},{"Name":"total","Type":"bigint"}]}}}""",
            var target => throw new InvalidOperationException(target),
        }));

        var (exit, printed, said) = await RunAsync(server, "csv", "SELECT ?", ["'x'"]);

        Assert.Equal((0, "srcaddr,total\n10.0.0.1,9223372036854775807\n\"a, \"\"b\"\"\",\n"), (exit, printed));
        Assert.Equal("2 rows; 250.0 MB scanned, about 0.00125 USD, 2.6 s (q-1)\n", said);
        var start = JsonNode.Parse(server.Requests.First().Text)!;
        Assert.Equal(("SELECT ?", "w", "d", "'x'"), ((string?)start["QueryString"], (string?)start["WorkGroup"],
            (string?)start["QueryExecutionContext"]!["Database"], (string?)start["ExecutionParameters"]![0]));
        Assert.Equal(3, looks);

        looks = 2;
        Assert.Equal("{\"srcaddr\":\"10.0.0.1\",\"total\":9223372036854775807}\n{\"srcaddr\":\"a, \\\"b\\\"\",\"total\":null}\n",
            (await RunAsync(server, "ndjson", "SELECT 1", [])).Output);
        Assert.Equal("srcaddr                 total\n10.0.0.1  9223372036854775807\na, \"b\"\n", (await RunAsync(server, "table", "SELECT 1", [])).Output);
    }

    [Fact]
    public async Task Says_why_a_query_failed()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, request.Headers["X-Amz-Target"] == "AmazonAthena.StartQueryExecution"
            ? """{"QueryExecutionId":"q-2"}"""
            : """{"QueryExecution":{"Status":{"State":"FAILED","StateChangeReason":"SYNTAX_ERROR: line 1:8: Column 'nope' cannot be resolved"}}}"""));
        var (exit, printed, said) = await RunAsync(server, "table", "SELECT nope", []);
        Assert.Equal((2, "", "flowlogs: the query failed: SYNTAX_ERROR: line 1:8: Column 'nope' cannot be resolved (q-2)\n"), (exit, printed, said));
    }

    [Fact]
    public async Task Says_what_athena_refuses()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(400, """{"__type":"InvalidRequestException","Message":"WorkGroup w is not found."}"""));
        var (exit, _, said) = await RunAsync(server, "table", "SELECT 1", []);
        Assert.Equal((2, "flowlogs: Athena: InvalidRequestException: WorkGroup w is not found.\n"), (exit, said));
    }

    [ToolFact("kill")]
    public async Task Stops_the_query_when_somebody_presses_ctrl_c()
    {
        var running = new TaskCompletionSource();
        using var server = new LoopbackServer(request =>
        {
            if (request.Headers["X-Amz-Target"] == "AmazonAthena.GetQueryExecution")
                running.TrySetResult();
            return LoopbackReply.Of(200, request.Headers["X-Amz-Target"] switch
            {
                "AmazonAthena.StartQueryExecution" => """{"QueryExecutionId":"q-3"}""",
                "AmazonAthena.GetQueryExecution" => """{"QueryExecution":{"Status":{"State":"RUNNING"}}}""",
                _ => "{}",
            });
        });
        using var process = Command.Start(new Dictionary<string,
            string> { ["AWS_ENDPOINT_URL"] = server.Url.ToString(), ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b",
                ["AWS_REGION"] = "eu-west-1" }, "query", "top-talkers", "--workgroup", "w", "--database", "d");
        await running.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, Tool.Run("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).ExitCode);
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Contains("stopped the query", said);
        Assert.Equal(130, process.ExitCode);
        var stop = Assert.Single(server.Requests, request => request.Headers["X-Amz-Target"] == "AmazonAthena.StopQueryExecution");
        Assert.Equal("""{"QueryExecutionId":"q-3"}""", stop.Text);
    }

    [ToolFact("moto_server", "aws", "curl")]
    public async Task Asks_the_local_stand_in_for_athena()
    {
        using var aws = LocalAws.Start();
        aws.Run("athena", "create-work-group", "--name", "network");
        const string Results =
            """{"region":"eu-west-1","results":[{"rows":[{"Data":[{"VarCharValue":"srcaddr"},{"VarCharValue":"rejections"}]},"""
                + """{"Data":[{"VarCharValue":"198.51.100.7"},{"VarCharValue":"12"}]}],"column_info":[{"Name":"srcaddr","Type":"varchar"},"""
                + """{"Name":"rejections","Type":"bigint"}]}]}""";
        Assert.Equal(0, Tool.Run("curl", ["-sf", "-X", "POST", "-H", "Content-Type: application/json", "-d", Results, aws.Environment["AWS_ENDPOINT_URL"]
            + "/moto-api/static/athena/query-results"]).ExitCode);
        using var process = Command.Start(aws.Environment, "query", "top-rejected", "--last", "24h", "--workgroup", "network", "--database", "network",
            "--output", "csv");
        var printed = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((0, "srcaddr,rejections\n198.51.100.7,12\n"), (process.ExitCode, printed));
        Assert.StartsWith("1 row; ", said);
        var id = (string)aws.Run("athena", "list-query-executions", "--work-group", "network")!["QueryExecutionIds"]![0]!;
        var asked = aws.Run("athena", "get-query-execution", "--query-execution-id", id)!["QueryExecution"]!;
        Assert.Contains("log_time >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d')", (string?)asked["Query"]);
        using var elsewhere = Command.Start(aws.Environment, "query", "--sql", "SELECT 1", "--workgroup", "nowhere", "--database", "network");
        Assert.StartsWith("flowlogs: Athena: ", await elsewhere.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        await elsewhere.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(2, elsewhere.ExitCode);
    }

    static async Task<(int Exit, string Output, string Errors)> RunAsync(LoopbackServer server, string output, string statement, string[] parameters)
    {
        using var printed = new MemoryStream();
        using var said = new StringWriter();
        using var streams = new CommandStreams(Stream.Null, printed, said);
        var run = new QueryRun(streams, () => new AmazonAthenaClient(new BasicAWSCredentials("a", "b"),
            new AmazonAthenaConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 }),
                Enum.Parse<OutputFormat>(output, ignoreCase: true), escapesFormulas: false);
        var exit = await run.RunAsync(statement, parameters, "w", "d", CancellationToken.None);
        return (exit, Encoding.UTF8.GetString(printed.ToArray()), said.ToString());
    }
}
