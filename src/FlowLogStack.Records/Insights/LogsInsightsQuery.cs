namespace FlowLogStack.Records;

/// <summary>A query in the language of CloudWatch Logs Insights that runs here, on events that no log group has yet.</summary>
/// <remarks>
/// <para>Immutable, so that one query serves any number of runs and threads; each run serves one thread at a time.</para>
/// <para>
/// Runs <c>fields</c>, <c>display</c>, <c>filter</c> (or <c>where</c>), <c>stats</c> once or twice, <c>parse</c> with globs and regular
/// expressions, <c>sort</c>, <c>limit</c>, <c>dedup</c>, comments, and the functions of numbers, text, addresses and
/// time. What it doesn't know is refused with its place, and so is a field that the events cannot have, which Logs
/// Insights would take and find nothing by. Where AWS documents no answer, this decides as follows.
/// </para>
/// <list type="bullet">
/// <item>Fields are text, and text that is a number in its whole length is compared and computed with as one. A number in
/// the query is compared as a number, text in quotes by its spelling. <c>-</c> is a text like any other: unequal to every
/// number, in no order with one, and left out of sums.</item>
/// <item>Where a value is missing a comparison is neither true nor false, and neither is its negation, so that both leave
/// the event out. <c>ispresent</c> and the functions of addresses are false.</item>
/// <item>True is 1 and false is 0. A division by zero has no value.</item>
/// <item><c>bin</c>, <c>datefloor</c> and <c>dateceil</c> cap the number of a period by its unit, as AWS documents: 1000 ms,
/// 60 s, 60 m, 24 h. So <c>bin(300s)</c> groups by minutes.</item>
/// <item>The time of an event is the <c>start</c> of its record and its log stream the interface or transit gateway,
/// unless they are given. An event of JSON has those it is given.</item>
/// <item>An event of JSON has at most 200 fields, as in Logs Insights, and those are the first ones. Its null is no value,
/// and its true and false are 1 and 0. What is no JSON object has no fields. Since no event is there yet, every name that does
/// not begin with <c>@</c> is a field of JSON.</item>
/// <item>A percentile is the least number that so many percent do not exceed, exact for up to 4,096 numbers of a group
/// and within one percent for more. The standard deviation is that of all numbers, not of a sample. Without numbers
/// <c>sum</c>, <c>avg</c> and the others have no value; without events <c>stats</c> answers no row.</item>
/// <item>Columns of <c>stats</c> are what it groups by, then its functions. Without <c>sort</c> groups are in the order of
/// their first events, and events are sorted by <c>@timestamp</c>, the latest first. What sorts alike stays in the order
/// of the events; what has no value sorts before all else.</item>
/// <item><c>stats</c> cannot follow <c>sort</c>, <c>limit</c> or <c>dedup</c>, <c>dedup</c> is followed by <c>limit</c>
/// alone, and <c>limit</c> by <c>fields</c> and <c>display</c>.</item>
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
    /// <summary>The characters a query may have; a Logs Insights limit.</summary>
    public const int MaximumLength = 10_000;

    readonly InsightsCommand[] commands;

    LogsInsightsQuery(string text, InsightsCommand[] commands)
    {
        Text = text;
        this.commands = commands;
    }

    /// <summary>The query as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether the query answers statistics; otherwise it answers events.</summary>
    public bool IsAggregated => commands.Any(command => command is InsightsCommand.Stats);

    /// <summary>Reads a query.</summary>
    /// <exception cref="InsightsQueryException">The text is no query, or has a command or function that does not run here; the message names the place, the value and the cure.</exception>
    public static LogsInsightsQuery Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= MaximumLength
            ? new LogsInsightsQuery(text, InsightsParser.Parse(text))
            : throw new InsightsQueryException(text, MaximumLength, $"the query has {text.Length} characters, and Logs Insights takes {MaximumLength}.");
    }

    /// <summary>Starts a run of the query.</summary>
    /// <param name="options">What it runs on. Default: events of the default format.</param>
    /// <exception cref="InsightsQueryException">The query names a field that such events do not have.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public LogsInsightsRun Start(LogsInsightsOptions? options = null)
    {
        options ??= new LogsInsightsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1);
        return new LogsInsightsRun(Text, commands, options);
    }

    /// <summary>The query as it was written.</summary>
    public override string ToString() => Text;
}
