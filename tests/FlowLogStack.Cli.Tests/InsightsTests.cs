using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

public sealed class InsightsTests : IDisposable
{
    const string ByAction = "stats count(*) as flows, sum(bytes) as total by action | sort action";

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Prints_a_table()
    {
        var run = Command.Run(["insights", "--query", ByAction,
            samples.Gzip("a.log.gz", Samples.Header, Samples.Accepted, Samples.Rejected, Samples.NoData, Samples.IPv6)]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("action  flows  total\n-           1\nACCEPT      2  13104\nREJECT      1   4249\n", run.Output);
    }

    [Fact]
    public void Prints_csv()
    {
        var run = Command.Run(["insights", "--query", ByAction, "--output", "csv"], $"{Samples.Accepted}\n{Samples.NoData}\n");
        Assert.Equal((0, "", "action,flows,total\n-,1,\nACCEPT,1,4249\n"), (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public void Prints_one_json_array_with_numbers_as_numbers_in_the_order_of_the_result()
    {
        var run = Command.Run(["insights", "--query", "fields dstPort, accountId, bytes | sort bytes desc", "--output", "json"],
            $"{Samples.Accepted}\n{Samples.IPv6}\n{Samples.NoData}\n");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal("""[{"dstPort":22,"accountId":"123456789010","bytes":8855},{"dstPort":22,"accountId":"123456789010","bytes":4249},"""
            + """{"dstPort":"-","accountId":"123456789010","bytes":"-"}]""", JsonSerializer.Serialize(JsonDocument.Parse(run.Output).RootElement));
    }

    [Fact]
    public void Prints_an_empty_answer_of_each_kind()
    {
        string[] query = ["insights", "--query", "filter action = 'x' | stats count(*) by action", "--output"];
        Assert.Equal("action  count(*)\n", Command.Run([.. query, "table"], Samples.Accepted).Output);
        Assert.Equal("action,count(*)\n", Command.Run([.. query, "csv"], Samples.Accepted).Output);
        Assert.Equal("[]\n", Command.Run([.. query, "json"], Samples.Accepted).Output);
        Assert.Equal("[]\n", Command.Run([.. query, "json"]).Output);
    }

    [Fact]
    public void Takes_the_query_from_a_file_and_the_records_from_several()
    {
        var run = Command.Run(["insights", "--query-file", samples.Text("q.txt", "# rejected", "filter action = 'REJECT'", "| stats count(*) as n"),
            samples.Text("a.log", Samples.Rejected, Samples.Accepted), samples.Gzip("b.log.gz", Samples.Header, Samples.Rejected), "-"], Samples.Rejected);
        Assert.Equal((0, "", "n\n3\n"), (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public void Reads_the_format_from_the_header_or_the_option()
    {
        var file = samples.Text("custom.log", "dstport bytes start", "443 1000 1431280800", "22 - 1431280860");
        var run = Command.Run(["insights", "--query", "parse @message '* * *' as dstport, bytes, start | sort @timestamp | display @timestamp, dstport, bytes",
            "--output", "csv", file]);
        Assert.Equal((0, "", "@timestamp,dstport,bytes\n2015-05-10 18:00:00.000,443,1000\n2015-05-10 18:01:00.000,22,-\n"),
            (run.ExitCode, run.Errors, run.Output));
        run = Command.Run(["insights", "--format", "dstport bytes start", "--query", "stats max(@timestamp)"], "443 1000 1431280800");
        Assert.Equal((0, "", "max(@timestamp)\n2015-05-10 18:00:00.000\n"), (run.ExitCode, run.Errors, run.Output));
        run = Command.Run(["insights", "--query", "stats sum(bytes)", file]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("begin the query with parse @message \"* * *\" as dstport, bytes, start", run.Errors);
    }

    [Fact]
    public void Asks_JSON_events_for_the_fields_they_name()
    {
        string[] calls =
        [
            """2026-01-05T09:00:00.000Z {"detail":{"eventName":"AuthorizeSecurityGroupIngress","userIdentity":{"arn":"alice"},"items":[{"fromPort":22},"""
                + """{"fromPort":443}]}}""",
            """2026-01-05T09:04:30.500Z {"detail":{"eventName":"RevokeSecurityGroupIngress","userIdentity":{"arn":"bob"},"items":[{"fromPort":80}]}}""",
            """{"detail":{"eventName":"AuthorizeSecurityGroupIngress","userIdentity":{"arn":"bob"}}}""",
            "no JSON",
        ];
        var file = samples.Gzip("changes.log.gz", calls);

        var run = Command.Run(["insights", "--events", "json", "--output", "csv", "--query", "filter ispresent(detail.eventName) | stats count(*) as calls, "
            + "max(detail.items.0.fromPort) as port by detail.userIdentity.arn | sort calls", file]);
        Assert.Equal((0, "", "detail.userIdentity.arn,calls,port\nalice,1,22\nbob,2,80\n"), (run.ExitCode, run.Errors, run.Output));

        run = Command.Run(["insights", "--events", "json", "--output", "csv", "--query", "filter detail.items.1.fromPort = 443 or detail.userIdentity.arn = "
            + "'bob' | sort @timestamp desc | fields @timestamp, detail.eventName"], string.Join('\n', calls));
        Assert.Equal((0, "", "@timestamp,detail.eventName\n2026-01-05 09:04:30.500,RevokeSecurityGroupIngress\n2026-01-05 "
            + "09:00:00.000,AuthorizeSecurityGroupIngress\n,AuthorizeSecurityGroupIngress\n"), (run.ExitCode, run.Errors, run.Output));

        Assert.Equal("count(*)\n       4\n", Command.Run(["insights", "--events", "json", "--query", "stats count(*)", file]).Output);
    }

    [Theory]
    [InlineData("--format and --events json exclude each other, since JSON events name their own fields. Remove --format.", "--format", "v5",
        "--query", "limit 1")]
    [InlineData("The queries of the catalog are for flow log records, and exclude --events json.", "--name", "ByAction")]
    [InlineData("The queries of the catalog are for flow log records, and exclude --events json.", "--list")]
    public void Refuses_of_JSON_events_what_only_records_have(string error, params string[] arguments)
    {
        var run = Command.Run(["insights", "--events", "json", .. arguments], "{}");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(error, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_line_is_too_long_for_an_event()
    {
        var run = Command.Run(["insights", "--events", "json", "--query", "stats count(*) as n"], $"{{\"a\":1}}\n{{\"a\":\"{new string('x', 1_100_000)}\"}}\n");

        Assert.Equal((1, "n\n1\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("stdin:2: the line is longer than 1048576 bytes", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_when_records_of_another_format_follow()
    {
        var run = Command.Run(["insights", "--query", "stats count(*) as n, count(bytes) as sized", samples.Text("a.log", Samples.Accepted),
            samples.Text("b.log", "dstport bytes", "443 1000")]);
        Assert.Equal((0, "n  sized\n2      1\n"), (run.ExitCode, run.Output));
        Assert.Contains("b.log:2: warning: the records from here on have another format", run.Errors);
    }

    [Theory]
    [InlineData("filter action == 'x'", "flowlogs: Column 15 of the query: '==' is not an operator of Logs Insights. Use '='.\nfilter action == 'x'\n      "
        + "        ^\n")]
    [InlineData("filter srcaddr = 'x'", "flowlogs: Column 8 of the query: the field 'srcaddr' does not exist. Did you mean 'srcAddr'?\nfilter srcaddr = "
        + "'x'\n       ^\n")]
    [InlineData("limit 5\n| pattern @message", "flowlogs: Line 2, column 3 of the query: the command 'pattern' of Logs Insights is not supported here. Remove "
        + "it, or run the query in Logs Insights.\n| pattern @message\n  ^\n")]
    [InlineData("limit", "flowlogs: Column 6 of the query: the number of rows is missing, where the query ends. Add a whole number from 1 to "
        + "100,000.\nlimit\n     ^\n")]
    public void Points_at_what_is_wrong_with_a_query_and_prints_nothing(string query, string errors)
    {
        var run = Command.Run(["insights", "--query", query], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(errors, run.Errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Finds_an_unknown_field_even_when_there_is_nothing_to_read()
    {
        var run = Command.Run(["insights", "--query", "fields nonsense"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("the field 'nonsense' does not exist", run.Errors);
    }

    [Fact]
    public void Goes_on_after_lines_that_are_no_records_and_says_which()
    {
        var run = Command.Run(["insights", "--query", "stats count(*)"], $"{Samples.Accepted}\nbroken\n{Samples.Rejected}\n");
        Assert.Equal((1, "count(*)\n       2\n"), (run.ExitCode, run.Output));
        Assert.StartsWith("stdin:2: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_other_files_when_one_cannot_be_read()
    {
        var run = Command.Run(["insights", "--query", "stats count(*)", "no-such-file.log", samples.Text("a.log", Samples.Rejected)]);
        Assert.Equal((2, "count(*)\n       1\n"), (run.ExitCode, run.Output));
        Assert.Contains("no-such-file.log: ", run.Errors);
    }

    [Theory]
    [InlineData("A query is required exactly once. Use one of --query Q, --query-file FILE and --name NAME.", "insights")]
    [InlineData("A query is required exactly once. Use one of --query Q, --query-file FILE and --name NAME.", "insights", "--query", "limit 1",
        "--query-file", "x")]
    [InlineData("--query-file no-such-query.txt: the file does not exist. Use a file with a query that can be read.", "insights", "--query-file",
        "no-such-query.txt")]
    [InlineData("but is 'yaml'", "insights", "--events", "yaml", "--query", "limit 1")]
    [InlineData("Unknown query 'x'.", "insights", "--show", "x")]
    [InlineData("Did you mean 'Top 20 source addresses with the most rejected requests'?", "insights", "--name", "Top 20 source addresses with most "
        + "rejected requests")]
    [InlineData("requires the private address of a NAT gateway. Add --nat-gateway", "insights", "--name", "NatUploads")]
    [InlineData("--nat-gateway must be an IP address, but is 'x'.", "insights", "--nat-gateway", "x", "--name", "NatUploads")]
    [InlineData("--internal must be a CIDR block, but is 'x'.", "insights", "--internal", "x", "--name", "ByNetworks")]
    [InlineData("requires 'flow-direction', which the log format of 14 fields lacks", "insights", "--name", "ByDirection")]
    [InlineData("Did you mean 'ByDirection'?", "insights", "--show", "ByDirections")]
    [InlineData("--list and --show exclude each other.", "insights", "--list", "--show", "x")]
    [InlineData("--list does not run a query", "insights", "--list", "--query", "limit 1")]
    [InlineData("neither a preset nor a log format", "insights", "--format", "v99", "--query", "limit 1")]
    [InlineData("but is 'xml'", "insights", "--output", "xml", "--query", "limit 1")]
    public void Is_refused_with_words(string words, params string[] arguments)
    {
        var run = Command.Run(arguments, Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Errors);
    }

    [Fact]
    public void Does_not_wait_for_a_person_to_type()
    {
        var run = Command.Run(["insights", "--query", "limit 1"], isTerminal: true);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Add a FILE", run.Errors);
    }

    [Fact]
    public void Asks_about_the_networks_that_are_named()
    {
        string[] query = ["insights", "--name", "ByNetworks", "--output", "csv"];
        Assert.Equal("direction,records,bytesTransferred\ninternal,1,4249\n", Command.Run(query, Samples.Accepted).Output);
        Assert.Equal("direction,records,bytesTransferred\noutbound,1,4249\n",
            Command.Run([.. query, "--internal", "172.31.16.128/26", "--internal", "10.0.0.0/8"], Samples.Accepted).Output);
        Assert.Equal("srcAddr,dstAddr,bytesTransferred\n172.31.16.139,172.31.16.21,4249\n",
            Command.Run(["insights", "--name", "NatTopTalkers", "--output", "csv", "--nat-gateway", "172.31.16.21"], Samples.Accepted).Output);
    }

    [Fact]
    public void Lists_shows_and_runs_the_queries_of_the_catalogue()
    {
        const string Name = "Top 20 source addresses with the most rejected requests";
        Assert.Contains(Command.Run(["insights", "--list"]).Lines, line => line.StartsWith("TopRejectedSources ", StringComparison.Ordinal)
            && line.EndsWith(Name, StringComparison.Ordinal));
        Assert.Equal("name  topic  title\n", Command.Run(["insights", "--list", "--format", "version"]).Output);
        Assert.Equal(Command.Run(["insights", "--show", Name]).Output, Command.Run(["insights", "--show", "topRejectedSources"]).Output);
        Assert.Equal("filter action = \"REJECT\"\n| stats count(*) as numRejections by srcAddr\n| sort numRejections desc\n| limit 20\n",
            Command.Run(["insights", "--show", Name]).Output);
        Assert.StartsWith("parse @message \"* ", Command.Run(["insights", "--show", Name, "--format", "v5"]).Output, StringComparison.Ordinal);
        Assert.Equal("srcAddr,numRejections\n172.31.9.69,1\n",
            Command.Run(["insights", "--name", Name, "--output", "csv"], $"{Samples.Rejected}\n{Samples.Accepted}\n").Output);
        // The header line, like --format, determines the text of the query.
        Assert.Equal("srcaddr,numRejections\n10.0.0.1,1\n", Command.Run(["insights", "--name",
            Name, "--output", "csv"], "srcaddr action\n10.0.0.1 REJECT\n").Output);
    }
}
