namespace FlowLogStack.Records.Tests;

public sealed class PatternErrorTests
{
    [Theory]
    [InlineData("[", 2, "the '[' at column 1 is never closed: add ']'")]
    [InlineData("[a, b", 6, "never closed")]
    [InlineData("[a] b", 5, "'b' follows the ']' that ends the pattern")]
    [InlineData("[a, b=]", 7, "'b=' has no value")]
    [InlineData("[a, b=", 7, "'b=' has no value")]
    [InlineData("[a b]", 4, "'b' follows 'a', where an operator belongs")]
    [InlineData("[a, b==1]", 7, "'==' is no operator: write '='")]
    [InlineData("[a, b=!1]", 6, "'=!' is no operator: write '!='")]
    [InlineData("[a, b=va lue]", 10, "'l' follows a condition")]
    [InlineData("[a, b=\"x]", 7, "never closed")]
    [InlineData("[a, b=/health]", 7, "'/' cannot stand in a value without quotes")]
    [InlineData("[a, b=us:1]", 9, "':' cannot stand in a value without quotes")]
    [InlineData("[a, b>abc]", 7, "'abc' is not a number, which '>' compares with")]
    [InlineData("[a, b>=4*]", 8, "'4*' is not a number")]
    [InlineData("[a, b=1 || 2]", 12, "'2' is not a field's name")]
    [InlineData("[a, b=1 || =2]", 12, "the field's name is missing after '||'")]
    [InlineData("[a, b=1 &&]", 11, "the field's name is missing after '&&'")]
    [InlineData("[a, b=1 || a=2]", 12, "'a' stands in the place of the field 'b'")]
    [InlineData("[a, b=1 | b=2]", 9, "write '||'")]
    [InlineData("[a, b=1 & b=2]", 9, "write '&&'")]
    [InlineData("[a, (b=1)]", 5, "'(' is for JSON patterns")]
    [InlineData("[a, b=1)]", 8, "')' is for JSON patterns")]
    [InlineData("[a, a]", 5, "'a' names a second field")]
    [InlineData("[..., a, ...]", 10, "a second '...'")]
    [InlineData("[\u2026, a]", 2, "write three dots")]
    [InlineData("[.., a]", 2, "'.' cannot stand in a field's name")]
    [InlineData("[1, a]", 2, "'1' is not a field's name")]
    [InlineData("[-a]", 2, "'-a' is not a field's name")]
    [InlineData("[\"GET\"]", 2, "stands where a field's name belongs")]
    [InlineData("[=5]", 2, "stands where a field's name belongs")]
    [InlineData("[...=5]", 5, "'=' follows a condition")]
    [InlineData("[a, b$c]", 6, "'$' follows 'b', where an operator belongs")]
    [InlineData("[a, \U0001F600]", 5, "'\U0001F600' cannot stand")]
    [InlineData("{", 2, "the end stands where a property belongs")]
    [InlineData("{ }", 3, "'}' stands where a property belongs")]
    [InlineData("{ $.a = 1", 10, "the '{' at column 1 is never closed")]
    [InlineData("{ $.a = 1 } x", 13, "'x' follows the '}'")]
    [InlineData("{ a = 1 }", 3, "write it from the root")]
    [InlineData("{ $ = 1 }", 4, "stands for the whole event")]
    [InlineData("{ $a = 1 }", 4, "'a' follows '$'")]
    [InlineData("{ $. = 1 }", 5, "stands where a property's name belongs")]
    [InlineData("{ $.@type = 1 }", 5, "or any text as in $.['a.b']")]
    [InlineData("{ $.a }", 7, "'}' follows '$.a', where an operator belongs")]
    [InlineData("{ $.a = }", 9, "'$.a=' has no value")]
    [InlineData("{ $.a == 1 }", 8, "write '='")]
    [InlineData("{ $.a = x y }", 11, "'y' follows a condition")]
    [InlineData("{ $.a = 1 && }", 14, "'}' stands where a property belongs")]
    [InlineData("{ $.a = 1 & $.b = 2 }", 11, "write '&&'")]
    [InlineData("{ $.a = 1, $.b = 2 }", 10, "',' is for space-delimited patterns")]
    [InlineData("{ ($.a = 1 }", 12, "the '(' at column 3 is never closed")]
    [InlineData("{ $.a = 1) }", 10, "this ')' closes nothing")]
    [InlineData("{ $.a IS MAYBE }", 10, "'MAYBE' follows 'IS'")]
    [InlineData("{ $.a IS null }", 10, "in capitals")]
    [InlineData("{ $.a IS NOT NULL }", 10, "'IS NOT' is not supported")]
    [InlineData("{ $.a EXISTS }", 7, "'EXISTS' is not supported by CloudWatch Logs: write '$.a=\"*\"'")]
    [InlineData("{ $.a NOT NULL }", 11, "where EXISTS belongs")]
    [InlineData("{ $.a LIKE x }", 7, "'LIKE' follows '$.a'")]
    [InlineData("{ $.a[x] = 1 }", 7, "'x' stands in an index")]
    [InlineData("{ $.a[] = 1 }", 7, "is not the index of an element")]
    [InlineData("{ $.a[99999999999] = 1 }", 7, "is not the index of an element")]
    [InlineData("{ $.['a = 1 }", 5, "is never closed")]
    [InlineData("{ $.[''] = 1 }", 5, "the property's name is empty")]
    [InlineData("{ $.*[*] = 1 }", 3, "more than one wildcard")]
    [InlineData("{ $.a[*]=1 || $.b[*]=1 || $.c[*]=1 || $.d[*]=1 }", 39, "selector number 4 with a wildcard")]
    [InlineData("\"never", 1, "never closed")]
    [InlineData("ERROR:", 6, "':' follows a term directly")]
    [InlineData("eni-1", 4, "'-' follows a term directly")]
    [InlineData("a b*", 4, "'*' follows a term directly")]
    [InlineData("* a", 1, "'*' cannot stand in a term without quotes")]
    [InlineData("a - b", 4, "a term is missing after '?' or '-'")]
    [InlineData("a ?", 4, "a term is missing")]
    [InlineData("\"a\"b", 4, "'b' follows a term directly")]
    public void Says_where_a_pattern_is_wrong_and_what_to_do(string pattern, int column, string words)
    {
        var error = Matching.Error(pattern);
        Assert.Equal(column, error.Column);
        Assert.Equal(pattern, error.Pattern);
        Assert.StartsWith($"Column {column} of the filter pattern: ", error.Message);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Refuses_what_is_longer_than_the_service_takes()
    {
        LogPattern.Parse(new string('a', 1024));
        var error = Matching.Error(new string('a', 1025));
        Assert.Equal(1025, error.Column);
        Assert.Contains("takes 1024", error.Message);
    }
}
