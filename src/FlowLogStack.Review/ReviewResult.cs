namespace FlowLogStack.Review;

/// <summary>The review of a change of one stack or several.</summary>
/// <param name="Before">The old input.</param>
/// <param name="After">The new input.</param>
/// <param name="Stacks">The reviews, one for each stack.</param>
public sealed record ReviewResult(string Before, string After, IReadOnlyList<StackReview> Stacks)
{
    /// <summary>The findings of all stacks.</summary>
    public IEnumerable<ReviewFinding> Findings => Stacks.SelectMany(stack => stack.Findings);

    /// <summary>The highest severity; <see cref="ReviewSeverity.Info"/> without findings.</summary>
    public ReviewSeverity Severity => Findings.Select(finding => finding.Severity).DefaultIfEmpty(ReviewSeverity.Info).Max();

    /// <summary>Returns the number of findings of a severity.</summary>
    /// <param name="severity">The severity.</param>
    public int Count(ReviewSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
