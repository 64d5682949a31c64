using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class LogPatternSetTests
{
    static readonly string[] Patterns =
    [
        "[a, b=2, c]", "[a, b, c]", "[..., c=3]", "[a=%^1%, ...]", "[]", "two", "-two", "?two ?3", "", "{ $.a = 1 }", "[a, b=\"x y\", c]", "[w1=1, w2]",
        "[a, b!=2, c]",
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
    public void Wants_room_for_all_its_patterns() =>
        Assert.Throws<ArgumentException>(() => new LogPatternSet(LogPattern.Parse("a"), LogPattern.Parse("b")).Match("a"u8, new int[1]));

    [Fact]
    public void Allocates_nothing()
    {
        var set = new LogPatternSet(Patterns.Take(4).Select(LogPattern.Parse));
        var matching = new int[4];
        set.Match("1 2 3"u8, matching);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            set.Match("1 2 3"u8, matching);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
