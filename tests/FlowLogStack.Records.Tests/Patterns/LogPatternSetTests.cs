using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class LogPatternSetTests
{
    static readonly string[] Patterns =
    [
        "[a, b=2, c]", "[a, b, c]", "[..., c=3]", "[a=%^1%, ...]", "[]", "two", "-two", "?two ?3", "", "{ $.a = 1 }", "[a, b=\"x y\", c]", "[w1=1, w2]",
        "[a, b!=2, c]", "[a, b!=two, c]", "[a=1, b=2, c]", "[a=1 || a=2, b, c]", "[a!=1 && a!=2, b, c]", "[a, b=t* || b=x* || b=2, c]",
        "[a, b!=t* && b!=x*, c]", "[..., b=2, c]", "[a, b, c=3*]",
    ];

    [Theory]
    [InlineData("1 2 3")]
    [InlineData("1 two 3")]
    [InlineData("1 \"x y\" 3")]
    [InlineData("1 [x y] 3")]
    [InlineData("1  2  3")]
    [InlineData(" 1 2 3")]
    [InlineData("1 2 3 4 5")]
    [InlineData("{\"a\": 1}")]
    [InlineData("")]
    [InlineData("1 2")]
    public void Selects_what_each_pattern_does_alone(string message)
    {
        var patterns = Patterns.Select(LogPattern.Parse).ToList();
        var bytes = Encoding.UTF8.GetBytes(message);
        var matching = new int[Patterns.Length];
        var count = new LogPatternSet(patterns).Match(bytes, matching);
        Assert.Equal(Enumerable.Range(0, Patterns.Length).Where(i => patterns[i].IsMatch(bytes)), matching[..count]);
    }

    [Fact]
    public void Selects_what_each_pattern_does_alone_if_the_conditions_are_many()
    {
        var patterns = Enumerable.Range(0, 400).Select(i => LogPattern.Parse($"[a={i % 300}, b=x{i % 7}*, c]")).ToList();
        var set = new LogPatternSet(patterns);
        var matching = new int[patterns.Count];
        for (var i = 0; i < 300; i++)
        {
            var message = Encoding.UTF8.GetBytes($"{i} x{i % 7}y z");
            var count = set.Match(message, matching);
            Assert.NotEqual(0, count);
            Assert.Equal(Enumerable.Range(0, patterns.Count).Where(place => patterns[place].IsMatch(message)), matching[..count]);
        }
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.")]
    [InlineData("1")]
    [InlineData("100.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.168.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("fd00::1")]
    [InlineData("f")]
    [InlineData("zz")]
    [InlineData("")]
    public void Compares_one_value_with_many_prefixes_as_with_each_of_them(string value)
    {
        string[] prefixes = ["172.16.", "10.", "fd", "172.31.", "10.0.", "fc", "172.1", "10."];
        var begins = prefixes.Any(prefix => value.StartsWith(prefix, StringComparison.Ordinal));
        var message = Encoding.UTF8.GetBytes($"x \"{value}\" y");
        Assert.Equal(begins, LogPattern.Parse($"[a, {string.Join(" || ", prefixes.Select(prefix => $"b={prefix}*"))}, c]").IsMatch(message));
        Assert.Equal(!begins, LogPattern.Parse($"[a, {string.Join(" && ", prefixes.Select(prefix => $"b!={prefix}*"))}, c]").IsMatch(message));
        // Alternatives of differences, and equalities that hold together, are no list of operands.
        Assert.Equal(prefixes.Any(prefix => !value.StartsWith(prefix, StringComparison.Ordinal)),
            LogPattern.Parse($"[a, {string.Join(" || ", prefixes.Select(prefix => $"b!={prefix}*"))}, c]").IsMatch(message));
        Assert.Equal(value.StartsWith("10.0.", StringComparison.Ordinal), LogPattern.Parse("[a, b=10.* && b=10.0.*, c]").IsMatch(message));
    }

    [Theory]
    [InlineData("22", true)]
    [InlineData("22.0", true)]
    [InlineData("+3389", true)]
    [InlineData("23", false)]
    [InlineData("-", false)]
    [InlineData("x", false)]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775806", false)]
    public void Compares_one_value_with_many_numbers_as_with_each_of_them(string value, bool isOne)
    {
        var message = Encoding.UTF8.GetBytes($"x {value} y");
        Assert.Equal(isOne, LogPattern.Parse("[a, b=22 || b=3389 || b=9223372036854775807, c]").IsMatch(message));
        Assert.Equal(!isOne, LogPattern.Parse("[a, b!=22 && b!=3389 && b!=9223372036854775807, c]").IsMatch(message));
        Assert.True(LogPattern.Parse("[a, b!=22 || b!=3389, c]").IsMatch(message));
        Assert.False(LogPattern.Parse("[a, b=22 && b=3389, c]").IsMatch(message));
    }

    [Fact]
    public void Wants_room_for_all_its_patterns() =>
        Assert.Throws<ArgumentException>(() => new LogPatternSet(LogPattern.Parse("a"), LogPattern.Parse("b")).Match("a"u8, new int[1]));

    [Fact]
    public void Allocates_nothing()
    {
        var set = new LogPatternSet(Patterns.Take(4).Select(LogPattern.Parse));
        var matching = new int[4];
        set.Match("1 2 3"u8, matching);
        Assert.Equal(0, Allocations.By(() =>
        {
            for (var i = 0; i < 1000; i++)
                set.Match("1 2 3"u8, matching);
        }));
    }
}
