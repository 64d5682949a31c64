using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Cli.Tests;

/// <summary>Activity logs as inputs of <c>insights</c>, <c>query</c> and <c>match</c>, recognized by content.</summary>
public sealed class ActivityTests : IDisposable
{
    const string Owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    // As AWS documents it.
    internal const string Documented = """
        {"Records": [{"eventVersion": "1.0", "userIdentity": {"type": "IAMUser", "principalId": "EX_PRINCIPAL_ID",
        "arn": "arn:aws:iam::123456789012:user/Alice",
        "accessKeyId": "EXAMPLE_KEY_ID", "accountId": "123456789012", "userName": "Alice"}, "eventTime": "2014-03-06T21:22:54Z",
          "eventSource": "ec2.amazonaws.com",
        "eventName": "StartInstances", "awsRegion": "us-east-2", "sourceIPAddress": "205.251.233.176", "userAgent": "ec2-api-tools 1.6.12.2",
        "requestParameters": {"instancesSet": {"items": [{"instanceId": "i-ebeaf9e2"}]}},
          "responseElements": {"instancesSet": {"items": [{"instanceId": "i-ebeaf9e2",
        "currentState": {"code": 0, "name": "pending"}, "previousState": {"code": 80, "name": "stopped"}}]}}}]}
        """;

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    string Trail() => samples.Gzip("123456789012_CloudTrail_us-east-2_20140306T2125Z_a.json.gz", Documented.Split('\n'));

    string Requests(params string[] agents) => samples.Text("2019-02-06-00-00-00-1", [.. agents.Select((agent, index) =>
        $"{Owner} b [06/Feb/2019:00:0{index}:38 +0000] 192.0.2.{index} - R{index} REST.GET.OBJECT k \"GET /b/k "
            + $"HTTP/1.1\" {(index == 0 ? "200 -" : "403 AccessDenied")} 113 - 7 - \"-\" \"{agent}\" -")]);

    [Fact]
    public void Insights_reads_the_records_of_a_trail_with_their_paths_and_times()
    {
        var run = Command.Run(["insights", "--output", "csv", "--query", "fields @timestamp, eventName, userIdentity.userName, "
            + "requestParameters.instancesSet.items.0.instanceId", Trail()]);
        Assert.Equal((0, "", "@timestamp,eventName,userIdentity.userName,requestParameters.instancesSet.items.0.instanceId\n2014-03-06 "
            + "21:22:54.000,StartInstances,Alice,i-ebeaf9e2\n"),
            (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public void Insights_counts_requests_that_hide_behind_a_quote()
    {
        var run = Command.Run(["insights", "--output", "csv", "--query", "filter httpstatus >= 400 | stats count(*) as n by bucket_name, errorcode, bin(1h)",
            Requests("a", "b\"c", "d\" e")]);
        Assert.Equal((0, "", "bucket_name,errorcode,bin(1h),n\nb,AccessDenied,2019-02-06 00:00:00.000,2\n"), (run.ExitCode, run.Errors, run.Output));
    }

    [Fact]
    public void Match_tests_json_patterns_on_both_and_text_patterns_on_lines()
    {
        var trail = Command.Run(["match", "--pattern", "{ $.eventName = StartInstances && $.userIdentity.type = IAMUser }", Trail()]);
        Assert.Equal((0, "", 1), (trail.ExitCode, trail.Errors, trail.Lines.Length));
        var file = Requests("a", "b\"c");
        var requests = Command.Run(["match", "--pattern", "{ $.httpstatus = 403 && $.requester IS NULL }", file]);
        Assert.Equal((0, "", 2), (requests.ExitCode, requests.Errors, JsonDocument.Parse(Assert.Single(requests.Lines)).RootElement.GetProperty("eventNumber")
            .GetInt32()));
        Assert.Single(Command.Run(["match", "--pattern", "AccessDenied", file]).Lines);
    }

    [Fact]
    public void Query_reads_both_beside_flow_logs_as_the_tables_of_Athena()
    {
        var run = Command.Run(["query", "--output", "csv", "--sql", """
            SELECT (SELECT count(*) FROM flow_logs) AS flows, t.useridentity.username AS who,
              json_extract_scalar(t.requestparameters, '$.instancesSet.items[0].instanceId') AS instance,
              from_iso8601_timestamp(t.eventtime) AS at, t.log_time, t.log_account, t.errorcode IS NULL AS succeeded,
              (SELECT count(*) FROM s3_access_logs WHERE httpstatus = '403' AND log_bucket = 'b') AS denied
            FROM cloudtrail AS t
            """, Trail(), Requests("a", "b\"c"), samples.Text("flows.log", Samples.Header, Samples.Accepted)]);
        Assert.Equal((0, "flows,who,instance,at,log_time,log_account,succeeded,denied\n1,Alice,i-ebeaf9e2,2014-03-06 21:22:54.000 UTC,2014/03/06,,true,1\n"),
            (run.ExitCode, run.Output));
    }

    [Fact]
    public void Queries_of_the_catalog_read_files_by_name()
    {
        var who = Command.Run(["query", "calls-by-service", "--output", "csv", Trail()]);
        Assert.Equal((0, "eventsource,kind,calls,failed\nec2.amazonaws.com,change,1,0\n"), (who.ExitCode, who.Output));
        var errors = Command.Run(["query", "request-errors", "--output", "csv", Requests("a", "b\"c", "d\" e")]);
        Assert.Equal((0, "bucket_name,httpstatus,errorcode,operation,requests,addresses\nb,403,AccessDenied,REST.GET.OBJECT,2,2\n"),
            (errors.ExitCode, errors.Output));
        var insights = Command.Run(["insights", "--name", "calls-by-service", "--output", "csv", Trail()]);
        Assert.Equal((0, ""), (insights.ExitCode, insights.Errors));
        Assert.Contains("ec2.amazonaws.com", insights.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_are_listed_shown_and_named_when_a_log_is_missing()
    {
        var listed = Command.Run(["query", "--list", "--activity", "--output", "csv"]).Lines[1..].Select(line => line.Split(',')[0]).ToList();
        Assert.Equal(ActivityQuestions.All.Length, listed.Count);
        Assert.Contains("security-group-changes-and-rejects", listed);
        Assert.Contains("FROM \"trail\"", Command.Run(["query", "root-use", "--show", "--activity-table", "trail"]).Output, StringComparison.Ordinal);
        Assert.Contains("filter", Command.Run(["insights", "--show", "root-use"]).Output, StringComparison.Ordinal);
        Assert.Contains("RootUse", Command.Run(["insights", "--list", "--activity"]).Output, StringComparison.Ordinal);
        var run = Command.Run(["query", "root-use", Requests("a")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("The input has no record of the table 'cloudtrail'. Add files of CloudTrail.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_lines_among_them_are_reported_and_the_rest_is_read()
    {
        var file = Requests("a");
        File.AppendAllText(file, "\nnonsense\n");
        string[][] commands = [["insights", "--query", "stats count(*)", file], ["query", "--sql", "SELECT count(*) FROM s3_access_logs", file],
            ["match", "--pattern", "{ $.httpstatus = 200 }", file]];
        foreach (var run in commands.Select(command => Command.Run(command)))
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(":3: it is not a record of an S3 server access log: 'nonsense", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_trail_that_is_cut_short_is_reported_as_JSON()
    {
        var file = samples.Text("cut.json", Documented[..Documented.LastIndexOf("]}", StringComparison.Ordinal)]);
        string[][] commands = [["insights", "--query", "stats count(*)", file], ["match", "--pattern", "{ $.eventName = StartInstances }", file]];
        foreach (var run in commands.Select(command => Command.Run(command)))
        {
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("cut.json:2: the JSON is cut short, malformed or too long: ", run.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Insights_refuses_flow_logs_beside_activity()
    {
        var run = Command.Run(["insights", "--query", "stats count(*)", Trail(), samples.Text("flows.log", Samples.Header, Samples.Accepted)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Query the inputs of each kind separately.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parse")]
    [InlineData("insights", "--events", "records", "--query", "stats count(*)")]
    public void Verbs_for_flow_logs_name_the_verbs_that_read_activity(params string[] command)
    {
        foreach (var file in new[] { Trail(), Requests("a") })
        {
            var run = Command.Run([.. command, file]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("Read it with 'flowlogs insights', 'query' or 'match'", run.Errors, StringComparison.Ordinal);
        }
    }
}
