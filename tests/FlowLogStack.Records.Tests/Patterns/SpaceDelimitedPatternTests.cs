namespace FlowLogStack.Records.Tests;

public sealed class SpaceDelimitedPatternTests
{
    const string Default = "version, accountid, interfaceid, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, logstatus";
    const string SshReject = "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.16.139 49761 22 6 20 4249 1418530010 1418530070 REJECT OK";
    const string NoData = "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA";
    const string Apache404 = "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";
    const string Apache200 = "127.0.0.1 - frank [10/Oct/2000:13:35:22 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 5324";
    const string Get = "INFO 09/25/2014 12:00:00 GET /service/resource/67 1200";
    const string Post = "INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310";
    const string Warning = "WARNING 09/25/2014 12:00:02 Invalid user request";
    const string Failure = "ERROR 09/25/2014 12:00:02 Failed to process request";

    // What AWS's pages on filter patterns, TestMetricFilter and flow logs print.
    [Theory]
    [InlineData("[ip, identity, user_id, timestamp, request, status_code, size]", Apache404,
        "$ip=127.0.0.1|$identity=-|$user_id=frank|$timestamp=10/Oct/2000:13:25:15 -0700|$request=GET /index.html HTTP/1.0|$status_code=404|$size=1534")]
    [InlineData("[..., size]", Apache404, "$1=127.0.0.1|$2=-|$3=frank|$4=10/Oct/2000:13:25:15 -0700|$5=GET /index.html HTTP/1.0|$6=404|$size=1534")]
    [InlineData("[]", Apache404, "$1=127.0.0.1|$2=-|$3=frank|$4=10/Oct/2000:13:25:15 -0700|$5=GET /index.html HTTP/1.0|$6=404|$7=1534")]
    [InlineData("[..., status_code=200, size]", Apache200,
        "$1=127.0.0.1|$2=-|$3=frank|$4=10/Oct/2000:13:35:22 -0700|$5=GET /apache_pb.gif HTTP/1.0|$status_code=200|$size=5324")]
    [InlineData("[..., status_code=200, size]", Apache404, null)]
    [InlineData("[..., request=*.html*, status_code=4*,]", Apache404,
        "$1=127.0.0.1|$2=-|$3=frank|$4=10/Oct/2000:13:25:15 -0700|$request=GET /index.html HTTP/1.0|$status_code=404|$7=1534")]
    [InlineData("[..., request=*.html*, status_code=4*,]", Apache200, null)]
    [InlineData("[ip, user, ..., status_code, bytes]", Apache404,
        "$ip=127.0.0.1|$user=-|$3=frank|$4=10/Oct/2000:13:25:15 -0700|$5=GET /index.html HTTP/1.0|$status_code=404|$bytes=1534")]
    [InlineData("[ip, user, ...]", "a b", "$ip=a|$user=b")]
    [InlineData("[ip=%127\\.0\\.0\\.[1-9]%, ...]", "127.0.0.9 x", "$ip=127.0.0.9|$2=x")]
    [InlineData("[ip=%127\\.0\\.0\\.[1-9]%, ...]", "127.0.1.9 x", null)]
    public void Extracts_what_the_service_documents(string pattern, string message, string? expected) =>
        Assert.Equal(expected, Matching.Values(pattern, message));

    [Theory]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 1000]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request, status_code, bytes > 1534]", Apache404, false)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 200, bytes]", Apache200, true)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 4*, bytes]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 4* && status_code != 403, bytes]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request, status_code = 4* && status_code != 404, bytes]", Apache404, false)]
    [InlineData("[ip=%127\\.0\\.0\\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]", Apache404, true)]
    [InlineData("[..., request =*.html*, status_code = 4*, bytes]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request =*.html*, status_code = 404 || status_code = 410, bytes]", Apache404, true)]
    [InlineData("[ip, user, username, timestamp, request =*.html*, status_code = 403 || status_code = 410, bytes]", Apache404, false)]
    [InlineData("[w1=ERROR, w2]", Failure, true)]
    [InlineData("[w1=ERROR, w2]", Warning, false)]
    [InlineData("[w1=ERROR || w1=WARNING, w2]", Failure, true)]
    [InlineData("[w1=ERROR || w1=WARNING, w2]", Warning, true)]
    [InlineData("[w1=ERROR || w1=WARNING, w2]", Get, false)]
    [InlineData("[w1!=ERROR && w1!=WARNING, w2]", Get, true)]
    [InlineData("[w1!=ERROR && w1!=WARNING, w2]", Failure, false)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", Get, true)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]", Post, false)]
    [InlineData("[logLevel, date, time, method, url=%/service/resource/[0-9]+/part/[0-9]+$%, response_time]", Post, true)]
    [InlineData("[version, accountid, interfaceid, srcaddr=172.31.9.*, dstaddr, srcport, dstport, protocol, packets, bytes>=400, start, end, "
        + "action=REJECT, logstatus]", SshReject, true)]
    [InlineData("[version, accountid, interfaceid, srcaddr=10.0.2.*, dstaddr, srcport, dstport, protocol, packets, bytes>=400, start, end, "
        + "action=REJECT, logstatus]", SshReject, false)]
    [InlineData("[version, account, eni, source, destination, srcport, destport=\"22\", protocol=\"6\", packets, bytes, windowstart, windowend, "
        + "action=\"REJECT\", flowlogstatus]", SshReject, true)]
    [InlineData("[version, account, eni, source, destination, srcport, destport=\"22\", protocol=\"6\", packets, bytes, windowstart, windowend, "
        + "action=\"REJECT\", flowlogstatus]", NoData, false)]
    public void Selects_what_the_service_documents(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Theory]
    [InlineData("[" + Default + "]", SshReject, true)]
    [InlineData("[" + Default + "]", NoData, true)]
    [InlineData("[" + Default + "]", SshReject + " extra", true)]
    [InlineData("[" + Default + ", more]", SshReject, false)]
    [InlineData("[a, b]", "x", false)]
    [InlineData("[a, b]", "x y", true)]
    [InlineData("[a, b]", "x y z", true)]
    [InlineData("[a]", "", false)]
    [InlineData("[a]", "   ", false)]
    [InlineData("[]", "", true)]
    [InlineData("[ ]", "a b c", true)]
    [InlineData("[...]", "", true)]
    [InlineData("[...]", "a b c", true)]
    [InlineData("[a, ..., b]", "x", false)]
    [InlineData("[a, ..., b]", "x y", true)]
    [InlineData("[a, ..., b]", "x y z", true)]
    [InlineData("[,]", "x y", true)]
    [InlineData("[,]", "x", false)]
    [InlineData("[w1=ERROR, w2]", "ERROR", false)]
    [InlineData("[w1=ERROR, w2=a]", "ERROR a b", false)]
    [InlineData("[w1=ERROR, w2=a]", "ERROR a", true)]
    [InlineData("[w1=ERROR, w3]", "ERROR a b", true)]
    [InlineData("[w1=ERROR]", "ERROR a", false)]
    [InlineData("[a, , ..., b]", "x y", true)]
    [InlineData("[a, , ...]", "x", true)]
    [InlineData("[..., , a]", "x", true)]
    [InlineData("[..., a, ]", "x", false)]
    [InlineData("[..., a, ]", "x y", true)]
    public void Counts_fields(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Theory]
    [InlineData("[w1=ERROR, w2]", Failure, "$w1=ERROR|$w2=09/25/2014 12:00:02 Failed to process request")]
    [InlineData("[w1, w2, w3]", "a \"b c\" [d e] f ", "$w1=a|$w2=b c|$w3=[d e] f")]
    [InlineData("[a,,b]", "1 2 3", "$a=1|$2=2|$b=3")]
    [InlineData("[,]", "x y", "$1=x|$2=y")]
    [InlineData("[...,]", "x y", "$1=x|$2=y")]
    [InlineData("[a, ..., b]", "x y", "$a=x|$b=y")]
    [InlineData("[...]", "x y", "$1=x|$2=y")]
    [InlineData("[log-status, under_score, A1, 1st]", "a b c d", "$log-status=a|$under_score=b|$A1=c|$1st=d")]
    [InlineData(" [ a ,b ] ", "1 2", "$a=1|$b=2")]
    [InlineData("[a, b]", "é ü", "$a=é|$b=ü")]
    public void Names_what_it_extracts(string pattern, string message, string? expected) => Assert.Equal(expected, Matching.Values(pattern, message));

    [Theory]
    [InlineData("[a, b]", "\"x y\" z", "$a=x y|$b=z")]
    [InlineData("[a, b]", "[x y] z", "$a=x y|$b=z")]
    [InlineData("[a, b]", "\"\" []", "$a=|$b=")]
    [InlineData("[a, b]", "\"say \\\"hi\\\" now\" z", "$a=say \\\"hi\\\" now|$b=z")]
    [InlineData("[a, b]", "\"x y z", "$a=\"x|$b=y z")]
    [InlineData("[a, b, c]", "\"x y z", "$a=\"x|$b=y|$c=z")]
    [InlineData("[a, b, c]", "[x y z", "$a=[x|$b=y|$c=z")]
    [InlineData("[a, b]", "[ERROR]: x", "$a=[ERROR]:|$b=x")]
    [InlineData("[a, b]", "\"x y\"z w", "$a=\"x|$b=y\"z w")]
    [InlineData("[a, b]", "k=\"x y\"", "$a=k=\"x|$b=y\"")]
    [InlineData("[a, b]", "  x   y  ", "$a=x|$b=y")]
    [InlineData("[a, b]", "x\ty\t", "$a=x|$b=y")]
    [InlineData("[a, b]", "[x [y] z", "$a=x [y|$b=z")]
    [InlineData("[a, b]", "] \"", "$a=]|$b=\"")]
    public void Keeps_quoted_and_bracketed_fields_together(string pattern, string message, string? expected) =>
        Assert.Equal(expected, Matching.Values(pattern, message));

    [Theory]
    [InlineData("[a=10]", "10", true)]
    [InlineData("[a=10]", "10.0", true)]
    [InlineData("[a=10]", "010", true)]
    [InlineData("[a=10]", "1e1", true)]
    [InlineData("[a=10]", "+10", true)]
    [InlineData("[a=10]", "ten", false)]
    [InlineData("[a=10]", "10x", false)]
    [InlineData("[a=10]", "-", false)]
    [InlineData("[a=\"10\"]", "10", true)]
    [InlineData("[a=\"10\"]", "10.0", false)]
    [InlineData("[a!=\"10\"]", "10.0", true)]
    [InlineData("[a=1e3]", "1000", true)]
    [InlineData("[a=-5]", "-5", true)]
    [InlineData("[a=-5]", "5", false)]
    [InlineData("[a!=6]", "17", true)]
    [InlineData("[a!=6]", "6", false)]
    [InlineData("[a!=6]", "-", true)]
    [InlineData("[a!=6 && a!=\"-\"]", "-", false)]
    [InlineData("[a!=6 && a!=\"-\"]", "17", true)]
    [InlineData("[a<10]", "9.99", true)]
    [InlineData("[a<10]", "10", false)]
    [InlineData("[a<10]", "-", false)]
    [InlineData("[a<=10]", "10", true)]
    [InlineData("[a<=10]", "11", false)]
    [InlineData("[a>10]", "11", true)]
    [InlineData("[a>10]", "10", false)]
    [InlineData("[a>10]", "abc", false)]
    [InlineData("[a>=\"400\"]", "400", true)]
    [InlineData("[a>=\"400\"]", "399", false)]
    [InlineData("[a>-1]", "0", true)]
    [InlineData("[a>0.5]", ".75", true)]
    [InlineData("[a>0.5]", "5.", true)]
    [InlineData("[a>=9223372036854775807]", "9223372036854775807", true)]
    [InlineData("[a=123456789012345678]", "123456789012345679", false)]
    [InlineData("[a=0]", "NaN", false)]
    [InlineData("[a>0]", "Infinity", false)]
    [InlineData("[a=1]", "0x1", false)]
    public void Compares_numbers(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    [Theory]
    [InlineData("[a=REJECT]", "REJECT", true)]
    [InlineData("[a=REJECT]", "reject", false)]
    [InlineData("[a=REJECT]", "REJECTED", false)]
    [InlineData("[a=\"two words\"]", "\"two words\"", true)]
    [InlineData("[a=\"say \\\"x\\\"\"]", "say", false)]
    [InlineData("[a=\"\"]", "\"\"", true)]
    [InlineData("[a!=\"\"]", "\"\"", false)]
    [InlineData("[a=*]", "-", true)]
    [InlineData("[a=10.0.2.*]", "10.0.2.7", true)]
    [InlineData("[a=10.0.2.*]", "10.0.20.7", false)]
    [InlineData("[a=\"2001:db8::*\"]", "2001:db8::1", true)]
    [InlineData("[a=*.7]", "10.0.2.7", true)]
    [InlineData("[a=10.*.7]", "10.0.2.7", true)]
    [InlineData("[a=10.*.8]", "10.0.2.7", false)]
    [InlineData("[a=ab*ba]", "aba", false)]
    [InlineData("[a=ab*ba]", "abba", true)]
    [InlineData("[a=*a*b*]", "xbaxb", true)]
    [InlineData("[a=*a*b*]", "xba", false)]
    [InlineData("[a=**]", "x", true)]
    [InlineData("[a!=4*]", "500", true)]
    [InlineData("[a!=4*]", "404", false)]
    [InlineData("[a=%^4[0-9]{2}$%]", "404", true)]
    [InlineData("[a!=%^4%]", "404", false)]
    [InlineData("[a!=%^4%]", "200", true)]
    [InlineData("[a=1 || a=2 && a=3]", "1", true)]
    [InlineData("[a=1&&a=2||a=3]", "3", true)]
    [InlineData("[a=1 || a=2 && a=3]", "3", false)]
    [InlineData("[a>1 && a<5 && a!=3]", "4", true)]
    [InlineData("[a>1 && a<5 && a!=3]", "3", false)]
    [InlineData("[a=-]", "-", true)]
    public void Compares_text(string pattern, string message, bool expected) => Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rule 14: runs of blanks and tabs separate; quotes and brackets keep a field together only when a separator or the end follows.</summary>
    [Theory]
    [InlineData("[a, b, c]", "x \t y\t\tz", "$a=x|$b=y|$c=z")]
    [InlineData("[a, b, c]", "[x y]  \"y z\" w", "$a=x y|$b=y z|$c=w")]
    [InlineData("[a, b, c]", "[x y], z", "$a=[x|$b=y],|$c=z")]
    [InlineData("[a, b, c]", "\"x y\", z", "$a=\"x|$b=y\",|$c=z")]
    [InlineData("[a, b, c]", "\"x y z", "$a=\"x|$b=y|$c=z")]
    [InlineData("[a, b]", "x\ry z", "$a=x\ry|$b=z")]
    [InlineData("[]", "[a [b [c]d e]", "$1=[a|$2=[b|$3=[c]d|$4=e]")]
    public void Separates_fields_at_blanks_and_tabs(string pattern, string message, string expected) =>
        Assert.Equal(expected, Matching.Values(pattern, message));

    /// <summary>Rule 15: without <c>...</c> an event needs at least as many fields, and the last one takes the rest of the line.</summary>
    [Theory]
    [InlineData("[a, b]", "x y  z", "$a=x|$b=y  z")]
    [InlineData("[a, b]", "x y\tz", "$a=x|$b=y\tz")]
    [InlineData("[a]", "x y z", "$a=x y z")]
    [InlineData("[a]", "  x y  ", "$a=x y")]
    [InlineData("[a, b, c]", "x y", null)]
    [InlineData("[a, ]", "x y z", "$a=x|$2=y z")]
    [InlineData("[a, b]", "x \"y z\" w", "$a=x|$b=\"y z\" w")]
    [InlineData("[a, b]", "x w \"y z\"", "$a=x|$b=w \"y z\"")]
    [InlineData("[a, b]", "\"x\"  [y z] [w]", "$a=x|$b=[y z] [w]")]
    public void Gives_the_rest_of_the_event_to_the_last_field(string pattern, string message, string? expected) =>
        Assert.Equal(expected, Matching.Values(pattern, message));

    /// <summary>Rule 16: a condition on the last field sees the whole rest, of one quoted or bracketed field without the marks.</summary>
    [Theory]
    [InlineData("[a, b=y]", "x y z", false)]
    [InlineData("[a, b=y]", "x y", true)]
    [InlineData("[a, b=\"y z\"]", "x y z", true)]
    [InlineData("[a, b=\"y  z\"]", "x y  z", true)]
    [InlineData("[a, b=y*]", "x y z", true)]
    [InlineData("[a, b=*z]", "x y z", true)]
    [InlineData("[a, b=%^y z$%]", "x y z", true)]
    [InlineData("[a, b!=y]", "x y z", true)]
    [InlineData("[a, b>1]", "x 7 8", false)]
    [InlineData("[a, b=7]", "x 7 8", false)]
    [InlineData("[a, b<9]", "x 7 8", false)]
    [InlineData("[a, b>1]", "x 7", true)]
    [InlineData("[a, b=\"y z\"]", "x \"y z\"", true)]
    [InlineData("[a, b=\"y z\"]", "x [y z]", true)]
    [InlineData("[a, b=y || b=\"y z\"]", "x y z", true)]
    [InlineData("[" + Default + "=OK]", SshReject, true)]
    [InlineData("[" + Default + "=OK]", SshReject + " vpc-1", false)]
    public void Tests_the_rest_of_the_event_as_a_whole(string pattern, string message, bool expected) =>
        Assert.Equal(expected, Matching.Selects(pattern, message));

    /// <summary>Rule 17: with <c>...</c> fields after it count from the end, and none takes more than one field.</summary>
    [Theory]
    [InlineData("[a, ..., y, z]", "1 2 3 4 5", "$a=1|$2=2|$3=3|$y=4|$z=5")]
    [InlineData("[a, b, ...]", "1 2 3 4", "$a=1|$b=2|$3=3|$4=4")]
    [InlineData("[..., z=5]", "1 2 5", "$1=1|$2=2|$z=5")]
    [InlineData("[a, , ..., z]", "1 2", "$a=1|$z=2")]
    [InlineData("[]", "1 \"2 3\"", "$1=1|$2=2 3")]
    public void Counts_fields_after_an_ellipsis_from_the_end(string pattern, string message, string expected) =>
        Assert.Equal(expected, Matching.Values(pattern, message));

    [Fact]
    public void Walks_brackets_that_are_never_a_field_in_linear_time()
    {
        var message = string.Concat(Enumerable.Repeat("[x ", 300_000)) + "]y";
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.True(Matching.Selects("[a=\"[x\", ..., z=]y]".Replace("]y]", "\"]y\"]", StringComparison.Ordinal), message));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(5), $"It took {started.Elapsed}.");
    }

    [Fact]
    public void Walks_over_more_fields_than_it_scans_at_once()
    {
        var message = string.Join(' ', Enumerable.Range(1, 70));
        Assert.True(Matching.Selects("[a=1, ..., y=69, z=70]", message));
        Assert.False(Matching.Selects("[a=1, ..., y=69, z=71]", message));
        Assert.EndsWith("|$69=69|$z=70", Matching.Values("[a=1, ..., z]", message));
    }
}
