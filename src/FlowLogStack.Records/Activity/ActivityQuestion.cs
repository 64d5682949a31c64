using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A built-in query of an activity log: its description, its SQL for Athena and files, and its text for Logs Insights.</summary>
public sealed class ActivityQuestion
{
    readonly Func<ActivityQueryText, string> render;

    internal ActivityQuestion(string id, ActivityKind kind, string name, string description, Func<ActivityQueryText, string> render)
    {
        Id = id;
        Kind = kind;
        Name = name;
        Description = description;
        this.render = render;
    }

    /// <summary>Id in PascalCase, unique among all queries of activity and of flow logs.</summary>
    public string Id { get; }

    /// <summary>Log that the query reads.</summary>
    public ActivityKind Kind { get; }

    /// <summary>Name in the console; at most 128 characters.</summary>
    public string Name { get; }

    /// <summary>Description of the result; at most 1024 characters.</summary>
    public string Description { get; }

    /// <summary>Default time window. Default: the last day.</summary>
    public TimeWindow Window { get; internal init; } = TimeWindow.LastDays(1);

    /// <summary>Fields that flow logs in the same database require, if the query joins them. Default: empty, none.</summary>
    public ImmutableArray<FlowField> FlowLogFields { get; internal init; } = [];

    /// <summary>Text for Logs Insights over the log group of a trail; null if there is none, as for access logs.</summary>
    public string? Insights { get; internal init; }

    /// <summary>Returns whether the target has the log, and the flow logs that the query requires.</summary>
    public bool FitsTo(ActivityTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Projection.Kind == Kind && (FlowLogFields.IsEmpty || (target.FlowLogs is { } flows && FlowLogFields.All(flows.Format.Contains)));
    }

    /// <summary>Returns the SQL statement.</summary>
    /// <param name="target">Table to query.</param>
    /// <param name="window">Time window. Default: null, <see cref="Window"/>.</param>
    /// <exception cref="ArgumentException">The target is of another log, or lacks flow logs, their fields, accounts or Regions.</exception>
    public string ToSql(ActivityTarget target, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Projection.Kind != Kind)
            throw new ArgumentException($"The query '{Id}' is for {Kind}, but the target is of {target.Projection.Kind}. Use the table of the other log.",
                nameof(target));
        if (!FlowLogFields.IsEmpty)
        {
            var flows = target.FlowLogs
                ?? throw new ArgumentException($"The query '{Id}' joins flow logs. Set {nameof(ActivityTarget.FlowLogs)} of the target.", nameof(target));
            flows.Format.EnsureContains($"The query '{Id}'", FlowLogFields);
        }

        return render(new ActivityQueryText(target, window ?? Window));
    }

    /// <summary>Returns the SQL statement with its saved name.</summary>
    /// <inheritdoc cref="ToSql"/>
    public NamedAthenaQuery ToNamed(ActivityTarget target, TimeWindow? window = null) => new(Id, Name, Description, ToSql(target, window));

    /// <summary>Returns the id.</summary>
    public override string ToString() => Id;
}
