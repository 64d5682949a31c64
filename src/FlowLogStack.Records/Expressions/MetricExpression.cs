namespace FlowLogStack.Records;

/// <summary>A metric math expression; immutable.</summary>
/// <remarks>
/// <para>
/// Supports <c>+ - * / ^</c>, comparisons, <c>&amp;&amp; || AND OR !</c>, parentheses, <c>IF</c>, <c>FILL</c> with a value,
/// <c>REPEAT</c> or <c>LINEAR</c>, <c>SUM AVG MIN MAX STDDEV DATAPOINT_COUNT</c> of a list or of a time series, <c>METRICS()</c>,
/// <c>FIRST LAST SORT SLICE REMOVE_EMPTY</c>, <c>ABS CEIL FLOOR LOG LOG10</c>, <c>DIFF DIFF_TIME RATE RUNNING_SUM PERIOD TIME_SERIES</c>,
/// <c>MINUTE HOUR DAY DATE MONTH YEAR EPOCH</c> and <c>INSIGHT_RULE_METRIC</c>.
/// </para>
/// <para>
/// As in CloudWatch, an operand without a value is 0 in arithmetic, comparisons, <c>IF</c> and lists, in every window where another
/// operand has a value. A window in which no operand has a value has none, and neither has a division by zero.
/// </para>
/// </remarks>
public sealed class MetricExpression
{
    // What functions of a whole time range see of it where only one window is evaluated.
    const int WindowsBefore = 60;

    const int MaximumLength = 2048;

    readonly MathNode root;

    internal MetricExpression(string text, MathNode root, IReadOnlyList<string> ids, IReadOnlyList<(string Rule, InsightMetric Metric)> rules)
    {
        Text = text;
        this.root = root;
        Ids = ids;
        Rules = rules;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>The ids of the metrics and expressions it reads.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The Contributor Insights rules it reads, and what of them.</summary>
    public IReadOnlyList<(string Rule, InsightMetric Metric)> Rules { get; }

    /// <summary>Whether its value in a window depends on other windows of the time range.</summary>
    internal bool NeedsRange => root.NeedsRange;

    /// <summary>Whether its value may change while no metric changes, as the time does.</summary>
    internal bool ChangesByItself => root.ChangesByItself;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="metrics">The ids that <c>METRICS()</c> stands for.</param>
    /// <exception cref="MetricExpressionException">The text is not an expression, or uses what is not simulated; the message names the column.</exception>
    public static MetricExpression Parse(string text, IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(metrics);
        return text.Length <= MaximumLength
            ? new MetricExpressionParser(text, metrics).Parse()
            : throw new MetricExpressionException(text[..40] + "…", MaximumLength + 1, $"it has {text.Length} characters, and CloudWatch allows {MaximumLength}: use several expressions") { IsRefused = true };
    }

    /// <summary>What it returns.</summary>
    /// <param name="types">What the metrics and expressions return that it names.</param>
    /// <exception cref="MetricExpressionException">An operand has a type that its function doesn't accept.</exception>
    internal MathType TypeOf(Func<string, MathType> types) => root.TypeOf(types);

    /// <summary>The values in a time range, null where it has none. A number counts at every window, and a list by its only time series.</summary>
    internal double?[] Evaluate(IMetricRange range) => ValueIn(range).OneSeries(range.Count);

    /// <summary>The value in a time range.</summary>
    internal MathValue ValueIn(IMetricRange range) => root.Evaluate(range);

    /// <summary>The value in a window; null for none.</summary>
    internal double? Evaluate(IMetricWindow window) => Evaluate(WindowRange.Until(window, NeedsRange ? WindowsBefore : 1))[^1];
}
