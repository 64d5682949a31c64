namespace FlowLogStack.Review.Tests;

/// <summary>The number of pairs of templates that the review is tested with.</summary>
public sealed class ProofTests
{
    // A stack of one side only has no pair, and these two need more than templates.
    static readonly ReviewRule[] Elsewhere = [ReviewRules.StackAdded, ReviewRules.StackRemoved, ReviewRules.Drift, ReviewRules.BacktestChanged,
        ReviewRules.CostChanged];

    [Fact]
    public void At_least_40_pairs_have_findings_that_are_written_by_hand() => Assert.InRange(ExpectedFindings.Pairs(), 40, int.MaxValue);

    [Fact]
    public void At_least_20_pairs_are_harmless() => Assert.InRange(HarmlessTests.Names.Count, 20, int.MaxValue);

    [Fact]
    public void Each_rule_has_a_pair()
    {
        var expected = ExpectedFindings.All().Select(finding => finding.Split(' ')[1]).ToHashSet();
        Assert.Empty(ReviewRules.All.Except(Elsewhere).Select(rule => rule.Id).Except(expected));
    }

    [Fact]
    public void Each_severity_has_a_pair() =>
        Assert.Equal(Enum.GetValues<ReviewSeverity>().Select(severity => severity.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal),
            ExpectedFindings.All().Select(finding => finding.Split(' ')[0]).Distinct()
                .Where(severity => severity[0] != '{').Order(StringComparer.Ordinal));
}
