namespace FlowLogStack.Records.Tests;

public sealed class InsightsStatisticTests
{
    [Theory]
    [InlineData("stats count(*)", "8")]
    [InlineData("stats count()", "8")]
    [InlineData("stats count(@ingestionTime)", "0")]
    [InlineData("stats count(bytes)", "8")]
    [InlineData("stats sum(bytes)", "5020")]
    [InlineData("stats avg(packets)", "7")]
    [InlineData("stats min(bytes), max(bytes)", "40, 3000")]
    [InlineData("stats min(action), max(action)", "-, REJECT")]
    [InlineData("stats count_distinct(srcAddr)", "5")]
    [InlineData("stats count_distinct(action) as actions", "3")]
    [InlineData("stats stddev(packets)", "6.48074069840786")]
    [InlineData("stats pct(bytes, 50)", "400")]
    [InlineData("stats pct(bytes, 90), pct(bytes, 0), pct(bytes, 100)", "3000, 40, 3000")]
    [InlineData("stats earliest(bytes), latest(bytes)", "1000, -")]
    [InlineData("stats earliest(@timestamp)", "2015-05-10 18:00:00.000")]
    [InlineData("stats max(@timestamp)", "2015-05-10 19:01:00.000")]
    [InlineData("stats sortsFirst(bytes), sortsLast(bytes)", "-, 3000")]
    [InlineData("stats sortsFirst(interfaceId), sortsLast(interfaceId)", "eni-a, eni-c")]
    [InlineData("stats sum(bytes) / sum(packets) as size", "119.52380952380952")]
    [InlineData("stats sum(bytes) as b, sum(packets) as p, b / p * 10 as x", "5020, 42, 1195.2380952380952")]
    [InlineData("stats max(bytes) - min(bytes)", "2960")]
    [InlineData("stats sum(bytes / packets)", "530")]
    [InlineData("stats avg(bytes)", "836.6666666666666")]
    [InlineData("filter action = 'none' | stats count(*)", "")]
    [InlineData("filter logStatus = 'NODATA' | stats sum(bytes), avg(bytes), stddev(bytes), pct(bytes, 50), max(bytes), count(*)",
        "(none), (none), (none), (none), -, 1")]
    public void Answers_one_row_for_all_events(string query, string expected) => Assert.Equal(expected, Asking.Rows(query));

    [Theory]
    [InlineData("stats count(*) by action", "ACCEPT, 4; REJECT, 2; -, 2")]
    [InlineData("stats sum(bytes) as total by interfaceId", "eni-a, 4040; eni-b, 980; eni-c, (none)")]
    [InlineData("stats count(*) by interfaceId, action", "eni-a, ACCEPT, 2; eni-a, REJECT, 1; eni-b, REJECT, 1; eni-b, ACCEPT, 2; eni-b, -, 1; eni-c, -, 1")]
    [InlineData("stats count(*) as flows by bin(1h)", "2015-05-10 18:00:00.000, 6; 2015-05-10 19:00:00.000, 2")]
    [InlineData("stats count(*) by bin(5m) as t | sort t desc", "2015-05-10 19:00:00.000, 2; 2015-05-10 18:05:00.000, 2; 2015-05-10 18:00:00.000, 4")]
    [InlineData("stats count(*) by bin(1m)", "2015-05-10 18:00:00.000, 2; 2015-05-10 18:01:00.000, 1; 2015-05-10 18:02:00.000, 1; 2015-05-10 18:05:00.000, 2; "
        + "2015-05-10 19:00:00.000, 1; 2015-05-10 19:01:00.000, 1")]
    [InlineData("stats count(*) by bin(300s)", "2015-05-10 18:00:00.000, 2; 2015-05-10 18:01:00.000, 1; 2015-05-10 18:02:00.000, 1; 2015-05-10 18:05:00.000, "
        + "2; 2015-05-10 19:00:00.000, 1; 2015-05-10 19:01:00.000, 1")]
    [InlineData("stats count(*) by bin(120m)", "2015-05-10 18:00:00.000, 6; 2015-05-10 19:00:00.000, 2")]
    [InlineData("stats count(*) by bin(1d)", "2015-05-10 00:00:00.000, 8")]
    [InlineData("stats count(*) by bin(1w)", "2015-05-04 00:00:00.000, 8")]
    [InlineData("stats count(*) by bin(1mo), bin(1q) as q, bin(1y) as y", "2015-05-01 00:00:00.000, 2015-04-01 00:00:00.000, 2015-01-01 00:00:00.000, 8")]
    [InlineData("stats count(*) by datefloor(@timestamp, 1h) as t", "2015-05-10 18:00:00.000, 6; 2015-05-10 19:00:00.000, 2")]
    [InlineData("stats count(*) by dateceil(@timestamp, 1h) as t", "2015-05-10 18:00:00.000, 1; 2015-05-10 19:00:00.000, 6; 2015-05-10 20:00:00.000, 1")]
    [InlineData("stats count(*) as n by bytes > 400 as large", "1, 3; 0, 5")]
    [InlineData("stats count(*) as n by if(dstPort = 22, 'ssh', 'other') as service", "other, 6; ssh, 2")]
    [InlineData("stats latest(dstAddr) by srcAddr | filter srcAddr = '203.0.113.9'", "203.0.113.9, 10.0.0.2")]
    [InlineData("stats count(*) as n by srcAddr | filter n > 1 and srcAddr != '-' | sort srcAddr", "10.0.0.1, 2; 203.0.113.9, 2")]
    [InlineData("stats count(*) by srcAddr | filter count(*) > 1 | sort count(*), srcAddr", "-, 2; 10.0.0.1, 2; 203.0.113.9, 2")]
    [InlineData("stats sum(bytes) as b by srcAddr | fields b / 1000 as kB | sort b desc | limit 2", "10.0.0.1, 4000, 4; 198.51.100.7, 500, 0.5")]
    [InlineData("stats sum(bytes) as b by srcAddr | sort b desc | limit 1 | display srcAddr", "10.0.0.1")]
    public void Answers_a_row_for_each_group(string query, string expected) => Assert.Equal(expected, Asking.Rows(query));

    [Theory]
    [InlineData("stats sum(bytes) as b by srcAddr | stats max(b), min(b), count(*)", "4000, 120, 5")]
    [InlineData("stats count(*) by bin(1m) | stats max(count(*))", "2")]
    [InlineData("stats count(*) as perMinute by bin(1m) as minute | stats avg(perMinute) as mean, max(perMinute) by datefloor(minute, 1h) as hour",
        "2015-05-10 18:00:00.000, 1.5, 2; 2015-05-10 19:00:00.000, 1, 1")]
    [InlineData("stats count_distinct(dstPort) as ports by srcAddr | filter ports >= 1 | stats count(*) by ports", "1, 5")]
    [InlineData("stats sum(bytes) as b by srcAddr, dstAddr | stats sum(b) as total, count(*) as pairs by srcAddr | sort total desc | limit 2",
        "10.0.0.1, 4000, 2; 198.51.100.7, 500, 1")]
    [InlineData("stats sum(bytes) as b by bin(1h) | stats max(b) by bin(1h)", "2015-05-10 18:00:00.000, 5020; 2015-05-10 19:00:00.000, (none)")]
    public void Answers_statistics_of_statistics(string query, string expected) => Assert.Equal(expected, Asking.Rows(query));

    [Fact]
    public void Names_columns_by_their_alias_or_their_own_text() =>
        Assert.Equal<string>(["srcAddr", "bin(5m)", "count(*)", "sum( bytes )", "mean"],
            Asking.Answer("stats count(*), sum( bytes ), avg(bytes) as mean by srcAddr, bin(5m)").Columns);

    [Fact]
    public void Answers_timestamps_numbers_and_texts_as_what_they_are()
    {
        var result = Asking.Answer("stats sum(bytes) as total, latest(interfaceId) as eni by bin(1h) as hour, dstPort | limit 1");
        Assert.Equal(InsightsValueKind.Timestamp, result[0, "hour"].Kind);
        Assert.True(result[0, "hour"].TryGetTimestamp(out var hour));
        Assert.Equal(new DateTimeOffset(2015, 5, 10, 18, 0, 0, TimeSpan.Zero), hour);
        Assert.Equal(InsightsValueKind.Number, result[0, "total"].Kind);
        Assert.True(result[0, "total"].TryGetWhole(out var total));
        Assert.Equal(4400, total);
        Assert.Equal(InsightsValueKind.Number, result[0, "dstPort"].Kind);
        Assert.Equal(InsightsValueKind.Text, result[0, "eni"].Kind);
        Assert.Throws<ArgumentException>(() => result[0, "nothing"]);
    }

    [Fact]
    public void Sums_beyond_64_bits_as_floating_point()
    {
        string[] events = [.. Enumerable.Repeat("2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 1 9223372036854775807 1431280800 1431280860 ACCEPT OK", 2)];
        Assert.Equal("1.8446744073709552E+19", Asking.Rows("stats sum(bytes)", events));
    }

    [Fact]
    public void Finds_percentiles_of_many_numbers_within_one_percent()
    {
        var events = Enumerable.Range(1, 20_000).Select(i => $"2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 1 {i} 1431280800 1431280860 ACCEPT OK")
            .OrderBy(line => line, StringComparer.Ordinal);
        var result = Asking.Answer("stats pct(bytes, 50) as p50, pct(bytes, 95) as p95, pct(bytes, 99.9) as p999, pct(0 - bytes, 5) as negative", events);
        foreach (var (column, exact) in new[] { ("p50", 10_000), ("p95", 19_000), ("p999", 19_980), ("negative", -19_001) })
        {
            Assert.True(result[0, column].TryGetNumber(out var number));
            Assert.InRange(number / exact, 0.99, 1.01);
        }
    }

    [Fact]
    public void Counts_a_hundred_thousand_different_values_exactly()
    {
        var events = Enumerable.Range(0, 200_000).Select(i =>
            $"2 1 eni-a 10.{i % 2}.{i / 2 % 250}.{i / 500 % 200} 10.0.0.2 {i} 2 6 1 1 1431280800 1431280860 ACCEPT OK");
        Assert.Equal("200000, 100000", Asking.Rows("stats count_distinct(srcPort), count_distinct(srcAddr)", events));
    }

    [Fact]
    public void Keeps_groups_apart_whose_values_read_alike_together()
    {
        string[] events = ["ab c", "a bc", "a b", "a b"];
        Assert.Equal("ab, c, 1; a, bc, 1; a, b, 2", Asking.Rows("parse @message '* *' as x, y | stats count(*) by x, y", events));
    }
}
