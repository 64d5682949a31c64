namespace FlowLogStack.Simulation;

/// <summary>The result of a backtest: what the alarms of a template do on recorded flow logs.</summary>
/// <remarks>All times are in UTC. The same logs and options have the same result, independent of the number of threads.</remarks>
public sealed record BacktestResult
{
    /// <summary>Name of the template.</summary>
    public string Template { get; init; } = "";

    /// <summary>Number of records read.</summary>
    public long Records { get; init; }

    /// <summary>Number of malformed lines. Metric filters evaluate them too, as in CloudWatch Logs.</summary>
    public long RejectedLines { get; init; }

    /// <summary>Start of the time range: the first minute with records, or the one in the options; null without records.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the simulation: the minute in which the last record arrived, or the one in the options; null without records.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The simulated alarms in the order of the template, composite alarms last.</summary>
    public IReadOnlyList<AlarmOutcome> Alarms { get; init; } = [];

    /// <summary>The alarms that couldn't be simulated, in the order of the template.</summary>
    public IReadOnlyList<UnsimulatedAlarm> NotSimulated { get; init; } = [];

    /// <summary>The alarms on the records of each account alone, in the order of accounts; null without
    /// <see cref="BacktestOptions.ByAccount"/>.</summary>
    public IReadOnlyList<AccountOutcome>? Accounts { get; init; }

    /// <summary>The traffic of all records.</summary>
    public TrafficSeries Traffic { get; init; } = TrafficSeries.None;

    /// <summary>Limitations of the backtest, one sentence each, such as unresolved references and missing fields.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Problems in the template with which a deployment fails in CloudWatch or CloudWatch Logs, one sentence each.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>Total <c>ALARM</c> count of all alarms, except composite alarms.</summary>
    public int TimesInAlarm => Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite).Sum(alarm => alarm.TimesInAlarm);

    /// <summary>Total number of incidents of all alarms, except composite alarms.</summary>
    public int Incidents => Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite).Sum(alarm => alarm.Incidents);

    /// <summary>Returns whether the backtest fails with a limit of the total <c>ALARM</c> count. Without records it does, because nothing was tested.</summary>
    internal bool FailsAt(int limit) => Records == 0 || TimesInAlarm >= limit;
}
