namespace FlowLogStack.Records;

/// <summary>A Logs Insights query with the name it is saved under.</summary>
/// <param name="Name">The name; slashes make folders.</param>
/// <param name="Query">The query text.</param>
public sealed record NamedInsightsQuery(string Name, string Query);

/// <summary>The Logs Insights queries that come with the toolkit, rendered for a format.</summary>
public static class InsightsQueries
{
    /// <summary>Every query that records of a format can answer, in the order of the catalogue.</summary>
    public static IReadOnlyList<NamedInsightsQuery> For(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Contains(FlowField.Action) && format.Contains(FlowField.SrcAddr) ? [TopRejectedSources(format)] : [];
    }

    /// <summary>The 20 sources most often turned away.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks the action or the source address.</exception>
    public static NamedInsightsQuery TopRejectedSources(FlowLogFormat format)
    {
        var query = InsightsQuery.For(format);
        return new("Top 20 source addresses with the most rejected requests", query.Of(
            query.Filter(FlowField.Action.Is("REJECT")),
            $"stats count(*) as numRejections by {query.Name(FlowField.SrcAddr)}",
            "sort numRejections desc",
            "limit 20"));
    }
}
