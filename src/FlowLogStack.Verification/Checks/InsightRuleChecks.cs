using Amazon.CloudWatch.Model;

namespace FlowLogStack.Verification;

/// <summary>Checks that Contributor Insights rules match the template.</summary>
sealed class InsightRuleChecks(Deployed deployed)
{
    const string Describe = "cloudwatch:DescribeInsightRules";
    const string Type = "AWS::CloudWatch::InsightRule";
    const string RuleMark = ":insight-rule/";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var resources = deployed.OfType(Type);
        if (resources.Count == 0)
            return [];
        try
        {
            var rules = (await ServiceCall.AllAsync<InsightRule>(Describe, async next =>
            {
                var page = await deployed.Services.CloudWatch.DescribeInsightRulesAsync(new DescribeInsightRulesRequest { NextToken = next }, cancellation)
                    .ConfigureAwait(false);
                return (page.InsightRules, page.NextToken);
            }).ConfigureAwait(false)).DistinctBy(rule => rule.Name).ToDictionary(rule => rule.Name!, StringComparer.Ordinal);
            return [.. resources.Select(resource => CheckOne(resource, rules))];
        }
        catch (ServiceCallException e)
        {
            return [e.ToCheck(CheckKind.InsightRule, Counted.Of(resources.Count, "rule"))];
        }
    }

    Check CheckOne(Simulation.TemplateResource resource, Dictionary<string, InsightRule> rules)
    {
        if (deployed.NameOf(resource, "RuleName") is not { } id)
            return Deployed.NotMade(CheckKind.InsightRule, resource);
        var mark = id.IndexOf(RuleMark, StringComparison.Ordinal);
        var name = mark < 0 ? id : id[(mark + RuleMark.Length)..];
        if (!rules.TryGetValue(name, out var rule))
            return Deployed.Gone(CheckKind.InsightRule, resource, name, "the rule does not exist");
        var differences = new Differences(CheckKind.InsightRule, name, resource);
        differences.Text("RuleState", rule.State);
        // AWS does not document whether the definition contains the schema, which is always the same.
        differences.Document("RuleBody", rule.Definition, "Schema");
        return differences.ToCheck("matches the template");
    }
}
