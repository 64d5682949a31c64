using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class LogPatternValueTests
{
    const string Record = "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.16.139 49761 22 6 20 4249 1418530010 1418530070 REJECT OK";

    static string? Value(string pattern, string name, string message)
    {
        var parsed = LogPattern.Parse(pattern);
        Assert.True(parsed.TryMatch(Encoding.UTF8.GetBytes(message), out var match));
        return parsed.ValueOf(name).TryGet(match, out var value) ? Encoding.UTF8.GetString(value) : null;
    }

    [Theory]
    [InlineData("[a, b, ..., y, z]", "$b", Record, "123456789010")]
    [InlineData("[a, b, ..., y, z]", "$y", Record, "REJECT")]
    [InlineData("[a, b, ..., y, z]", "$10", Record, "4249")]
    [InlineData("[a, b, ...]", "$20", Record, null)]
    [InlineData("[a,,c]", "$2", "x \"y z\" w", "y z")]
    [InlineData("[w1, w2]", "$w2", "x \"y z\" w", "\"y z\" w")]
    [InlineData("[w1, w2]", "$w2", "x y w", "y w")]
    [InlineData("{ $.a = 1 }", "$.b.c", "{\"a\":1,\"b\":{\"c\":7.50}}", "7.50")]
    [InlineData("{ $.a = 1 }", "$.b[1]", "{\"a\":1,\"b\":[0,\"\\u00e9\"]}", "\u00e9")]
    [InlineData("{ $.a = 1 }", "$.b", "{\"a\":1,\"b\":true}", null)]
    [InlineData("{ $.a = 1 }", "$.c", "{\"a\":1}", null)]
    [InlineData("{ $.a = 1 }", "$.c", "{\"a\":1,\"c\":\"\\ud800\"}", null)]
    public void Takes_a_value_by_its_name(string pattern, string name, string message, string? expected) =>
        Assert.Equal(expected, Value(pattern, name, message));

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("-7.5e1", -75.0)]
    [InlineData("-", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("1,000", null)]
    [InlineData("0x10", null)]
    [InlineData("[\t5 ]", null)]
    public void A_number_has_digits_alone_with_a_sign_a_fraction_and_an_exponent(string text, double? expected)
    {
        var pattern = LogPattern.Parse("[a, b]");
        Assert.True(pattern.TryMatch(Encoding.UTF8.GetBytes($"x {text}"), out var match));
        Assert.Equal(expected, pattern.ValueOf("$b").TryGetNumber(match, out var number) ? number : null);
    }

    [Theory]
    [InlineData("[a, b]", "$c", "it has $a, $b")]
    [InlineData("[a, b]", "$3", "the pattern has 2 fields")]
    [InlineData("[a, b]", "$1", "the field at that place has a name; use '$a'")]
    [InlineData("[a, b]", "$0", "has no field '0'")]
    [InlineData("[]", "$x", "add the field's name to the pattern")]
    [InlineData("[a, b]", "bytes", "Use '$' and a field's name")]
    [InlineData("[a, b]", "$", "Use '$' and a field's name")]
    [InlineData("[a, b]", "$.a", "has no field '.a'")]
    [InlineData("{ $.a = 1 }", "$a", "follows '$'")]
    [InlineData("{ $.a = 1 }", "$.a[*]", "select one")]
    [InlineData("{ $.a = 1 }", "$.a b", "is not valid in a selector")]
    [InlineData("ERROR", "$1", "terms have no values")]
    public void Refuses_a_value_that_no_match_has(string pattern, string name, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => LogPattern.Parse(pattern).ValueOf(name)).Message);

    [Fact]
    public void Tells_numbers_from_other_text()
    {
        var pattern = LogPattern.Parse("[..., bytes, start, end, action, status]");
        Assert.True(pattern.TryMatch(Encoding.UTF8.GetBytes(Record), out var match));
        Assert.True(pattern.ValueOf("$bytes").TryGetNumber(match, out var bytes));
        Assert.Equal(4249, bytes);
        Assert.False(pattern.ValueOf("$action").TryGetNumber(match, out _));
        Assert.False(pattern.ValueOf("$99").TryGetNumber(match, out _));
    }

    [Fact]
    public void Tells_the_grammars_apart() =>
        Assert.Equal(
            [LogPatternKind.SpaceDelimited, LogPatternKind.Json, LogPatternKind.Terms, LogPatternKind.Terms],
            new[] { "[a]", " { $.a = 1 }", "a", "" }.Select(text => LogPattern.Parse(text).Kind));

    [Fact]
    public void Writes_matches_as_the_service_does()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        using var json = new LogPatternMatchJson();
        Assert.True(LogPattern.Parse("[a, b]").TryMatch("x \"<y>'\""u8, out var match));
        json.Write(7, match, output);
        Assert.True(LogPattern.Parse("\"\"").TryMatch([0x61, 0xFF, (byte)'\t'], out match));
        json.Write(8, match, output);
        Assert.Equal(
            """{"eventNumber":7,"eventMessage":"x \"<y>'\"","extractedValues":{"$a":"x","$b":"<y>'"}}{"eventNumber":8,"eventMessage":"a""" + "\uFFFD"
                + """\t","extractedValues":{}}""",
            Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("[version, accountid, interfaceid, srcaddr, dstaddr, srcport, dstport=22, protocol!=17, packets, bytes>=400, start, end, "
        + "action=REJECT, logstatus]", Record)]
    [InlineData("[..., action=REJ*, logstatus]", "\"a b\" [c d] REJECT OK")]
    [InlineData("REJECT -NODATA", Record)]
    [InlineData("{ $.a = \"\u00e9*\" && $.b[*] > 5 }", "{\"a\":\"\\u00e9x\",\"b\":[1,6]}")]
    public void Matches_without_allocating(string pattern, string message)
    {
        var parsed = LogPattern.Parse(pattern);
        var bytes = Encoding.UTF8.GetBytes(message);
        Assert.True(parsed.IsMatch(bytes));
        Assert.Equal(0, Allocations.By(() =>
        {
            for (var i = 0; i < 1000; i++)
                parsed.IsMatch(bytes);
        }));
    }
}
