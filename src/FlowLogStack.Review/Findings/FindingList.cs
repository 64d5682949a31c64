namespace FlowLogStack.Review;

/// <summary>The findings of one stack as they are made.</summary>
/// <param name="stack">Name of the stack.</param>
sealed class FindingList(string stack)
{
    readonly List<ReviewFinding> findings = [];

    internal IReadOnlyList<ReviewFinding> All => findings;

    internal void Add(
        ReviewRule rule, ReviewSeverity severity, ReviewedResource? resource, string title, IEnumerable<string>? details = null,
            IEnumerable<ReviewEvidence>? evidence = null, string? fix = null) =>
        findings.Add(new ReviewFinding
        {
            Rule = rule,
            Severity = severity,
            Stack = stack,
            LogicalId = resource?.LogicalId ?? "",
            Type = resource?.Type ?? "",
            Title = title,
            Details = [.. details ?? []],
            Evidence = [.. evidence ?? []],
            Fix = fix,
        });

    /// <summary>Returns the findings by section, most severe first.</summary>
    internal IReadOnlyList<ReviewFinding> Sorted() =>
    [
        .. findings.OrderBy(finding => finding.Rule.Section).ThenByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal).ThenBy(finding => finding.LogicalId, StringComparer.Ordinal),
    ];
}
