namespace FlowLogStack.Records;

/// <summary>What a query runs on.</summary>
public sealed record LogsInsightsOptions
{
    /// <summary>The rows that Logs Insights answers at most when the query has no <c>limit</c>.</summary>
    public const int DefaultLimit = 10_000;

    /// <summary>The format of the events, which decides the fields they have before any <c>parse</c>.</summary>
    /// <remarks>Default: AWS's default format, the only one whose fields Logs Insights discovers.</remarks>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>What the events are. Of JSON they have the fields of their objects, and <see cref="Format"/> says nothing of them.</summary>
    /// <remarks>Default: flow log records.</remarks>
    public LogEventKind Events { get; init; }

    /// <summary>What <c>now()</c> answers, to the second.</summary>
    /// <remarks>Default: the time at which the run starts.</remarks>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The value of <c>@log</c>, in CloudWatch Logs the account id, a colon and the log group's name.</summary>
    /// <remarks>Default: none.</remarks>
    public string? LogGroup { get; init; }

    /// <summary>The rows answered at most when the query has no <c>limit</c>; at least 1.</summary>
    /// <remarks>Default: <see cref="DefaultLimit"/>.</remarks>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The format of the records; null when the events are none.</summary>
    internal FlowLogFormat? RecordFormat => Events is LogEventKind.FlowLogRecords ? Format : null;
}
