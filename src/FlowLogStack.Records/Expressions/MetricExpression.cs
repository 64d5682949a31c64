namespace FlowLogStack.Records;

/// <summary>A metric math expression. Immutable.</summary>
/// <remarks>
/// <para>
/// Supports <c>+ - * / ^</c>, comparisons, <c>&amp;&amp; || AND OR !</c>, parentheses, <c>IF</c>, <c>FILL</c> with a value,
/// <c>REPEAT</c> or <c>LINEAR</c>, <c>SUM AVG MIN MAX STDDEV DATAPOINT_COUNT</c> of a list or of a time series, <c>METRICS()</c>,
/// <c>FIRST LAST SORT SLICE REMOVE_EMPTY</c>, <c>ABS CEIL FLOOR LOG LOG10</c>, <c>DIFF DIFF_TIME RATE RUNNING_SUM PERIOD TIME_SERIES</c>,
/// <c>MINUTE HOUR DAY DATE MONTH YEAR EPOCH</c> and <c>INSIGHT_RULE_METRIC</c>.
/// </para>
/// <para>
/// As in CloudWatch, an operand without a value is 0 in arithmetic, comparisons, <c>IF</c> and lists, in every window in which another operand has a
/// value. The result has no value in a window in which no operand has one, or after a division by zero.
/// </para>
/// </remarks>
public sealed class MetricExpression
{
    // History that functions of a whole time range use if only one window is evaluated.
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

    /// <summary>The text of the expression.</summary>
    public string Text { get; }

    /// <summary>The ids of metrics and expressions in the expression.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The Contributor Insights rules in the expression, with their metrics.</summary>
    public IReadOnlyList<(string Rule, InsightMetric Metric)> Rules { get; }

    /// <summary>Whether its value in a window depends on other windows of the time range.</summary>
    internal bool NeedsRange => root.NeedsRange;

    /// <summary>Whether its value can change while no metric changes, such as a function of time.</summary>
    internal bool ChangesByItself => root.ChangesByItself;

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="metrics">Ids of the metrics in <c>METRICS()</c>.</param>
    /// <exception cref="MetricExpressionException">
    /// The text isn't a valid expression, or isn't supported by the simulation. The message contains the column.
    /// </exception>
    public static MetricExpression Parse(string text, IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(metrics);
        return text.Length <= MaximumLength
            ? new MetricExpressionParser(text, metrics).Parse()
            : throw new MetricExpressionException(text[..40] + "…", MaximumLength
            + 1, $"it has {text.Length} characters, and CloudWatch allows {MaximumLength}; use several expressions") { IsRefused = true };
    }

    /// <summary>Returns the type of the expression's value.</summary>
    /// <param name="types">Function that returns the type of a metric or expression by id.</param>
    /// <exception cref="MetricExpressionException">A function doesn't support the type of an operand.</exception>
    internal MathType TypeOf(Func<string, MathType> types) => root.TypeOf(types);

    /// <summary>
    /// Returns the values in a time range, null where there aren't any. A number has a value in every window, a list that of its only time series.
    /// </summary>
    internal double?[] Evaluate(IMetricRange range) => ValueIn(range).OneSeries(range.Count);

    /// <summary>Returns the value in a time range.</summary>
    internal MathValue ValueIn(IMetricRange range) => root.Evaluate(range);

    /// <summary>Returns the value in a window, or null for none.</summary>
    internal double? Evaluate(IMetricWindow window) => Evaluate(WindowRange.Until(window, NeedsRange ? WindowsBefore : 1))[^1];
}
