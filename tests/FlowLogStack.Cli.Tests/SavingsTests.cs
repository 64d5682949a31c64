using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

/// <summary><c>flowlogs savings</c> and <c>flowlogs explain</c>.</summary>
public sealed class SavingsTests : IDisposable
{
    const string Traffic =
        "interface-id srcaddr dstaddr srcport dstport protocol bytes start end action traffic-path pkt-srcaddr pkt-dstaddr pkt-src-aws-service "
        + """
        pkt-dst-aws-service
        eni-a 10.0.1.5 52.216.1.1 40000 443 6 10737418240 1767225600 1767312000 ACCEPT 1 10.0.1.5 52.216.1.1 - S3
        """;

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Savings_are_rows_with_USD_a_month_and_a_change()
    {
        var log = samples.Text("a.log", Traffic);
        var run = Command.Run(["savings", "-o", "json", log]);
        Assert.Equal(0, run.ExitCode);
        var row = Assert.Single(JsonNode.Parse(run.Output)!.AsArray())!;
        Assert.Equal((13.69m, 304.17m, "s3-through-nat"), ((decimal)row["usd"]!, (decimal)row["gigabytes"]!, (string?)row["saving"]));
        Assert.Contains("13.69 USD a month at most, as in the 1 record from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z.", run.Errors,
            StringComparison.Ordinal);
        Assert.Contains("note: Public addresses are not judged without --describe", run.Errors, StringComparison.Ordinal);
        Assert.Equal(18.25m, (decimal)JsonNode.Parse(Command.Run(["savings", "-o", "json", "--prices",
            samples.Text("p.json", """{ "natGatewayGigabyte": 0.06 }"""), log]).Output)![0]!["usd"]!);
        Assert.StartsWith("USD a month  GB a month  saving", Command.Run(["savings", log]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nat-gateway must be an IP address, but is 'x'.", "savings", "--nat-gateway", "x", "a.log")]
    [InlineData("--ip-ranges nowhere.json: ", "savings", "--ip-ranges", "nowhere.json", "a.log")]
    [InlineData("--describe nowhere.json: ", "savings", "--describe", "nowhere.json", "a.log")]
    [InlineData("--top must be a whole number from 1 to 1,000, but is '0'.", "savings", "--top", "0", "a.log")]
    [InlineData("--changes is missing. Add --changes FILE.", "explain", "a.log")]
    [InlineData("--changes nowhere.json: ", "explain", "--changes", "nowhere.json", "a.log")]
    [InlineData("no event of CloudTrail changes the network", "explain", "--changes", "/dev/null", "a.log")]
    [InlineData("--window must be a length of time up to a day, but is 'x'.", "explain", "--changes", "CHANGES", "--window", "x", "a.log")]
    [InlineData("--window must be at least a minute, but is '0'.", "explain", "--changes", "CHANGES", "--window", "0", "a.log")]
    public void Says_what_is_wrong_with_an_argument(string message, params string[] arguments)
    {
        var run = Command.Run([.. arguments.Select(argument => argument == "CHANGES" ? samples.Text("changes.log", Changes) : argument)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    internal const string Changes =
        """2026-01-01T00:10:14.000Z {"detail":{"eventTime":"2026-01-01T00:10:13Z","eventName":"RevokeSecurityGroupIngress","userIdentity":{"arn":"arn:aws:"""
            + """iam::123456789012:user/alice"},"requestParameters":{"groupId":"sg-0a1","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443"""
            + ""","toPort":443,"ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]}}}}""";

    static IEnumerable<string> Outage => Enumerable.Range(0, 20).SelectMany(minute => Enumerable.Range(0, 5).Select(_ =>
        $"2 123456789012 eni-web 203.0.113.7 10.0.1.5 40000 443 6 10 "
            + $"840 {1767225600 + (minute * 60)} {1767225630 + (minute * 60)} {(minute <= 10 ? "ACCEPT" : "REJECT")} OK"));

    [Fact]
    public void Explain_is_one_timeline_of_changes_and_what_followed()
    {
        var log = samples.Text("a.log", [.. Outage]);
        var run = Command.Run(["explain", "--changes", samples.Gzip("changes.log.gz", Changes), "-o", "csv", log]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            """
            time,kind,subject,event,before,after
            2026-01-01T00:10:13Z,change,alice,revoked security group ingress tcp/443 with 0.0.0.0/0 of sg-0a1,,
            2026-01-01T00:11:00Z,traffic,eni-web,accepts tcp/443 from 203.0.113.7,5,0
            2026-01-01T00:11:00Z,traffic,eni-web,rejects tcp/443 from 203.0.113.7,0,5

            """,
            run.Output);
    }

    [Fact]
    public void Explain_counts_malformed_events_and_says_where_no_records_are()
    {
        var later = Changes.Replace("2026-01-01T00:10:13Z", "2026-03-01T00:10:13Z", StringComparison.Ordinal);
        var run = Command.Run(["explain", "--changes", samples.Text("changes.log", "no event", later), samples.Text("a.log", [.. Outage])]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("changes.log:1: it is not an event of CloudTrail", run.Errors, StringComparison.Ordinal);
        Assert.Contains("note: 1 of 1 changes has no records before and after it, so what followed is unknown.", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, Command.Run(["explain", "--changes", samples.Text("changes.log", Changes), samples.Text("empty.log", Samples.Header)]).ExitCode);
    }
}
