using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A Logs Insights query with the name it is saved under.</summary>
/// <param name="Name">The name; slashes make folders.</param>
/// <param name="Query">The query text.</param>
public sealed record NamedInsightsQuery(string Name, string Query);

/// <summary>The Logs Insights queries that come with the toolkit, rendered for a format.</summary>
public static class InsightsQueries
{
    /// <summary>Every question, by topic: AWS's own samples, then volume, accepts and rejects, direction, egress and health.</summary>
    public static ImmutableArray<InsightsQuestion> All { get; } =
    [
        .. SampleQuestions.All,
        .. VolumeQuestions.All,
        .. RejectQuestions.All,
        .. DirectionQuestions.All,
        .. HealthQuestions.All,
    ];

    /// <summary>The queries that records of a format can answer, in the order of the catalogue.</summary>
    /// <param name="format">The format of the log group's records.</param>
    /// <param name="options">The networks they ask about. Default: the private ones, and no NAT gateway.</param>
    public static IReadOnlyList<NamedInsightsQuery> For(FlowLogFormat format, InsightsQuestionOptions? options = null) =>
        [.. All.Where(question => question.CanBeAskedOf(format, options)).Select(question => question.Of(format, options))];

    /// <summary>The question of that id.</summary>
    /// <exception cref="ArgumentException">No such question; the message names the nearest one.</exception>
    public static InsightsQuestion Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var nearest = Nearest.To(id, All.Select(question => question.Id));
        return All.FirstOrDefault(question => question.Id == id)
            ?? throw new ArgumentException($"There is no Logs Insights query '{id}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}", nameof(id));
    }

    /// <summary>The 20 sources most often turned away.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks the action or the source address.</exception>
    public static NamedInsightsQuery TopRejectedSources(FlowLogFormat format) => SampleQuestions.TopRejectedSources.Of(format);
}
