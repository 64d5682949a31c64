using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary><c>flowlogs backtest --athena</c> with an emulated Athena server.</summary>
public sealed class ArchiveBacktestTests : IDisposable
{
    // The first minute of 2026, since 1970.
    const long Midnight = 29_453_760;

    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");
    static readonly string[] Columns = ["minute", "arrival", "r1", "r2", "r3", "r4", "r5"];

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    // Records of 30 seconds arrive six minutes later; from minute 20 on there are five rejected SSH connections.
    static IEnumerable<string[]> Rows(int minutes) => Enumerable.Range(0, minutes).Select(minute => minute is >= 20 and < 25
        ? new[] { Text(minute), Text(minute + 6), "2", "1", "1", "8.498E3", "1" }
        : [Text(minute), Text(minute + 6), "1", "1", "0", "4249.0", "0"]);

    static string Text(int minute) => (Midnight + minute).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void Shows_one_statement_on_the_templates_own_table()
    {
        var shown = Command.Run(["backtest", "--template",
            Lab, "--show", "--from", "2026-01-01", "--to", "2026-01-31", "--regions", "eu-west-1", "--delay", "90s"]);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Assert.Equal(
            """
            SELECT
              minute,
              arrival,
              count(*) AS r1,
              count_if(v1) AS r2,
              count_if(v2) AS r3,
              sum(v3) AS r4,
              count_if(v4) AS r5
            FROM (
            SELECT
              "start" / 60 AS minute,
              (least(greatest(coalesce("end", "start"), "start"), "start" + 3600) + 149) / 60 AS arrival,
              "action" = 'ACCEPT' AS v1,
              "action" = 'REJECT' AS v2,
              CAST("bytes" AS double) AS v3,
              "action" = 'REJECT' AND "dstport" = 22 AND "protocol" = 6 AS v4
            FROM "flow_logs"
            WHERE log_region = 'eu-west-1' AND log_time >= '2026/01/01' AND log_time < '2026/02/01' AND "start" >= 1767225600 AND "start" < 1769817600
            )
            GROUP BY 1, 2

            """, shown.Output);
        var elsewhere = Command.Run(["backtest", "--template",
            Lab, "--show", "--last", "30d", "--table", "old", "--format", "srcaddr dstport start protocol action", "--layout", "s3-hourly"]);
        Assert.Contains("(\"start\" + 359) / 60 AS arrival", elsewhere.Output);
        Assert.Contains("FROM \"old\"", elsewhere.Output);
        Assert.DoesNotContain("bytes", elsewhere.Output);
    }

    [Theory]
    [InlineData("'day.log' and --athena exclude each other", "--athena", "w", "--last", "1d", "day.log")]
    [InlineData("--athena requires a start time. Add --last, as in --last 30d", "--athena", "w")]
    [InlineData("--last 1d and --from exclude each other", "--athena", "w", "--last", "1d", "--from", "2026-01-01")]
    [InlineData("is not a duration", "--athena", "w", "--last", "month")]
    [InlineData("--from 2026-01-02T00:00:00Z is not before --to", "--athena", "w", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("is not before now", "--athena", "w", "--from", "2926-01-02")]
    [InlineData("--regions ',' has no values.", "--athena", "w", "--last", "1d", "--regions", ",")]
    [InlineData("--last requires --athena. Add --athena WORKGROUP", "--last", "1d")]
    [InlineData("--table requires --athena. Add --athena WORKGROUP", "--table", "flows")]
    [InlineData("--layout must be s3, s3-hourly, s3-hive or s3-hive-hourly, but is 'hive'.", "--athena", "w", "--last", "1d", "--layout", "hive")]
    [InlineData("A backtest in Athena requires 'start'", "--athena", "w", "--last", "1d", "--format", "srcaddr dstport")]
    public void Says_what_is_wrong_with_a_question(string expected, params string[] arguments)
    {
        var refused = Command.Run(["backtest", "--template", Lab, .. arguments]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(expected, refused.Errors);
    }

    [Fact]
    public void Asks_for_a_table_where_the_template_has_none()
    {
        var template = samples.Text("no-table.json",
            """{ "Resources": { "Flow": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogGroupName": "flows" } } } }""");
        Assert.Contains("--table is missing, and the template has no table over an archive",
            Command.Run(["backtest", "--template", template, "--athena", "w", "--last", "1d"]).Errors);
        Assert.Contains("--database is missing", Command.Run(["backtest", "--template", template, "--athena", "w", "--last", "1d", "--table", "flows"]).Errors);
    }

    [Fact]
    public async Task Counts_in_athena_and_prints_what_files_would_have_printed()
    {
        using var server = Athena(Rows(2500).Chunk(1000).ToArray());
        var older = samples.Text("older.json", (await File.ReadAllTextAsync(Lab)).Replace("\"Threshold\": 1", "\"Threshold\": 2", StringComparison.Ordinal));
        var (json, page) = (samples.Text("result.json"), samples.Text("result.html"));
        var run = await Command.RunProcessAsync(Environment(server), "backtest", "--template",
            Lab, "--athena", "network", "--from", "2026-01-01", "--to", "2026-01-03", "--compare", older, "--json", json, "--html", page, "--fail-on", "1");
        Assert.Equal(
            """
            Alarm        Datapoints  ALARM count  First time (UTC)      In ALARM  Highest value  Threshold  Suggested
            SSH rejects        2500            1  2026-01-01T00:26:00Z       12m              1       >= 1

            2505 records from 2026-01-01T00:00:00Z, alarms until 2026-01-03T00:00:00Z.

            Notes:
              Athena counted the records of "flow_logs" by the minute. Top contributors and malformed lines are not available.

            Compared with
            """.ReplaceLineEndings("\n"), run.Output[..(run.Output.IndexOf("Compared with", StringComparison.Ordinal) + "Compared with".Length)]);
        Assert.Contains("enters ALARM    2026-01-01T00:26:00Z  SSH rejects, for 12m", run.Output);
        Assert.Equal((3, "2,500 rows; 6.4 MB scanned, about 0.00005 USD, 2.6 s (q-1)\n"), (run.ExitCode, run.Errors));
        Assert.Equal(2505, (int)JsonNode.Parse(await File.ReadAllTextAsync(json))!["records"]!);
        Assert.Contains("SSH rejects", await File.ReadAllTextAsync(page));

        var start = JsonNode.Parse(Assert.Single(server.Requests, request => Target(request) == "StartQueryExecution").Text)!;
        Assert.Equal(("network", "flowlogstack_flowlogs_table"), ((string?)start["WorkGroup"], (string?)start["QueryExecutionContext"]!["Database"]));
        Assert.Equal(Command.Run(["backtest", "--template", Lab, "--show", "--from", "2026-01-01", "--to", "2026-01-03"]).Output,
            (string?)start["QueryString"] + "\n");
        Assert.Equal(
            ["""{"MaxResults":1000,"QueryExecutionId":"q-1"}""", """{"MaxResults":1000,"NextToken":"1","QueryExecutionId":"q-1"}""",
                """{"MaxResults":1000,"NextToken":"2","QueryExecutionId":"q-1"}"""],
            server.Requests.Where(request => Target(request) == "GetQueryResults")
                .Select(request => new JsonObject(JsonNode.Parse(request.Text)!.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString()));
    }

    [Fact]
    public async Task Prints_nothing_when_the_query_fails()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, Target(request) == "StartQueryExecution"
            ? """{"QueryExecutionId":"q-2"}"""
            : """{"QueryExecution":{"Status":{"State":"FAILED","StateChangeReason":"Bytes scanned limit was exceeded"}}}"""));
        var run = await Command.RunProcessAsync(Environment(server), "backtest", "--template", Lab, "--athena", "network", "--last", "30d");
        Assert.Equal((2, "", "flowlogs: the query failed: Bytes scanned limit was exceeded (q-2)\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Says_that_there_are_no_records_when_no_row_comes()
    {
        using var server = Athena([]);
        var run = await Command.RunProcessAsync(Environment(server), "backtest", "--template", Lab, "--athena", "network", "--last", "30d");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("SSH rejects: the input contains no record.", run.Output);
    }

    [ToolFact("kill")]
    public async Task Stops_the_query_when_somebody_presses_ctrl_c()
    {
        var running = new TaskCompletionSource();
        using var server = new LoopbackServer(request =>
        {
            if (Target(request) == "GetQueryExecution")
                running.TrySetResult();
            return LoopbackReply.Of(200, Target(request) == "StartQueryExecution" ? """{"QueryExecutionId":"q-3"}"""
                : """{"QueryExecution":{"Status":{"State":"RUNNING"}}}""");
        });
        using var process = Command.Start(Environment(server), "backtest", "--template", Lab, "--athena", "network", "--last", "30d");
        await running.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, Tool.Run("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).ExitCode);
        Assert.Contains("stopped the query", await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((130, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync()));
        Assert.Equal("""{"QueryExecutionId":"q-3"}""", Assert.Single(server.Requests, request => Target(request) == "StopQueryExecution").Text);
    }

    [ToolFact("moto_server", "aws", "curl")]
    public async Task Asks_the_local_stand_in_for_athena()
    {
        using var aws = LocalAws.Start();
        aws.Run("athena", "create-work-group", "--name", "network");
        var results = new JsonObject
        {
            ["region"] = "eu-west-1",
            ["results"] = new JsonArray(new JsonObject
            {
                ["rows"] = new JsonArray([.. Rows(60).Prepend(Columns).Select(RowOf)]),
                ["column_info"] = new JsonArray([.. Columns.Select(column => new JsonObject { ["Name"] = column, ["Type"] = "bigint" })]),
            }),
        };
        Assert.Equal(0, Tool.Run("curl", ["-sf", "-X", "POST", "-H", "Content-Type: application/json", "-d", results.ToJsonString(),
            aws.Environment["AWS_ENDPOINT_URL"] + "/moto-api/static/athena/query-results"]).ExitCode);
        var run = await Command.RunProcessAsync(aws.Environment, "backtest", "--template",
            Lab, "--athena", "network", "--from", "2026-01-01", "--to", "2026-01-02");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("60 rows; ", run.Errors);
        Assert.Equal("SSH rejects          60            1  2026-01-01T00:26:00Z       12m              1       >= 1", run.Lines[1].TrimEnd());
        Assert.StartsWith("65 records from 2026-01-01T00:00:00Z", run.Lines[2]);
    }

    static LoopbackServer Athena(string[][][] pages) => new(request => LoopbackReply.Of(200, Target(request) switch
    {
        "StartQueryExecution" => """{"QueryExecutionId":"q-1"}""",
        "GetQueryExecution" =>
            """{"QueryExecution":{"QueryExecutionId":"q-1","Status":{"State":"SUCCEEDED"},"Statistics":{"DataScannedInBytes":6400000"""
                + ""","TotalExecutionTimeInMillis":2600}}}""",
        "GetQueryResults" => Page(pages, int.Parse((string?)JsonNode.Parse(request.Text)!["NextToken"] ?? "0", CultureInfo.InvariantCulture)).ToJsonString(),
        var target => throw new InvalidOperationException(target),
    }));

    // The first row of the first page contains the column names.
    static JsonObject Page(string[][][] pages, int page)
    {
        IEnumerable<string[]> rows = page < pages.Length ? pages[page] : [];
        var answer = new JsonObject
        {
            ["ResultSet"] = new JsonObject
            {
                ["Rows"] = new JsonArray([.. (page == 0 ? rows.Prepend(Columns) : rows).Select(RowOf)]),
                ["ResultSetMetadata"] = new JsonObject { ["ColumnInfo"] = new JsonArray([.. Columns.Select(column =>
                    new JsonObject { ["Name"] = column, ["Type"] = "bigint" })]) },
            },
        };
        if (page + 1 < pages.Length)
            answer["NextToken"] = (page + 1).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    static JsonObject RowOf(string[] values) => new() { ["Data"] = new JsonArray([.. values.Select(value => new JsonObject { ["VarCharValue"] = value })]) };

    static string Target(LoopbackRequest request) => request.Headers["X-Amz-Target"].Replace("AmazonAthena.", "", StringComparison.Ordinal);

    static Dictionary<string, string> Environment(LoopbackServer server) =>
        new() { ["AWS_ENDPOINT_URL"] = server.Url.ToString(), ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_REGION"] = "eu-west-1" };
}
