namespace FlowLogStack.Cli.Tests;

/// <summary>Verbs that read flow logs read Google's VPC flow logs with <c>--from gcp</c>.</summary>
public sealed class GoogleInputTests : IDisposable
{
    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    const string Metadata = """
        "src_instance":{"vm_name":"a","region":"europe-west1"},"src_vpc":{"project_id":"p","vpc_name":"v","subnetwork_name":"s"},
        """;

    const string Dropped = "\"disposition\":\"DROPPED\",\"drop_reason\":\"FIREWALL_DENY\",\"packets_dropped\":\"1\",\"bytes_dropped\":\"60\",";

    readonly Samples samples = new();
    readonly string file;

    public GoogleInputTests()
    {
        file = samples.Text("10:00:00_10:59:59_S0.json", Entry("SRC", 443), Entry("DEST", 443), Entry("DEST", 22, Dropped),
            "{\"logName\":\"projects/p/logs/other\"}");
    }

    public void Dispose() => samples.Dispose();

    internal static string Entry(string reporter, int port, string disposition = "") =>
        $"{{\"jsonPayload\":{{\"reporter\":\"{reporter}\",\"start_time\":\"2026-01-05T10:00:00.5Z\","
        + "\"end_time\":\"2026-01-05T10:00:09Z\",\"packets_sent\":\"2\","
        + $"\"bytes_sent\":\"120\",{disposition}{Metadata}\"dest_instance\":{{\"vm_name\":\"b\"}},"
        + "\"dest_vpc\":{\"project_id\":\"p\",\"vpc_name\":\"v\",\"subnetwork_name\":\"s\"},"
        + $"\"connection\":{{\"src_ip\":\"10.0.0.5\",\"dest_ip\":\"10.0.0.9\",\"src_port\":50000,\"dest_port\":{port},\"protocol\":6}}}},"
        + "\"logName\":\"projects/p/logs/networkmanagement.googleapis.com%2Fvpc_flows\"}";

    [Fact]
    public void Parse_prints_one_record_for_each_flow_and_says_what_is_left_out()
    {
        var run = Command.Run(["parse", "--from", "gcp", file, "--output", "csv"]);
        Assert.Equal((0, 3), (run.ExitCode, run.Lines.Length));
        Assert.Contains("1 entry of the other end of a flow left out", run.Errors, StringComparison.Ordinal);
        Assert.Contains("1 entry of other logs left out", run.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Command.Run(["parse", "--from", "gcp-both-ends", file, "--output", "csv"]).Lines.Length);
    }

    [Fact]
    public void A_directory_contains_the_files_of_a_sink() =>
        Assert.Equal(2, Command.Run(["parse", "--from", "gcp", Path.GetDirectoryName(file)!]).Lines.Length);

    [Fact]
    public void Logs_Insights_SQL_and_patterns_select_the_same_records()
    {
        var insights = Command.Run(["insights", "--from", "gcp", file, "--name", "TopRejectedSources", "--output", "csv"]);
        Assert.Contains("10.0.0.5,1\n", insights.Output, StringComparison.Ordinal);
        var sql = Command.Run(["query", "--from", "gcp", "--sql", "SELECT dstport, reject_reason, sum(bytes) AS b FROM flow_logs WHERE action = 'REJECT' "
            + "GROUP BY 1, 2", file, "--output", "csv"]);
        Assert.Equal("dstport,reject_reason,b\n22,FIREWALL_DENY,60\n", sql.Output);
        var match = Command.Run(["match", "--from", "gcp", "--pattern", "[..., port = 22, protocol, packets, bytes, start, end, action = REJECT, status, "
            + "vpc, subnet, instance, type, region, direction, reason]", file]);
        Assert.Equal((0, 1), (match.ExitCode, match.Lines.Length));
    }

    [Fact]
    public void A_query_of_the_catalog_takes_the_kind_and_the_start_of_the_time_range()
    {
        string[] query = ["query", "top-rejected-sources", file, "--from", "gcp", "--output", "csv"];
        Assert.Equal(2, Command.Run(query).Lines.Length);
        Assert.Equal(2, Command.Run([.. query, "--from", "2026-01-05T09:00", "--to", "2026-01-05T11:00"]).Lines.Length);
        Assert.Single(Command.Run([.. query, "--from", "2026-01-06", "--to", "2026-01-07"]).Lines);
    }

    [Fact]
    public void Backtests_and_pictures_count_the_records()
    {
        var backtest = Command.Run(["backtest", "--template", Lab, "--from", "gcp", file, "--json", "-"]);
        Assert.Equal(0, backtest.ExitCode);
        Assert.Contains("\"records\":2", backtest.Output, StringComparison.Ordinal);
        string[] preview = ["preview", "--template", samples.Text("t.template.json", PreviewTests.Template), "--html", "-", "--from", "gcp", file];
        Assert.EndsWith("from 2 records.\n", Command.Run(preview).Errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_writes_an_archive_with_the_account_that_its_keys_need()
    {
        var archive = Path.Combine(Path.GetDirectoryName(file)!, "archive");
        string[] convert = ["convert", "--from", "gcp", file, "--region", "us-east-1", "--output-directory", archive];
        Assert.Contains("Add --account", Command.Run(convert).Errors, StringComparison.Ordinal);
        Assert.StartsWith("2 records", Command.Run([.. convert, "--account", "111122223333"]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", "parse")]
    [InlineData("azure", "query", "--sql", "SELECT 1")]
    public void An_unknown_kind_is_an_error(string kind, params string[] verb) =>
        Assert.Equal(2, Command.Run([.. verb, "--from", kind, file]).ExitCode);

    [Fact]
    public void Flow_logs_of_AWS_are_no_log_entries()
    {
        var run = Command.Run(["parse", "--from", "gcp", samples.Text("aws.log", Samples.Header, Samples.Accepted)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("remove '--from gcp'", run.Errors, StringComparison.Ordinal);
    }
}
