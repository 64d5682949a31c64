namespace FlowLogStack.Records;

/// <summary>A query in the language of CloudWatch Logs Insights that runs locally, on events that need not be in a log group.</summary>
/// <remarks>
/// <para>Immutable, so one query can serve any number of runs and threads; each run serves one thread at a time.</para>
/// <para>
/// Supports <c>fields</c>, <c>display</c>, <c>filter</c> (or <c>where</c>), <c>stats</c> once or twice, <c>parse</c> with globs and regular
/// expressions, <c>sort</c>, <c>limit</c>, <c>dedup</c>, comments, and the functions of numbers, text, addresses and
/// time. Everything else is an error with its place, and so is a field that the events cannot have, with which Logs
/// Insights would return nothing. Where AWS documents no result, the following rules apply.
/// </para>
/// <list type="bullet">
/// <item>Fields are text, and text that is a number as a whole is compared and computed as a number. A number in
/// the query is compared as a number, quoted text by its spelling. <c>-</c> is an ordinary text: unequal to every
/// number, without an order relative to numbers, and left out of sums.</item>
/// <item>If a value is missing, a comparison is neither true nor false, and neither is its negation, so both exclude
/// the event. <c>ispresent</c> and the functions of addresses are false.</item>
/// <item>True is 1 and false is 0. A division by zero has no value.</item>
/// <item><c>bin</c>, <c>datefloor</c> and <c>dateceil</c> cap the number of a period by its unit, as AWS documents: 1000 ms,
/// 60 s, 60 m, 24 h. So <c>bin(300s)</c> groups by minutes.</item>
/// <item>The time of an event is the <c>start</c> of its record, and its log stream is the interface or transit gateway,
/// unless they are passed with the event. A JSON event has only those that are passed.</item>
/// <item>A JSON event has at most 200 fields, as in Logs Insights, and they are the first ones. Its null isn't a value,
/// and its true and false are 1 and 0. An event that is not a JSON object has no fields. Events are unknown when a query is
/// parsed, so every name that does not begin with <c>@</c> is a field of JSON.</item>
/// <item>A percentile is the least number that is greater than or equal to that percentage of the group's numbers. It is exact
/// for up to 4,096 numbers, and within one percent for more. The standard deviation is that of a population. Without numbers
/// <c>sum</c>, <c>avg</c> and others have no value; without events <c>stats</c> returns no rows.</item>
/// <item>Columns of <c>stats</c> are its groups, then its functions. Without <c>sort</c>, groups are in the order of
/// their first events, and events are sorted by <c>@timestamp</c>, the latest first. Rows that sort equally stay in the order
/// of the events; missing values sort before all others.</item>
/// <item><c>stats</c> cannot follow <c>sort</c>, <c>limit</c> or <c>dedup</c>. Only <c>limit</c> can follow <c>dedup</c>, and only
/// <c>fields</c> and <c>display</c> can follow <c>limit</c>.</item>
/// </list>
/// <code>
/// var run = LogsInsightsQuery.Parse("filter action = 'REJECT' | stats count(*) by dstPort").Start();
/// foreach (var line in lines)
///     run.Add(line);
/// LogsInsightsResult result = run.Complete();
/// </code>
/// </remarks>
public sealed class LogsInsightsQuery
{
    /// <summary>Maximum number of characters of a query: 10,000, a Logs Insights limit.</summary>
    public const int MaximumLength = 10_000;

    readonly InsightsCommand[] commands;

    LogsInsightsQuery(string text, InsightsCommand[] commands)
    {
        Text = text;
        this.commands = commands;
    }

    /// <summary>Text of the query.</summary>
    public string Text { get; }

    /// <summary>Whether the query returns statistics rather than events.</summary>
    public bool IsAggregated => commands.Any(command => command is InsightsCommand.Stats);

    /// <summary>Parses a query.</summary>
    /// <exception cref="InsightsQueryException">
    /// The text is not a query, or has an unsupported command or function; the message contains the place, the value and the
    /// fix.
    /// </exception>
    public static LogsInsightsQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaximumLength
            ? new LogsInsightsQuery(text, InsightsParser.Parse(text))
            : throw new InsightsQueryException(text,
            MaximumLength, $"the query has {text.Length} characters, but Logs Insights allows {MaximumLength}. Shorten the query.");
    }

    /// <summary>Starts a run of the query.</summary>
    /// <param name="options">Options of the run. Default: null, events of the default format.</param>
    /// <exception cref="InsightsQueryException">The query contains a field that such events do not have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public LogsInsightsRun Start(LogsInsightsOptions? options = null)
    {
        options ??= new LogsInsightsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1);
        return new LogsInsightsRun(Text, commands, options);
    }

    /// <summary>Returns the text of the query.</summary>
    public override string ToString() => Text;
}
