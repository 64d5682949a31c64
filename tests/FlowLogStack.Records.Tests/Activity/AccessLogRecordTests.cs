using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records.Tests;

/// <summary>Records of S3 server access logs, among them lines for which AWS's own expression returns nothing.</summary>
public sealed class AccessLogRecordTests
{
    const string Owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    const string HostId = "s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234=";

    // As AWS documents it.
    const string Documented = Owner + " amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 " + Owner
        + " 3E57427F3EXAMPLE REST.GET.VERSIONING - \"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1\" 200 - 113 - 7 - \"-\" \"S3Console/0.4\" - " + HostId
        + " SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 "
        + "arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes us-east-1";

    static string Line(string uri = "GET /b/k HTTP/1.1", string referrer = "-", string agent = "curl/8", string status = "200", string tail = "") =>
        $"{Owner} b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - 3E57427F3EXAMPLE REST.GET.OBJECT k \"{uri}\" {status} - 113 - 7 - \"{referrer}\" "
            + $"\"{agent}\" {(tail.Length > 0 ? tail : $"- {HostId} SigV4 c AuthHeader e TLSV1.2 - Yes us-east-1")}";

    static AccessLogRecord Read(string line)
    {
        Assert.True(AccessLogRecord.TryParse(line, out var record), line);
        return record!;
    }

    [Fact]
    public void Every_field_of_the_documented_line_is_read()
    {
        string[] expected =
        [
            Owner, "amzn-s3-demo-bucket1", "06/Feb/2019:00:00:38 +0000", "192.0.2.3", Owner, "3E57427F3EXAMPLE", "REST.GET.VERSIONING", "-",
            "\"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1\"", "200", "-", "113", "-", "7", "-", "\"-\"", "\"S3Console/0.4\"", "-", HostId, "SigV4",
            "ECDHE-RSA-AES128-GCM-SHA256", "AuthHeader", "amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com", "TLSV1.2",
            "arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP", "Yes", "us-east-1",
        ];
        var record = Read(Documented);
        Assert.Equal(expected, AccessLogFormat.Fields.Select(field => record[field.Column]));
        Assert.Equal(new DateTimeOffset(2019, 2, 6, 0, 0, 38, TimeSpan.Zero), record.Time);
    }

    [Theory]
    [InlineData("Mo\"zilla 5")]
    [InlineData("\"")]
    [InlineData("a\" b")]
    [InlineData("a\" b c")]
    [InlineData("a\" \"b\" \"c")]
    [InlineData("x\" - h SigV4 c AuthHeader e \"")]
    [InlineData("\" 200 - 1 2 3 4 \"")]
    public void A_user_agent_with_quotes_hides_nothing_of_its_request(string agent)
    {
        var record = Read(Line(agent: agent));
        Assert.Equal(("b", "192.0.2.3", "-", "REST.GET.OBJECT", "k", "200"),
            (record["bucket_name"], record["remoteip"], record["requester"], record["operation"], record["key"], record["httpstatus"]));
        Assert.Equal($"\"-\" \"{agent}\"", $"{record["referrer"]} {record["useragent"]}");
        Assert.Equal((HostId, "TLSV1.2", "us-east-1"), (record["hostid"], record["tlsversion"], record["sourceregion"]));
    }

    [Theory]
    [InlineData("GET /b/k?x=\"y\" HTTP/1.1", "-")]
    [InlineData("GET /b/k?\" HTTP/1.1", "http://example.com/\"x")]
    [InlineData("GET /\" \" HTTP/1.1", "-")]
    public void Quotes_in_the_URI_and_the_referrer_end_nothing(string uri, string referrer)
    {
        var record = Read(Line(uri, referrer));
        Assert.Equal(($"\"{uri}\"", $"\"{referrer}\"", "200", "\"curl/8\""),
            (record["request_uri"], record["referrer"], record["httpstatus"], record["useragent"]));
    }

    [Theory]
    [InlineData("-", 18)]
    [InlineData("- h", 19)]
    [InlineData("- h SigV4 c AuthHeader e TLSV1.2", 24)]
    [InlineData("- h SigV4 c AuthHeader e TLSV1.2 - Yes us-east-1", 27)]
    [InlineData("- h SigV4 c AuthHeader e TLSV1.2 - Yes us-east-1 new", 27)]
    [InlineData("- h SigV4 c AuthHeader e TLSV1.2 - Yes us-east-1 new \"and quoted\" more", 27)]
    public void Lines_of_every_length_since_the_first_version_are_read(string tail, int fields)
    {
        var record = Read(Line(tail: tail));
        Assert.Equal(fields, AccessLogFormat.Fields.Count(field => record[field.Column] is not null));
        Assert.Equal("\"curl/8\"", record["useragent"]);
    }

    [Fact]
    public void A_record_of_a_lifecycle_rule_has_no_URI_status_and_agent()
    {
        var record = Read($"{Owner} b [06/Feb/2019:00:00:38 +0000] - AmazonS3 3E57427F3EXAMPLE S3.EXPIRE.OBJECT k - - - - 113 - - - - - {HostId} - - "
            + "- - - - - -");
        Assert.Equal(("S3.EXPIRE.OBJECT", "-", "-", "113"), (record["operation"], record["httpstatus"], record["useragent"], record["objectsize"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 123456789010 eni-1 10.0.0.1 10.0.0.2 1 2 6 1 1 1 2 ACCEPT OK")]
    [InlineData("127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /index.html HTTP/1.0\" 200 5324")]
    [InlineData("o b [99/Feb/2019:00:00:38 +0000] 1 - r O k \"u\" 200 - 1 - 7 - \"-\" \"a\" -")]
    public void Other_text_is_not_a_record(string line) => Assert.False(AccessLogRecord.TryParse(line, out _));

    [Fact]
    public void Json_has_numbers_and_null_for_absent_values()
    {
        var json = JsonDocument.Parse(Read(Documented).ToJson()).RootElement;
        Assert.Equal((200, 113), (json.GetProperty("httpstatus").GetInt32(), json.GetProperty("bytessent").GetInt32()));
        Assert.Equal("S3Console/0.4", json.GetProperty("useragent").GetString());
        Assert.All(["key", "errorcode", "objectsize", "referrer"], name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
    }

    [Fact]
    public void The_expression_has_a_group_for_each_column_and_reads_the_same_in_a_backtracking_engine()
    {
        var pattern = new Regex(AccessLogFormat.Pattern);
        Assert.Equal(AccessLogFormat.Fields.Length + 1, pattern.GetGroupNumbers().Length);
        string[] lines = [Documented, Line(agent: "a\" b c"), Line(uri: "GET /\"x\" HTTP/1.1"), Line(tail: "-"),
            Line(tail: "- h SigV4 c AuthHeader e TLSV1.2 - Yes r new")];
        foreach (var line in lines)
        {
            var match = pattern.Match(line);
            var record = Read(line);
            Assert.Equal(AccessLogFormat.Fields.Select(field => record[field.Column]),
                Enumerable.Range(1, AccessLogFormat.Fields.Length).Select(group => match.Groups[group].Success ? match.Groups[group].Value : null));
        }
    }

    [Fact]
    public void A_line_of_a_megabyte_of_quotes_takes_no_time()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        AccessLogRecord.TryParse(Line(agent: string.Concat(Enumerable.Repeat("\" ", 200_000)), tail: "x\""), out _);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }
}
