namespace FlowLogStack.Records.Tests;

/// <summary>The queries that AWS publishes for VPC flow logs, as they stand there.</summary>
public sealed class InsightsSampleTests
{
    [Theory]
    [InlineData("stats sum(packets) as packetsTransferred by srcAddr, dstAddr\n| sort packetsTransferred  desc\n| limit 15",
        "10.0.0.1, 10.0.0.3, 20; 10.0.0.1, 10.0.0.2, 10; 198.51.100.7, 10.0.0.2, 5; 2001:db8::1, 2001:db8::2, 4; 203.0.113.9, 10.0.0.2, 2; 203.0.113.9, "
            + "10.0.0.1, 1; -, -, (none)")]
    [InlineData("filter isIpv4InSubnet(srcAddr,\"10.0.0.0/24\") \n| stats sum(bytes) as bytesTransferred by dstAddr \n| sort bytesTransferred desc "
        + "\n| limit 15",
        "10.0.0.3, 3000; 10.0.0.2, 1000")]
    [InlineData("filter protocol=17 | stats count(*) by srcAddr", "198.51.100.7, 1")]
    [InlineData("filter logStatus=\"SKIPDATA\"\n    | stats count(*) by bin(1h) as t\n    | sort t", "2015-05-10 19:00:00.000, 1")]
    [InlineData("fields @timestamp, srcAddr, dstAddr, srcPort, dstPort, protocol, bytes \n| filter logStatus = \"OK\" | sort @timestamp desc \n| dedup "
        + "srcAddr,dstAddr,srcPort,dstPort,protocol \n| limit 2",
        "2015-05-10 18:05:30.000, 2001:db8::1, 2001:db8::2, 40002, 443, 6, 400; 2015-05-10 18:05:00.000, 198.51.100.7, 10.0.0.2, 53, 53, 17, 500")]
    [InlineData("filter (dstAddr like '10.0.0.2' and srcAddr like '203.0.') | stats sum(bytes) as bytesTransferred by srcAddr, dstAddr | sort "
        + "bytesTransferred desc | limit 10",
        "203.0.113.9, 10.0.0.2, 80")]
    [InlineData("filter (srcAddr like '10.0.0.1' and dstAddr not like '10.0.0.3') | stats sum(bytes) as bytesTransferred by srcAddr, dstAddr | sort "
        + "bytesTransferred desc | limit 10",
        "10.0.0.1, 10.0.0.2, 1000")]
    [InlineData("filter (dstAddr like '10.0.0.1' and srcAddr like '203.0.') or (srcAddr like '10.0.0.1' and dstAddr like '10.0.0.') | stats sum(bytes) as "
        + "bytesTransferred by srcAddr, dstAddr | sort bytesTransferred desc | limit 10",
        "10.0.0.1, 10.0.0.3, 3000; 10.0.0.1, 10.0.0.2, 1000; 203.0.113.9, 10.0.0.1, 40")]
    [InlineData("stats avg(bytes), min(bytes), max(bytes) by srcAddr, dstAddr | sort srcAddr | limit 3",
        "-, -, (none), -, -; 10.0.0.1, 10.0.0.2, 1000, 1000, 1000; 10.0.0.1, 10.0.0.3, 3000, 3000, 3000")]
    [InlineData("stats sum(bytes) as bytesTransferred by srcAddr, dstAddr | sort bytesTransferred desc | limit 1", "10.0.0.1, 10.0.0.3, 3000")]
    [InlineData("filter action=\"REJECT\" | stats count(*) as numRejections by srcAddr | sort numRejections desc | limit 20", "203.0.113.9, 2")]
    [InlineData("fields @timestamp, @message | sort @timestamp desc | limit 1",
        "2015-05-10 19:01:00.000, 2 111122223333 eni-c - - - - - - - 1431284460 1431284520 - SKIPDATA")]
    [InlineData("filter @message like /REJECT/ \n    | stats count(*) as exceptionCount by bin(1h)\n    | sort exceptionCount desc",
        "2015-05-10 18:00:00.000, 2")]
    [InlineData("fields @message | filter @message not like /OK/ | limit 1", "2 111122223333 eni-c - - - - - - - 1431284460 1431284520 - SKIPDATA")]
    [InlineData("parse @message /(?<NetworkInterface>eni-.*?) / | display NetworkInterface, @message | limit 1",
        "eni-c, 2 111122223333 eni-c - - - - - - - 1431284460 1431284520 - SKIPDATA")]
    [InlineData("filter bytes > 0\n| stats max(bytes / 1024 / 1024) as largestMB,\n    min(packets) as fewest,\n    largestMB * 1024 * 1024 - fewest "
        + "as difference", "0.00286102294921875, 1, 2999")]
    [InlineData("fields @timestamp\n    # | filter @message like /delay/\n    | limit 1", "2015-05-10 19:01:00.000")]
    public void Answers_what_aws_asks(string query, string expected) => Assert.Equal(expected, Asking.Rows(query));

    [Theory]
    [InlineData("[25 May 2019] [ERROR] {foo=2, bar=data} The error was: DataIntegrityException",
        "parse @message '] [*] * The error was: *' as level, config, exception | display level, config, exception",
        "ERROR, {foo=2, bar=data}, DataIntegrityException")]
    [InlineData("25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException",
        "parse @message '[*] * The error was: *' as level, config, exception | display level, config, exception",
        "ERROR, {foo=2, bar=data}, DataIntegrityException")]
    [InlineData("25 May 2019 10:24:39,474 [ERROR] {foo=2, bar=data} The error was: DataIntegrityException",
        "parse @message /\\[(?<level>\\S+)\\]\\s+(?<config>\\{.*\\})\\s+The error was: (?<exception>\\S+)/ | display level, config, exception",
        "ERROR, {foo=2, bar=data}, DataIntegrityException")]
    [InlineData("user=user1234, method:sampleMethod, latency := 216",
        "parse @message \"user=*, method:*, latency := *\" as @user,\n    @method, @latency | stats avg(@latency) by @method,\n    @user",
        "sampleMethod, user1234, 216")]
    public void Parses_what_aws_parses(string message, string query, string expected) => Assert.Equal(expected, Asking.Rows(query, [message]));
}
