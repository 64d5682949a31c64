using System.Text;

namespace FlowLogStack.Review;

/// <summary>Counts of the templates against limits of CloudFormation and of the services.</summary>
sealed class LimitReview(ReviewContext context)
{
    const double Near = 0.9;

    internal IReadOnlyList<ReviewLimit> Run()
    {
        var limits = new List<ReviewLimit>
        {
            Count("resources", template => Members(template, "Resources"), 500),
            Count("parameters", template => Members(template, "Parameters"), 200),
            Count("outputs", template => Members(template, "Outputs"), 200),
            Count("mappings", template => Members(template, "Mappings"), 200),
            Count("bytes of the template", template => Encoding.UTF8.GetByteCount(template.Text), 1_000_000),
            Count("metric filters of one log group", template => Most(template, "AWS::Logs::MetricFilter", "LogGroupName"), 100),
            Count("subscription filters of one log group", template => Most(template, "AWS::Logs::SubscriptionFilter", "LogGroupName"), 2),
            Count("resource policies of CloudWatch Logs (account and Region)", template => template.Of("AWS::Logs::ResourcePolicy").Count(), 10),
        };
        foreach (var limit in limits)
            Report(limit);
        foreach (var resource in context.After.Resources.Values)
            ReviewSize(resource);
        var known = context.Before.Alarms.Refusals.ToHashSet(StringComparer.Ordinal);
        foreach (var refusal in context.After.Alarms.Refusals.Where(refusal => !known.Contains(refusal)))
            context.Findings.Add(ReviewRules.DeploymentFails, ReviewSeverity.High, context.After.Resources.Values
                .FirstOrDefault(resource => refusal.StartsWith(resource.LogicalId + " ", StringComparison.Ordinal)), Markup.Plain(refusal));
        return [.. limits.Where(limit => limit.Before != limit.After || limit.After >= Near * limit.Maximum || limit.Name == "resources")];
    }

    void Report(ReviewLimit limit)
    {
        if (limit.After > limit.Maximum && limit.After > limit.Before)
            context.Findings.Add(ReviewRules.LimitReached, ReviewSeverity.High, null,
                $"The template has {limit.After} {limit.Name}, and {limit.Maximum} are possible.", ["The deployment fails."], fix: limit.Name == "resources"
                ? "Split the stack." : null);
        else if (limit.Maximum >= 10 && limit.After >= Near * limit.Maximum && limit.After > limit.Before)
            context.Findings.Add(ReviewRules.LimitReached, ReviewSeverity.Low, null,
                $"The template has {limit.After} {limit.Name} of {limit.Maximum} possible.");
    }

    void ReviewSize(ReviewedResource resource)
    {
        var (property, most, unit) = resource.Type switch
        {
            "AWS::S3::BucketPolicy" => ("PolicyDocument", 20_480, "bytes"),
            "AWS::KMS::Key" => ("KeyPolicy", 32_768, "bytes"),
            "AWS::SNS::TopicPolicy" => ("PolicyDocument", 30_720, "bytes"),
            "AWS::Logs::ResourcePolicy" => ("PolicyDocument", 5120, "characters"),
            "AWS::Lambda::Function" => ("Environment.Variables", 4096, "bytes"),
            "AWS::CloudWatch::CompositeAlarm" => ("AlarmRule", 10_240, "characters"),
            "AWS::CloudWatch::InsightRule" => ("RuleBody", 8192, "characters"),
            _ => ("", 0, ""),
        };
        if (most == 0)
            return;
        var length = Length(resource, property);
        if (length > most && (!context.Before.Resources.TryGetValue(resource.LogicalId, out var old) || Length(old, property) <= most))
            context.Findings.Add(ReviewRules.LimitReached, ReviewSeverity.High, resource,
                $"{Markup.Code(property)} of {resource.Words} has {length} {unit}, and {most} are possible.", ["The deployment fails."]);
    }

    ReviewLimit Count(string name, Func<ReviewedTemplate, long> count, long maximum) => new(name, count(context.Before), count(context.After), maximum);

    static int Length(ReviewedResource resource, string property) => resource.Text(property) is { } text ? Encoding.UTF8.GetByteCount(text) : 0;

    static long Members(ReviewedTemplate template, string section) => template.Root[section] is System.Text.Json.Nodes.JsonObject members ? members.Count : 0;

    static long Most(ReviewedTemplate template, string type, string property) => template.Of(type).GroupBy(resource => resource.Text(property))
        .Select(group => group.Count()).DefaultIfEmpty(0).Max();
}
