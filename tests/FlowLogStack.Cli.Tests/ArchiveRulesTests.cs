using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

/// <summary><c>flowlogs rules --workgroup</c> with an emulated Athena server.</summary>
public sealed class ArchiveRulesTests : IDisposable
{
    static readonly string[] Columns = ["interface_id", "direction", "source", "destination", "protocol", "port", "kind", "records", "bytes", "first", "last"];

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    string[] Described => ["--describe", samples.Text("groups.json", RulesTests.Groups), "--describe", samples.Text("interfaces.json", RulesTests.Interfaces)];

    [Fact]
    public async Task Compares_rules_with_the_records_that_athena_counted()
    {
        string?[][] rows =
        [
            ["eni-web", null, "10.0.7.1", "10.0.1.5", "6", "443", "request", "5", "840", "1700000000", "1700000600"],
            ["eni-web", null, "10.0.7.2", "10.0.1.5", "6", "80", "request", "2", "84", "1700000000", "1700000060"],
            ["eni-web", null, "203.0.113.9", "10.0.1.5", "6", "0", "rejected", "3", "100", "1699999990", "1700000060"],
            ["eni-other", null, null, null, null, "0", "request", "1", "100", "1", "2"],
        ];
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, Target(request) switch
        {
            "StartQueryExecution" => """{"QueryExecutionId":"q-1"}""",
            "GetQueryExecution" =>
                """{"QueryExecution":{"QueryExecutionId":"q-1","Status":{"State":"SUCCEEDED"},"Statistics":{"DataScannedInBytes":6400000"""
                    + ""","TotalExecutionTimeInMillis":2600}}}""",
            "GetQueryResults" => new JsonObject
            {
                ["ResultSet"] = new JsonObject
                {
                    ["Rows"] = new JsonArray([.. rows.Prepend(Columns).Select(RowOf)]),
                    ["ResultSetMetadata"] = new JsonObject { ["ColumnInfo"] = new JsonArray([.. Columns.Select(column => new JsonObject { ["Name"] = column,
                        ["Type"] = "varchar" })]) },
                },
            }.ToJsonString(),
            var target => throw new InvalidOperationException(target),
        }));
        var environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = server.Url.ToString(), ["AWS_ACCESS_KEY_ID"] = "a",
            ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_REGION"] = "eu-west-1" };

        var run = await Command.RunProcessAsync(environment, ["rules", .. Described, "--workgroup", "flows", "--database", "network", "--last", "30d", "-o",
            "json"]);

        Assert.Equal(0, run.ExitCode);
        var rule = JsonNode.Parse(run.Output)!.AsArray().Single(row => (string?)row!["rule"] == "ingress tcp/all from 10.0.0.0/8")!;
        Assert.Equal(("wider than used", 7, "80 443"), ((string?)rule["finding"], (int)rule["records"]!, (string?)rule["ports"]));
        Assert.Contains("10 records of known interfaces from 2023-11-14T22:13:10Z to 2023-11-14T22:23:20Z.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("1 record of no known interface is ignored.", run.Errors, StringComparison.Ordinal);
        var start = JsonNode.Parse(Assert.Single(server.Requests, request => Target(request) == "StartQueryExecution").Text)!;
        Assert.Equal(("flows", "network"), ((string?)start["WorkGroup"], (string?)start["QueryExecutionContext"]!["Database"]));
        Assert.Contains("FROM \"flow_logs\"", (string?)start["QueryString"]);
    }

    [Fact]
    public void Show_prints_the_statement()
    {
        var run = Command.Run(["rules", .. Described, "--show", "--table", "t", "--from", "2026-01-01", "--to", "2026-01-08"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith("SELECT interface_id, direction, source,", run.Output);
        Assert.Contains("FROM \"t\"", run.Output);
        Assert.Contains("2026", run.Output);
    }

    [Theory]
    [InlineData("'a.log' and --workgroup exclude each other. Use files, or an archive in Athena.", "--workgroup", "w", "--database", "d", "a.log")]
    [InlineData("--database is missing. Add the Glue database of the table.", "--workgroup", "w")]
    [InlineData("--accounts '' has no values.", "--workgroup", "w", "--database", "d", "--accounts", "")]
    [InlineData("--last requires --workgroup. Add --workgroup NAME, or remove the option.", "--last", "30d")]
    [InlineData("--last must be a number of whole hours, but is '90s'", "--workgroup", "w", "--database", "d", "--last", "90s")]
    [InlineData("A comparison of rules in Athena requires 'srcaddr'", "--workgroup", "w", "--database", "d", "--format", "interface-id dstaddr action")]
    public void States_what_is_wrong_with_the_request(string expected, params string[] arguments)
    {
        var run = Command.Run(["rules", .. Described, .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    static JsonObject RowOf(string?[] values) => new()
    {
        ["Data"] = new JsonArray([.. values.Select(value => value is null ? [] : new JsonObject { ["VarCharValue"] = value })]),
    };

    static string Target(LoopbackRequest request) => request.Headers["X-Amz-Target"].Replace("AmazonAthena.", "", StringComparison.Ordinal);
}
