namespace FlowLogStack.Records.Tests;

public sealed class PatternExpressionTests
{
    [Theory]
    [InlineData("^[hc]at", "hat", true)]
    [InlineData("^[hc]at", "a hat", false)]
    [InlineData("[hc]at$", "the cat", true)]
    [InlineData("[hc]at$", "cats", false)]
    [InlineData("^cat$", "cat\n", false)]
    [InlineData("colou?r", "color", true)]
    [InlineData("colou?r", "colour", true)]
    [InlineData("[abcx-z]", "y", true)]
    [InlineData("[abcx-z]", "d", false)]
    [InlineData("^a{3,5}$", "aa", false)]
    [InlineData("^a{3,5}$", "aaaaa", true)]
    [InlineData("^a{3, 5}$", "aaaa", true)]
    [InlineData("^a{3,}$", "aaaaaa", true)]
    [InlineData("^a{,2}$", "aaa", false)]
    [InlineData("^a{,2}$", "", true)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData("gra|ey", "grey", true)]
    [InlineData("^starting|^initializing|^shutting down", "shutting down now", true)]
    [InlineData("^starting|^initializing|^shutting down", "skipping initializing", false)]
    [InlineData("abcc|ab[^c]$", "aba", true)]
    [InlineData("abcc|ab[^c]$", "aac", false)]
    [InlineData("\\[.\\]", "value [7] here", true)]
    [InlineData("\\[.\\]", "[77]", false)]
    [InlineData("10\\.10\\.0\\.1", "10.10.0.1", true)]
    [InlineData("10\\.10\\.0\\.1", "10010,051", false)]
    [InlineData("10.10.0.1", "10010,051", true)]
    [InlineData("^ab*c$", "ac", true)]
    [InlineData("ab[0-9]*", "ab129", true)]
    [InlineData("ab+c", "ac", false)]
    [InlineData(".at", " at", true)]
    [InlineData("^\\d$", "7", true)]
    [InlineData("^\\d$", "\u0667", false)]
    [InlineData("^\\D$", "7", false)]
    [InlineData("^\\D$", "\u0667", true)]
    [InlineData("a\\sb", "a\tb", true)]
    [InlineData("^\\S+$", "a b", false)]
    [InlineData("^\\w$", "_", true)]
    [InlineData("^\\w$", "\u00e9", false)]
    [InlineData("^\\W$", "-", true)]
    [InlineData("\\x3A", "key:value", true)]
    [InlineData("\\x28", "f(x)", true)]
    [InlineData("[\\d,]+x", "1,2x", true)]
    [InlineData("^[^\\s]$", "\u00e9", true)]
    [InlineData("^[\\D5]$", "5", true)]
    [InlineData("^[\\D5]$", "4", false)]
    [InlineData("^[a-]$", "-", true)]
    [InlineData("^[.*+?|$]$", "+", true)]
    [InlineData("a]b}", "a]b}", true)]
    [InlineData("\\\\", "back\\slash", true)]
    [InlineData("a\\-b", "a-b", true)]
    [InlineData("a.*?b", "a123b", true)]
    [InlineData("a.b", "a\nb", true)]
    [InlineData("#=@/;,-_:", "#=@/;,-_:", true)]
    public void Finds_the_expression(string expression, string message, bool expected) => Assert.Equal(expected, Matching.Selects($"%{expression}%", message));

    [Theory]
    [InlineData("%%", 2, "empty")]
    [InlineData("%abc", 1, "not closed")]
    [InlineData("%something!%", 11, "'!' is not allowed in a regular expression. Use '\\x21'")]
    [InlineData("%(ab)+%", 2, "do not support groups")]
    [InlineData("%caf\u00e9%", 5, "only ASCII")]
    [InlineData("%a\\p%", 3, "not an escape of filter patterns")]
    [InlineData("%\\(a%", 2, "not an escape")]
    [InlineData("%\\t%", 2, "not an escape")]
    [InlineData("%\\x8G%", 2, "two hexadecimal digits")]
    [InlineData("%a\\%", 3, "nothing to escape")]
    [InlineData("%*a%", 2, "nothing to repeat")]
    [InlineData("%a**%", 4, "nothing to repeat")]
    [InlineData("%^+%", 3, "nothing to repeat")]
    [InlineData("%a{3%", 3, "does not begin a count")]
    [InlineData("%a{}%", 3, "does not begin a count")]
    [InlineData("%a{5,3}%", 3, "does not begin a count")]
    [InlineData("%a{2000}%", 3, "above 1000")]
    [InlineData("%a{99999999999}%", 3, "above 1000")]
    [InlineData("%[abc%", 2, "not closed")]
    [InlineData("%[]%", 2, "the class is empty")]
    [InlineData("%[z-a]%", 3, "not a valid range")]
    [InlineData("%[a[b]%", 4, "within a class")]
    [InlineData("%a|%", 3, "has an empty side")]
    [InlineData("%|a%", 2, "has an empty side")]
    [InlineData("%a||b%", 4, "has an empty side")]
    [InlineData("%a% %b% %c%", 9, "regular expression number 3")]
    [InlineData("[a=%x%, b=%y%, c=%z%]", 18, "allows 2 in a pattern")]
    [InlineData("{ $.a = %x% || $.b = %y% || $.c = %z% }", 35, "allows 2 in a pattern")]
    [InlineData("[a>%x%]", 4, "not regular expressions")]
    public void Says_where_an_expression_is_wrong(string pattern, int column, string words)
    {
        var error = Matching.Error(pattern);
        Assert.Equal(column, error.Column);
        Assert.StartsWith($"Column {column} of the filter pattern: ", error.Message);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Refuses_an_expression_that_has_too_many_states()
    {
        var error = Matching.Error($"%{string.Concat(Enumerable.Repeat(".{0,1000}a", 50))}%");
        Assert.Equal(2, error.Column);
        Assert.Contains("too large after its counts are expanded", error.Message);
    }
}
