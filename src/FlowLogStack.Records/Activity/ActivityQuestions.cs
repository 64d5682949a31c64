using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The built-in queries of activity logs.</summary>
/// <remarks>Every query has a time window that selects partitions, which limits its cost.</remarks>
public static class ActivityQuestions
{
    /// <summary>All queries, those of calls first.</summary>
    public static ImmutableArray<ActivityQuestion> All { get; } = [.. CallQuestions.All, .. RequestQuestions.All];

    /// <summary>Returns the queries that a target has the log and the flow logs for.</summary>
    public static IEnumerable<ActivityQuestion> For(ActivityTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return All.Where(question => question.FitsTo(target));
    }
}
