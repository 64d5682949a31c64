using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>How a backtest stands in for CloudWatch.</summary>
public sealed record BacktestOptions
{
    /// <summary>How long after its last packet a record reaches CloudWatch Logs. Default: 5 minutes, what AWS names as typical.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Which time of a record becomes the time of its log event. Default: its start, as AWS does.</summary>
    public EventTime Timestamp { get; init; } = EventTime.Start;

    /// <summary>
    /// How many periods an alarm looks at beyond those it asks for, so that late data count. Default: a third as many, but at
    /// least two; AWS documents only that it is 2 for 3.
    /// </summary>
    public int? FurtherPeriods { get; init; }

    /// <summary>Only events from then on, and alarms from then on. Default: from the first event.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only events before that, and alarms until then. Default: until the last event has arrived.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The log group that the records are events of, by logical id or name. Default: those the template's flow logs deliver to.</summary>
    public string? LogGroup { get; init; }

    /// <summary>The logical id of the flow log that delivers the records, where several have different formats. Default: all that deliver to the log group.</summary>
    public string? FlowLog { get; init; }

    /// <summary>The format of files without a header line. Default: that of the template's flow log, or else AWS's default format.</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>How often an alarm may go off, for suggestions of thresholds; null for no suggestions. Default: once a week.</summary>
    public double? PagesPerWeek { get; init; } = 1;
}
