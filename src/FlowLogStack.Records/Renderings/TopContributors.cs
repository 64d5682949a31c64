using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Who has the most of something: the sources with the most bytes, the ports most often turned away. Stated once, and rendered as a Contributor Insights rule or a Logs Insights query.</summary>
/// <remarks>
/// CloudWatch passes over records whose sum is beyond a thousand million, such as 1 GB in one record; at intervals of a
/// minute few interfaces have those.
/// </remarks>
public sealed record TopContributors
{
    const int MostKeys = 4;

    /// <summary>The id in construct ids and names: words in PascalCase.</summary>
    public required string Id { get; init; }

    /// <summary>What people read above the list.</summary>
    public required string Title { get; init; }

    /// <summary>The fields whose values together make a contributor; one to four.</summary>
    public required ImmutableArray<FlowField> Key { get; init; }

    /// <summary>What a record must fulfil to count. Default: nothing.</summary>
    public ImmutableArray<FieldCondition> Conditions { get; init; } = [];

    /// <summary>The number that is summed for each contributor. Default: none; records are counted.</summary>
    public FlowField? Sum { get; init; }

    /// <summary>The fields a format must have.</summary>
    public IEnumerable<FlowField> RequiredFields =>
        Key.Concat(Conditions.Select(condition => condition.Field)).Concat(Sum is null ? [] : [Sum]).Distinct();

    /// <summary>The body of the Contributor Insights rule.</summary>
    /// <param name="format">The format of the log groups' records.</param>
    /// <param name="logGroupNames">The log groups; CDK tokens may stand in the names.</param>
    /// <exception cref="FlowLogFormatException">The format lacks fields, or a condition has no place in a rule; the message says which.</exception>
    public string ToInsightRule(FlowLogFormat format, params IEnumerable<string> logGroupNames)
    {
        Ensure(format);
        return InsightRule.Body(format, Conditions, Key, logGroupNames, Sum);
    }

    /// <summary>The Logs Insights query with the same answer, the highest first.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks fields; the message says which.</exception>
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
