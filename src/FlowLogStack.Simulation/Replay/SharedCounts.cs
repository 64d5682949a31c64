using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The counts that the plans of two templates have in common, so that each event is counted once for both.</summary>
/// <remarks>
/// All plans take the same records and calls at the same times. Counts are common if the log group, its log format and its traffic are equal, and within them
/// the filters and rules that are the same objects in both templates, which <see cref="AlarmTemplate.WithDefinitionsOf"/> makes of equal ones.
/// </remarks>
sealed class SharedCounts
{
    readonly Dictionary<(string? LogGroup, FlowLogFormat? Format, string? Traffic, bool OnlyCalls), EventCounts> groups = [];
    readonly List<(RuleFeed Rule, EventCounts[] Groups)> rules = [];

    /// <summary>Returns the counts of a log group.</summary>
    /// <param name="logGroup">Name of the log group; null for all log groups of the template.</param>
    /// <param name="format">Log format of its flow log; null if it isn't known.</param>
    /// <param name="traffic">The only action that its flow log delivers; null for all.</param>
    /// <param name="onlyCalls">Whether it receives calls of a trail, and no flow log records.</param>
    /// <param name="isFirst">Whether they are new: only the first log group passes its events on.</param>
    internal EventCounts Of(string? logGroup, FlowLogFormat? format, string? traffic, bool onlyCalls, out bool isFirst)
    {
        var key = (logGroup, format, traffic, onlyCalls);
        isFirst = !groups.TryGetValue(key, out var counts);
        if (isFirst)
            groups.Add(key, counts = new EventCounts());
        return counts!;
    }

    /// <summary>Returns the counts of a rule in some log groups; null if no plan has added them.</summary>
    internal RuleFeed? Find(RuleFeed wanted, EventCounts[] of) =>
        rules.Find(known => ReferenceEquals(known.Rule.Definition, wanted.Definition) && known.Groups.SequenceEqual(of)
            && known.Rule.Series.CountsContributors == wanted.Series.CountsContributors
            && known.Rule.Series.WeighsContributors == wanted.Series.WeighsContributors
            && known.Rule.Talkers?.Measure == wanted.Talkers?.Measure).Rule;

    /// <summary>Adds the counts of a rule.</summary>
    internal void Add(RuleFeed rule, EventCounts[] of) => rules.Add((rule, of));
}
