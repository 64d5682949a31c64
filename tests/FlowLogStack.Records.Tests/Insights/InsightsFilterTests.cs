namespace FlowLogStack.Records.Tests;

public sealed class InsightsFilterTests
{
    static readonly (string Operator, string Mirrored, Func<long, long, bool> Holds)[] Comparisons =
    [
        ("=", "=", (a, b) => a == b), ("!=", "!=", (a, b) => a != b), ("<", ">", (a, b) => a < b),
        ("<=", ">=", (a, b) => a <= b), (">", "<", (a, b) => a > b), (">=", "<=", (a, b) => a >= b),
    ];

    /// <summary>The letters of the records with data for which plain C# finds a comparison of two columns to hold.</summary>
    static string Expected(int column, Func<string[], long> other, Func<long, long, bool> holds) =>
        string.Concat(Asking.Flows.Take(6).Select(line => line.Split(' ')).Index()
            .Where(row => holds(long.Parse(row.Item[column], System.Globalization.CultureInfo.InvariantCulture), other(row.Item)))
            .Select(row => (char)('A' + row.Index)));

    [Fact]
    public void Every_comparison_means_the_same_between_fields_and_on_either_side_of_a_number()
    {
        foreach (var (sign, mirrored, holds) in Comparisons)
        {
            foreach (var (field, column) in new[] { ("srcPort", 5), ("dstPort", 6), ("packets", 8), ("bytes", 9) })
            {
                string Selected(string condition) => Asking.Selected($"filter logStatus = 'OK' | filter {condition}");
                Assert.Equal(Expected(column, row => long.Parse(row[6], System.Globalization.CultureInfo.InvariantCulture), holds),
                    Selected($"{field} {sign} dstPort"));
                foreach (var number in new[] { 53, 80, 443, 40001 })
                {
                    Assert.Equal(Expected(column, _ => number, holds), Selected($"{field} {sign} {number}"));
                    Assert.Equal(Expected(column, _ => number, holds), Selected($"{number} {mirrored} {field}"));
                }
            }
        }
    }

    // A counter of levels that a part of an expression does not give back refuses long filters as nested.
    [Theory]
    [InlineData("not action = 'x'")]
    [InlineData("not (not (action != 'x'))")]
    [InlineData("((action != 'x'))")]
    [InlineData("abs(abs(bytes)) >= 0")]
    [InlineData("-bytes <= 0")]
    [InlineData("- - bytes >= 0")]
    [InlineData("action not in ['x']")]
    public void Siblings_are_not_nested(string condition)
    {
        var chunks = Enumerable.Repeat($"filter {string.Join(" and ", Enumerable.Repeat(condition, 40))}", 8);
        Assert.Equal("ABCDEF", Asking.Selected($"filter logStatus = 'OK' | {string.Join(" | ", chunks)}"));
    }

    [Theory]
    [InlineData("action = 'REJECT'", "CD")]
    [InlineData("action = \"REJECT\"", "CD")]
    [InlineData("action='REJECT'", "CD")]
    [InlineData("action = 'reject'", "")]
    [InlineData("action != 'REJECT'", "ABEFGH")]
    [InlineData("'REJECT' = action", "CD")]
    [InlineData("dstPort = '443.0'", "")]
    [InlineData("'443.0' = dstPort", "")]
    [InlineData("443.0 = dstPort", "ABF")]
    [InlineData("protocol = 17", "E")]
    [InlineData("protocol=17", "E")]
    [InlineData("protocol = '17'", "E")]
    [InlineData("protocol = 17.0", "E")]
    [InlineData("protocol != 6", "EGH")]
    [InlineData("protocol != 6 and protocol != '-'", "E")]
    [InlineData("bytes >= 1000", "AB")]
    [InlineData("bytes > 1000", "B")]
    [InlineData("bytes < 80", "C")]
    [InlineData("bytes <= 80", "CD")]
    [InlineData("400 < bytes", "ABE")]
    [InlineData("500 >= bytes", "CDEF")]
    [InlineData("bytes > '400'", "ABE")]
    [InlineData("(bytes > 400)", "ABE")]
    [InlineData("bytes > 0", "ABCDEF")]
    [InlineData("bytes >= 0 or action = '-'", "ABCDEFGH")]
    [InlineData("bytes / packets = 100", "AEF")]
    [InlineData("bytes - packets * 100 > 0", "B")]
    [InlineData("packets ^ 2 = 16", "F")]
    [InlineData("srcPort % 2 = 1", "BDE")]
    [InlineData("-bytes < -900", "AB")]
    [InlineData("srcPort = dstPort", "EGH")]
    [InlineData("srcAddr < '2-'", "ABEGH")]
    [InlineData("srcAddr < '2'", "")]
    [InlineData("dstPort in [22, 53]", "CDE")]
    [InlineData("dstPort in [22,'53']", "CDE")]
    [InlineData("dstPort not in [22, 53]", "ABFGH")]
    [InlineData("action in ['ACCEPT', '-']", "ABEFGH")]
    [InlineData("action not in [\"ACCEPT\"]", "CDGH")]
    [InlineData("dstPort in [-1]", "")]
    [InlineData("srcAddr like '203.0.'", "CD")]
    [InlineData("srcAddr not like '203.0.'", "ABEFGH")]
    [InlineData("srcAddr like /^10\\./", "AB")]
    [InlineData("srcAddr =~ /^10\\./", "AB")]
    [InlineData("srcAddr not like /^10\\./", "CDEFGH")]
    [InlineData("srcAddr =~ /9$|7$/", "CDE")]
    [InlineData("action like /(?i)reject/", "CD")]
    [InlineData("@message like 'SKIPDATA'", "H")]
    [InlineData("@message like /22 6 [12] /", "CD")]
    [InlineData("@message like /a\\/b/", "")]
    [InlineData("action = 'ACCEPT' and dstPort = 443 and bytes > 500", "AB")]
    [InlineData("action = 'REJECT' or dstPort = 53", "CDE")]
    [InlineData("action = 'REJECT' or dstPort = 53 and bytes > 500", "CD")]
    [InlineData("(action = 'REJECT' or dstPort = 53) and bytes > 50", "DE")]
    [InlineData("not action = 'ACCEPT'", "CDGH")]
    [InlineData("not (action = 'ACCEPT' or action = 'REJECT')", "GH")]
    [InlineData("not not action = 'REJECT'", "CD")]
    [InlineData("NOT action = 'ACCEPT' AND dstPort = 22", "CD")]
    [InlineData("isIpv4InSubnet(srcAddr, '10.0.0.0/8')", "AB")]
    [InlineData("isIpv4InSubnet(srcAddr,\"203.0.113.8/30\")", "CD")]
    [InlineData("not isIpv4InSubnet(srcAddr, '0.0.0.0/0')", "FGH")]
    [InlineData("isIpv6InSubnet(srcAddr, '2001:db8::/32')", "F")]
    [InlineData("isIpv6InSubnet(dstAddr, '::/0')", "F")]
    [InlineData("isIpInSubnet(dstAddr, '10.0.0.2/31')", "ABDE")]
    [InlineData("isIpInSubnet(dstAddr, '2001:db8::2/128')", "F")]
    [InlineData("isValidIp(srcAddr)", "ABCDEF")]
    [InlineData("isValidIpV4(srcAddr)", "ABCDE")]
    [InlineData("isvalidipv6(srcAddr)", "F")]
    [InlineData("ispresent(bytes)", "ABCDEFGH")]
    [InlineData("isPresent(@ingestionTime)", "")]
    [InlineData("@ingestionTime = 1", "")]
    [InlineData("not @ingestionTime = 1", "")]
    [InlineData("@ingestionTime not like 'x'", "")]
    [InlineData("@ingestionTime not in [1]", "")]
    [InlineData("@ingestionTime = 1 or bytes = 40", "C")]
    [InlineData("not (@ingestionTime = 1 and bytes = 40)", "ABDEFGH")]
    [InlineData("strcontains(srcAddr, '113')", "CD")]
    [InlineData("strcontains(srcAddr, '113') = 0", "ABEFGH")]
    [InlineData("@logStream = 'eni-c'", "H")]
    [InlineData("@log like 'flow'", "ABCDEFGH")]
    [InlineData("toMillis(@timestamp) < 1431280830000", "A")]
    [InlineData("@timestamp < 1431280830000", "A")]
    [InlineData("now() - startTime < 6000", "GH")]
    [InlineData("datefloor(@timestamp, 1h) = fromMillis(1431284400000)", "GH")]
    [InlineData("accountId = 111122223333", "ABCDEFGH")]
    [InlineData("accountId = '0111122223333'", "")]
    [InlineData("`action` = 'REJECT'", "CD")]
    [InlineData("bytes", "ABCDEF")]
    [InlineData("1", "ABCDEFGH")]
    [InlineData("bytes = 1e3", "A")]
    public void Selects_the_records_for_which_the_condition_is_true(string condition, string expected) =>
        Assert.Equal(expected, Asking.Selected("filter " + condition));

    [Theory]
    [InlineData("filter action = 'ACCEPT' | filter dstPort = 443", "ABF")]
    [InlineData("fields bytes / packets as size | filter size >= 100", "ABEF")]
    [InlineData("filter action = 'REJECT' | stats count(*) by srcAddr | filter srcAddr = 'x'", "CD")]
    [InlineData("parse srcAddr '*.*.*.*' as a, b, c, d | filter a = 10", "AB")]
    [InlineData("parse srcAddr /^(?<first>\\d+)\\./ | filter first > 200", "CD")]
    [InlineData("parse srcAddr /^(?<first>\\d+)\\./ as octet | filter not ispresent(octet)", "FGH")]
    [InlineData("# only the rejected ones\nfilter action = 'REJECT'\n  # | filter bytes > 50\n| filter bytes < 50", "C")]
    [InlineData("fields ispresent(bytes) as has | filter has = 1", "ABCDEFGH")]
    [InlineData("fields @timestamp", "ABCDEFGH")]
    public void Selects_what_all_filters_before_the_first_stats_let_through(string query, string expected) =>
        Assert.Equal(expected, Asking.Selected(query));

    [Fact]
    public void Compares_whole_numbers_of_64_bits_exactly()
    {
        string[] events = ["2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 1 9223372036854775807 1431280800 1431280860 ACCEPT OK",
            "2 1 eni-a 10.0.0.1 10.0.0.2 1 2 6 1 9223372036854775806 1431280800 1431280860 ACCEPT OK"];
        Assert.Equal("9223372036854775807", Asking.Rows("filter bytes = 9223372036854775807 | display bytes", events));
        Assert.Equal("9223372036854775806", Asking.Rows("filter bytes < 9223372036854775807 | display bytes", events));
        Assert.Equal("9223372036854775806", Asking.Rows("stats min(bytes)", events));
    }

    [Fact]
    public void Does_not_take_an_address_of_version_6_that_holds_one_of_version_4_for_one()
    {
        string[] events = ["2 1 eni-a ::ffff:10.0.0.1 10.0.0.2 1 2 6 1 1 1431280800 1431280860 ACCEPT OK"];
        Assert.Equal("0, 1, 0, 1",
            Asking.Rows("fields isValidIpV4(srcAddr), isValidIpV6(srcAddr), isIpv4InSubnet(srcAddr, '10.0.0.0/8') as a, isIpv4InSubnet(dstAddr, "
                + "'10.0.0.0/8') as b", events));
    }
}
