using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>Files of CloudTrail and S3 access logs as events.</summary>
public sealed class ActivityFileTests
{
    const string Login =
        """{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","userName":"a}\"{"},"eventTime":"2026-01-05T09:00:00Z","eventSource":"signin.amazonaws."""
            + """com","eventName":"ConsoleLogin","eventID":"1"}""";
    const string Call = """{"eventVersion":"1.11","eventTime":"2026-01-05T09:00:30Z","eventSource":"ec2.amazonaws."""
        + """com","eventName":"DescribeVpcs","requestParameters":{"text":"[]{}"}}""";
    const string Request = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - R REST.GET.OBJECT k "
        + "\"GET /b/k HTTP/1.1\" 403 AccessDenied 113 - 7 - \"-\" \"a\"b\" -";

    static string File(params string[] records) => $"{{\"Records\":[{string.Join(',', records)}]}}";

    static List<string> Events(string text, bool json = true, int atATime = int.MaxValue) => Events(Encoding.UTF8.GetBytes(text), json, atATime);

    static List<string> Events(byte[] bytes, bool json = true, int atATime = int.MaxValue)
    {
        using var reader = new LogEventReader(new Trickle(bytes, atATime), "test", json);
        var events = new List<string>();
        while (reader.Read())
        {
            var time = reader.Origin.Timestamp is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at)
                .ToString("HH:mm:ss ", System.Globalization.CultureInfo.InvariantCulture) : "";
            events.Add($"{(reader.IsMalformed ? "!" : "")}{time}{Encoding.UTF8.GetString(reader.Message)}");
        }

        return events;
    }

    static byte[] Gzip(string text)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_record_of_a_file_of_CloudTrail_is_an_event_at_the_time_of_its_call(bool json)
    {
        string[] expected = ["09:00:00 " + Login, "09:00:30 " + Call];
        Assert.Equal(expected, Events(File(Login, Call), json));
        Assert.Equal(expected, Events(File(Login, Call), json, atATime: 1));
        Assert.Equal(expected, Events(Gzip(File(Login, Call)), json));
        Assert.Equal([.. expected, .. expected], Events(File(Login, Call) + "\n" + File(Login, Call), json));
        Assert.Equal([.. expected, .. expected], Events([.. Gzip(File(Login, Call)), .. Gzip(File(Login, Call))], json));
        Assert.Equal(expected, Events("\uFEFF\n {\r\n \"Records\" : [\r\n" + Login + " ,\n" + Call + "\n]\n}\n", json));
    }

    [Fact]
    public void A_record_over_several_lines_is_one_event()
    {
        var file = "{\"Records\":[\n" + Call.Replace(",\"", ",\n  \"", StringComparison.Ordinal) + "\n]}";
        Assert.Equal(["09:00:30 " + Call.Replace(",\"", ",   \"", StringComparison.Ordinal)], Events(file));
    }

    [Fact]
    public void A_large_file_is_read_block_by_block()
    {
        var padding = Call.Replace("[]{}", new string('x', 1500), StringComparison.Ordinal);
        var file = File([.. Enumerable.Repeat(padding, 2000)]);
        Assert.Equal(Enumerable.Repeat("09:00:30 " + padding, 2000), Events(Gzip(file)));
    }

    [Fact]
    public void An_empty_file_has_no_events() => Assert.Empty(Events("{\"Records\":[]}"));

    [Theory]
    [InlineData("{\"Records\":[" + Login + ",{\"eventVersion\":\"1.08\"", 1)]
    [InlineData("{\"Records\":[" + Login + ",", 1)]
    [InlineData("{\"Records\":[" + Login + ",nonsense]}", 1)]
    public void A_truncated_file_keeps_its_whole_records_and_reports_the_rest(string text, int whole)
    {
        var events = Events(text);
        Assert.Equal("09:00:00 " + Login, events[0]);
        Assert.Equal(whole + 1, events.Count);
        Assert.StartsWith("!", events[^1]);
    }

    [Theory]
    [InlineData("""{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1","eventTime":"1970-01-01T00:00:"""
        + """00.000Z","eventName":"ObjectCreated:Put"}]}""")]
    [InlineData("""{"Records":[{"messageId":"1","body":"x","eventSource":"aws:sqs"}]}""")]
    [InlineData("""{"Records":5}""")]
    public void Other_events_with_a_list_of_that_name_stay_one_event(string text) => Assert.Equal([text], Events(text));

    [Fact]
    public void Lines_of_an_access_log_are_objects_at_the_time_of_the_request_or_text()
    {
        var expected = "00:00:38 {\"bucketowner\":\"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be\",\"bucket_name\":\"b\"";
        foreach (var events in new[] { Events(Request + "\r\n\n" + Request), Events(Request + "\n" + Request, atATime: 1),
            Events(Gzip(Request + "\n" + Request + "\n")) })
        {
            Assert.Equal(2, events.Count);
            Assert.All(events, found => Assert.StartsWith(expected, found));
            Assert.All(events, found => Assert.Contains("\"useragent\":\"a\\u0022b\"", found));
        }

        Assert.Equal([Request], Events(Request, json: false));
        Assert.Equal("!nonsense", Events(Request + "\nnonsense")[1]);
        Assert.Equal("!nonsense", Events(Request + "\nnonsense\n" + Request)[1]);
    }

    sealed class Trickle(byte[] bytes, int atATime) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atATime));
    }
}
