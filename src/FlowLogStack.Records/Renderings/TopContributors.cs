using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A ranking of contributors, such as the sources with the most bytes or the most rejected ports. Contributor Insights
/// rules and Logs Insights queries are generated from it.
/// </summary>
/// <remarks>
/// CloudWatch ignores records whose summed field is above 1,000,000,000, such as 1 GB in one record. With aggregation intervals of one
/// minute, few interfaces have such records.
/// </remarks>
public sealed record TopContributors
{
    const int MostKeys = 4;

    /// <summary>Id in construct ids and names: words in PascalCase.</summary>
    public required string Id { get; init; }

    /// <summary>Title of the list.</summary>
    public required string Title { get; init; }

    /// <summary>Fields whose values together identify a contributor; one to four.</summary>
    public required ImmutableArray<FlowField> Key { get; init; }

    /// <summary>Conditions that a record has to fulfill to count. Default: empty.</summary>
    public ImmutableArray<FieldCondition> Conditions { get; init; } = [];

    /// <summary>Field that is summed for each contributor. Default: null, records are counted.</summary>
    public FlowField? Sum { get; init; }

    /// <summary>Fields that a log format requires.</summary>
    public IEnumerable<FlowField> RequiredFields =>
        Key.Concat(Conditions.Select(condition => condition.Field)).Concat(Sum is null ? [] : [Sum]).Distinct();

    /// <summary>Returns the body of the Contributor Insights rule.</summary>
    /// <param name="format">Log format of the log groups' records.</param>
    /// <param name="logGroupNames">Names of the log groups, which may contain CDK tokens.</param>
    /// <exception cref="FlowLogFormatException">
    /// The log format lacks required fields, or a rule cannot express a condition; the message contains them.
    /// </exception>
    public string ToInsightRule(FlowLogFormat format, params IEnumerable<string> logGroupNames)
    {
        Ensure(format);
        return InsightRule.Body(format, Conditions, Key, logGroupNames, Sum);
    }

    /// <summary>Returns the Logs Insights query with the same result, the highest first.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks required fields; the message contains them.</exception>
    public string ToInsightsQuery(FlowLogFormat format)
    {
        Ensure(format);
        var query = InsightsQuery.For(format);
        return query.Of([
            .. Conditions.IsEmpty ? Array.Empty<string>() : [query.Filter(Conditions)],
            $"stats {(Sum is null ? "count(*) as flows" : $"sum({query.Name(Sum)}) as total")} by {string.Join(", ", Key.Select(query.Name))}",
            $"sort {(Sum is null ? "flows" : "total")} desc",
            "limit 10"]);
    }

    void Ensure(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (Key.Length is 0 or > MostKeys)
            throw new ArgumentException($"'{Title}' has contributors of {Key.Length} fields, and Contributor Insights takes 1 to {MostKeys}.");
        if (Sum is { IsNumeric: false })
            throw new ArgumentException($"'{Title}' sums '{Sum}', which holds {Sum.Kind} values: sum a number.");
        format.EnsureContains($"'{Title}'", RequiredFields);
    }
}
