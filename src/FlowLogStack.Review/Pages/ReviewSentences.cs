using System.Globalization;

namespace FlowLogStack.Review;

/// <summary>Titles and sentences that all pages of a review have.</summary>
static class ReviewSentences
{
    internal static string TitleOf(ReviewSection section) => section switch
    {
        ReviewSection.Loss => "Replaced, deleted, kept",
        ReviewSection.Drift => "Changed outside of CloudFormation",
        ReviewSection.Access => "Permissions and protection",
        ReviewSection.Detections => "Detections",
        ReviewSection.Queries => "Queries, tables and dashboards",
        ReviewSection.Cost => "Monthly cost",
        ReviewSection.Limits => "Limits",
        ReviewSection.Moves => "New logical ids",
        _ => "Other changes",
    };

    internal static string NameOf(ReviewSeverity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>Returns the verdict: the highest severity and what it is about.</summary>
    internal static string Verdict(ReviewResult result)
    {
        var all = result.Findings.ToList();
        if (all.Count == 0)
            return "No effect: the templates differ in nothing that changes resources.";
        var worst = all.Where(finding => finding.Severity == result.Severity).ToList();
        return result.Severity switch
        {
            ReviewSeverity.Critical => $"Critical: {Count(worst.Count)} would delete stored data or give access to anyone.",
            ReviewSeverity.High => $"High: {Count(worst.Count)} would stop records, notifications or protection, widen access, or fail to deploy.",
            ReviewSeverity.Medium => $"Medium: {Count(worst.Count)} to check before the deployment.",
            ReviewSeverity.Low => $"Low: {Count(worst.Count)} with a small effect.",
            _ => "Info: nothing is lost and no access is widened.",
        };
    }

    /// <summary>Returns the number of findings of each severity.</summary>
    internal static string Counts(ReviewResult result) =>
        string.Join(", ", Enum.GetValues<ReviewSeverity>().Reverse().Select(severity => (severity, Count: result.Count(severity))).Where(item => item.Count > 0)
            .Select(item => $"{item.Count} {NameOf(item.severity)}"));

    internal static string Dollars(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    internal static string CostTitle(ReviewCost cost) =>
        $"{Dollars(cost.Before)} → {Dollars(cost.After)} USD{(cost.HasTraffic ? "" : " without traffic")}";

    internal static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Count(int count) => count == 1 ? "1 change" : $"{count} changes";
}
