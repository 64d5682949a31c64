namespace FlowLogStack.Records.Tests;

/// <summary>Conditions on calls that are errors. The tests of Athena compare the languages.</summary>
public sealed class EventConditionTests
{
    [Theory]
    [InlineData("a\"b")]
    [InlineData("a'b")]
    [InlineData("a*b")]
    [InlineData("")]
    [InlineData("ä")]
    public void A_value_that_a_language_would_read_differently_is_an_error(string value) =>
        Assert.Throws<ArgumentException>(() => EventCondition.Is("eventName", value));

    [Fact]
    public void A_list_of_nothing_is_an_error()
    {
        foreach (Func<EventCondition> create in new Func<EventCondition>[] { () => EventCondition.Is("eventName"), () => EventCondition.All(), () =>
            EventCondition.Any() })
            Assert.EndsWith("is empty. Add at least one.", Assert.Throws<ArgumentException>(create).Message.Split(" (Parameter")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noSuchValue")]
    [InlineData("userIdentity.noSuchValue")]
    [InlineData("userIdentity.type.more")]
    public void A_path_that_the_table_does_not_have_is_an_error_in_SQL(string path) =>
        Assert.Throws<ArgumentException>(() => EventCondition.Is(path, "x").ToSql());
}
