using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.App.Tests;

/// <summary>The records that the default stack's alarm counts, evaluated with the pattern of the synthesized template.</summary>
public sealed class LabPatternTests : AppTests
{
    static LogPattern Pattern(string settings) =>
        LogPattern.Parse((string)Template(settings).Only("AWS::Logs::MetricFilter")["FilterPattern"]!);

    static bool Counts(LogPattern pattern, string record) => pattern.IsMatch(Encoding.UTF8.GetBytes(record));

    [Fact]
    public void Counts_rejected_ssh_and_nothing_else()
    {
        var pattern = Pattern("{}");
        Assert.True(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 49761 22 6 20 4249 1418530010 1418530070 REJECT OK"));
        Assert.True(Counts(pattern, "2 unknown eni-1235b8ca123456789 2001:db8::1 2001:db8::2 49761 22 6 1 40 1418530010 1418530070 REJECT OK"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 22 49761 6 20 4249 1418530010 1418530070 REJECT OK"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 22 17 20 4249 1418530010 1418530070 REJECT OK"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA"));
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - SKIPDATA"));
    }

    [Fact]
    public void Counts_the_same_in_a_format_of_another_order()
    {
        var pattern = Pattern("""{ "format": "${action} ${dstport} ${srcaddr} ${protocol} ${start}" }""");
        Assert.True(Counts(pattern, "REJECT 22 203.0.113.12 6 1418530010"));
        Assert.False(Counts(pattern, "REJECT 2222 203.0.113.12 6 1418530010"));
        // A record of another format doesn't match.
        Assert.False(Counts(pattern, "2 123456789010 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 49761 22 6 20 4249 1418530010 1418530070 REJECT OK"));
    }
}
