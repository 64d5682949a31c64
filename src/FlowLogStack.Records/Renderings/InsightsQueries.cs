using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The built-in Logs Insights queries, generated for a log format.</summary>
public static class InsightsQueries
{
    /// <summary>All queries by topic: AWS's own samples, then volume, accepted and rejected traffic, direction, egress, threats and health.</summary>
    public static ImmutableArray<InsightsQuestion> All { get; } =
    [
        .. SampleQuestions.All,
        .. VolumeQuestions.All,
        .. RejectQuestions.All,
        .. DirectionQuestions.All,
        .. ThreatQuestions.All,
        .. HealthQuestions.All,
    ];

    /// <summary>Returns the queries whose fields a log format has, in the order of the catalog.</summary>
    /// <param name="format">Log format of the log group's records.</param>
    /// <param name="options">Networks of the queries. Default: null, private networks and no NAT gateway.</param>
    public static IReadOnlyList<NamedInsightsQuery> For(FlowLogFormat format, InsightsQuestionOptions? options = null) =>
        [.. All.Where(question => question.CanBeAskedOf(format, options)).Select(question => question.Of(format, options))];

    /// <summary>Returns the query with an id.</summary>
    /// <exception cref="ArgumentException">The query does not exist; the message contains the nearest id.</exception>
    public static InsightsQuestion Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var nearest = Nearest.To(id, All.Select(question => question.Id));
        return All.FirstOrDefault(question => question.Id == id)
            ?? throw new ArgumentException($"The Logs Insights query '{id}' does not "
                + $"exist.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}", nameof(id));
    }

    /// <summary>Returns the query for the 20 source addresses with the most rejected records.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks the action or the source address.</exception>
    public static NamedInsightsQuery TopRejectedSources(FlowLogFormat format) => SampleQuestions.TopRejectedSources.Of(format);
}
