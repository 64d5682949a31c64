namespace FlowLogStack.Simulation;

/// <summary>What the alarms of a template would have done on flow logs that were recorded.</summary>
/// <remarks>All times are UTC. The same logs and options give the same result, however many threads read them.</remarks>
public sealed record BacktestResult
{
    /// <summary>What was tested: the template's name, as it was given.</summary>
    public string Template { get; init; } = "";

    /// <summary>The records read.</summary>
    public long Records { get; init; }

    /// <summary>The lines that are no records. Filters see them all the same, as in CloudWatch Logs.</summary>
    public long RejectedLines { get; init; }

    /// <summary>The first minute that records fall in, or that was asked for; null without records.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the simulation ended: the minute the last record arrived, or the one asked for; null without records.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The alarms that were simulated, in the template's order, composite alarms last.</summary>
    public IReadOnlyList<AlarmOutcome> Alarms { get; init; } = [];

    /// <summary>The alarms that could not be simulated, in the template's order.</summary>
    public IReadOnlyList<UnsimulatedAlarm> NotSimulated { get; init; } = [];

    /// <summary>The traffic as a whole.</summary>
    public TrafficSeries Traffic { get; init; } = TrafficSeries.None;

    /// <summary>What a reader should know about the backtest, one sentence each: what could not be resolved, what the files lack.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What CloudWatch and CloudWatch Logs do not accept of the template, so that a deployment fails; one sentence each.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>How often alarms went off, all together; composite alarms, which repeat what others say, are not counted.</summary>
    public int TimesInAlarm => Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite).Sum(alarm => alarm.TimesInAlarm);

    /// <summary>The incidents behind these, alarm by alarm; composite alarms are not counted.</summary>
    public int Incidents => Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite).Sum(alarm => alarm.Incidents);
}
