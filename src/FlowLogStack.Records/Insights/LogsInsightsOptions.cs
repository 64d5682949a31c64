namespace FlowLogStack.Records;

/// <summary>Options for a run of a query.</summary>
public sealed record LogsInsightsOptions
{
    /// <summary>Maximum number of rows that Logs Insights returns for a query without <c>limit</c>: 10,000.</summary>
    public const int DefaultLimit = 10_000;

    /// <summary>Log format of the events, which determines the fields they have before any <c>parse</c>.</summary>
    /// <remarks>Default: AWS's default format, the only one whose fields Logs Insights discovers.</remarks>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Kind of the events. JSON events have the fields of their objects, and <see cref="Format"/> has no effect.</summary>
    /// <remarks>Default: flow log records.</remarks>
    public LogEventKind Events { get; init; }

    /// <summary>Value of <c>now()</c>, in whole seconds.</summary>
    /// <remarks>Default: null, the time at which the run starts.</remarks>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Value of <c>@log</c>: in CloudWatch Logs the account id, a colon and the log group's name.</summary>
    /// <remarks>Default: null, no value.</remarks>
    public string? LogGroup { get; init; }

    /// <summary>Maximum number of rows for a query without <c>limit</c>; at least 1.</summary>
    /// <remarks>Default: <see cref="DefaultLimit"/>.</remarks>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Log format of the records; null if the events are not records.</summary>
    internal FlowLogFormat? RecordFormat => Events is LogEventKind.FlowLogRecords ? Format : null;
}
