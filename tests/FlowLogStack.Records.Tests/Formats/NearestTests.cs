namespace FlowLogStack.Records.Tests;

/// <summary>Suggestions for words that aren't valid.</summary>
public sealed class NearestTests
{
    [Theory]
    [InlineData("srcadr", "srcaddr")]
    [InlineData("SRCADDR", "srcaddr")]
    [InlineData("ssh-brute", "ssh-brute-force")]
    [InlineData("ssh-", null)]
    [InlineData("sr", "src")]
    [InlineData("exfiltration", "exfiltration-egress")]
    [InlineData("unrelated", null)]
    [InlineData("star", null)]
    [InlineData("srx", "src")]
    public void Are_the_fewest_edits_away_or_the_only_word_with_this_beginning(string word, string? expected) =>
        Assert.Equal(expected, Nearest.To(word, ["srcaddr", "src", "ssh-brute-force", "ssh-accepted", "exfiltration-egress"]));
}
