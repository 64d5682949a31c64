namespace FlowLogStack.Records.Tests;

public sealed class FieldConditionTests
{
    static string Message(Func<FieldCondition> condition) => Assert.Throws<ArgumentException>(condition).Message;

    [Fact]
    public void Refuses_to_compare_text_with_a_number() =>
        Assert.Contains("'action' has Text values and cannot be compared with the number 6", Message(() => FlowField.Action.Is(6)));

    [Fact]
    public void Refuses_to_compare_a_number_with_text() =>
        Assert.Contains("'dstport' has Number values and cannot be compared with the text 'ssh'", Message(() => FlowField.DstPort.Is("ssh")));

    [Fact]
    public void Refuses_a_hidden_wildcard() =>
        Assert.Contains("Use Matches for a wildcard", Message(() => FlowField.SrcAddr.Is("10.*")));

    [Fact]
    public void Refuses_a_pattern_without_a_wildcard() =>
        Assert.Contains("Use Is(\"10.0.0.1\")", Message(() => FlowField.SrcAddr.Matches("10.0.0.1")));

    [Theory]
    [InlineData("a\"b")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("%a%")]
    [InlineData("a\nb")]
    public void Refuses_characters_that_a_pattern_cannot_quote(string value) =>
        Assert.Contains("cannot quote", Message(() => FlowField.Action.Is(value)));

    [Fact]
    public void Refuses_an_empty_value() => Assert.Contains("is empty", Message(() => FlowField.Action.Is("")));

    [Fact]
    public void Refuses_an_empty_list() => Assert.Contains("Add at least one", Message(() => FlowField.DstPort.IsOneOf(Array.Empty<long>())));

    [Fact]
    public void Refuses_an_empty_range() => Assert.Contains("Use the smaller number first", Message(() => FlowField.DstPort.IsBetween(2, 1)));
}
