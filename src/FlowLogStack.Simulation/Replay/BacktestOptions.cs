using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Options of the simulation of CloudWatch in a backtest.</summary>
public sealed record BacktestOptions
{
    /// <summary>Time from a record's last packet to its arrival in CloudWatch Logs. Default: 5 minutes, which AWS documents as typical.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time of a record that is its log event's timestamp. Default: the start time, as in AWS.</summary>
    public EventTime Timestamp { get; init; } = EventTime.Start;

    /// <summary>
    /// Number of periods that an alarm evaluates in addition to its own, because data can arrive late. Default: null (one third of its own, at least
    /// 2; AWS documents only 2 for 3 periods).
    /// </summary>
    public int? FurtherPeriods { get; init; }

    /// <summary>Start of the time range. Earlier events and alarms are ignored. Default: null (the first event).</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the time range. Later events and alarms are ignored. Default: null (the arrival of the last event).</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Log group of the records, by logical id or name. Default: null (those of the template's flow logs).</summary>
    public string? LogGroup { get; init; }

    /// <summary>
    /// Logical id of the flow log that delivers the records, if several have different formats. Default: null (all that deliver to the log group).
    /// </summary>
    public string? FlowLog { get; init; }

    /// <summary>Log format of files without a header line. Default: null (the format of the template's flow log, or AWS's default format).</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>
    /// Function that returns a description of an address, such as its country and network, for the top contributors of an alarm, or null. Default: null (no
    /// notes).
    /// </summary>
    public Func<string, string?>? DescribeAddress { get; init; }

    /// <summary>
    /// Whether the alarms are simulated again for each account, on its records alone. The log format must have <c>account-id</c>. Default: false.
    /// </summary>
    public bool ByAccount { get; init; }

    /// <summary>Whether the top contributors of each alarm are kept. Default: true.</summary>
    internal bool KeepsTalkers { get; init; } = true;

    /// <summary>Maximum <c>ALARM</c> count per week for suggested thresholds; null for no suggestions. Default: 1.</summary>
    public double? PagesPerWeek { get; init; } = 1;
}
