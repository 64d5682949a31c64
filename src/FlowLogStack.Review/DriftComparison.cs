using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The effects of changes of a deployed stack that CloudFormation did not make, in the words of a review.</summary>
static class DriftComparison
{
    static readonly HashSet<ReviewRule> OfReplacement = [ReviewRules.Replaced, ReviewRules.FlowLogReplaced, ReviewRules.CostChanged, ReviewRules.LimitReached,
        ReviewRules.Moved];

    /// <summary>Returns one finding for each effect, and one for each other difference.</summary>
    /// <param name="old">The deployed template with its drift.</param>
    /// <param name="now">The new template, which decides what a deployment changes back. Default: null (none is deployed).</param>
    /// <param name="options">Options of the review.</param>
    internal static IReadOnlyList<ReviewFinding> Of(StackTemplate old, StackTemplate? now, ReviewOptions options)
    {
        if (old.Drift.Count == 0)
            return [];
        var resources = (JsonObject)ReviewedTemplate.ReadRoot(old.Text, old.Name)["Resources"]!;
        var next = now is null ? null : (JsonObject)ReviewedTemplate.ReadRoot(now.Text, now.Name)["Resources"]!;
        return [.. old.Drift.Where(drift => resources.ContainsKey(drift.LogicalId)).SelectMany(drift => Of(old, drift, resources, next, options))];
    }

    // Each resource by itself, because the finding of a policy is about the resource that it gives access to.
    static IEnumerable<ReviewFinding> Of(StackTemplate old, ResourceDrift drift, JsonObject resources, JsonObject? next, ReviewOptions options)
    {
        var findings = Effects(old, drift, options).Where(finding => !OfReplacement.Contains(finding.Rule)).ToList();
        return findings.Count == 0
            ? [Other(old.Stack, drift, resources, next)]
            : findings.Select(finding => finding with
            {
                Rule = ReviewRules.Drift,
                LogicalId = finding.LogicalId.Length > 0 ? finding.LogicalId : drift.LogicalId,
                Title = $"Changed outside of CloudFormation: {finding.Title}",
                Details = [.. finding.Details, Consequence(drift.LogicalId, resources, next)],
            });
    }

    static IReadOnlyList<ReviewFinding> Effects(StackTemplate old, ResourceDrift drift, ReviewOptions options)
    {
        var root = ReviewedTemplate.ReadRoot(old.Text, old.Name);
        DriftedTemplate.Apply(root, [drift]);
        try
        {
            using var comparison = new StackComparison(old with { Drift = [] }, old with { Text = root.ToJsonString(), Drift = [] },
                options with { Parameters = new Dictionary<string, string>(), Rate = null });
            return comparison.Finish().Findings;
        }
        catch (TemplateException)
        {
            // Other resources refer to the deleted one.
            return [];
        }
    }

    static ReviewFinding Other(string stack, ResourceDrift drift, JsonObject resources, JsonObject? next) => new()
    {
        Rule = ReviewRules.Drift,
        Severity = drift.IsDeleted ? ReviewSeverity.Medium : ReviewSeverity.Low,
        Stack = stack,
        LogicalId = drift.LogicalId,
        Type = RawJson.Text(resources[drift.LogicalId]!["Type"]) ?? "",
        Title = drift.IsDeleted
            ? $"Changed outside of CloudFormation: {Markup.Code(drift.LogicalId)} was deleted."
            : $"Changed outside of CloudFormation: {Markup.Codes(drift.Properties.Select(property => property.Path.TrimStart('/')))} "
                + $"of {Markup.Code(drift.LogicalId)}.",
        Details = [Consequence(drift.LogicalId, resources, next)],
        Evidence = [.. drift.Properties.Select(property => new ReviewEvidence(property.Path.TrimStart('/'), "", property.Value ?? ""))],
    };

    static string Consequence(string id, JsonObject resources, JsonObject? next) =>
        next is null ? "A deployment changes it back only if the template of the resource changes."
        : next[id] is not { } now ? "The new template lacks the resource."
        : JsonNode.DeepEquals(resources[id], now) ? "The template of the resource does not change, so the deployment leaves it as it is."
        : "The template of the resource changes, so the deployment updates the resource, and can change this back.";
}
