namespace FlowLogStack.Simulation;

/// <summary>A metric math expression, as far as alarms use the language; immutable.</summary>
/// <remarks>
/// Takes <c>+ - * / ^</c>, comparisons, <c>&amp;&amp; || AND OR !</c>, parentheses, <c>IF</c>, <c>FILL</c> with a number,
/// <c>SUM AVG MIN MAX</c> of lists and <c>METRICS()</c>, <c>ABS CEIL FLOOR LOG LOG10</c>, <c>DIFF RATE PERIOD</c>,
/// <c>MINUTE HOUR DAY DATE MONTH YEAR EPOCH</c> and <c>INSIGHT_RULE_METRIC</c>. As in CloudWatch, a window in which
/// what is needed has no value has none, and neither has a division by zero.
/// </remarks>
public sealed class MetricExpression
{
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

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="metrics">The ids that <c>METRICS()</c> stands for.</param>
    /// <exception cref="MetricExpressionException">The text is no expression, or uses what is not simulated; the message names the column.</exception>
    public static MetricExpression Parse(string text, IReadOnlyList<string> metrics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(metrics);
        return new MetricExpressionParser(text, metrics).Parse();
    }

    /// <summary>The value in a window; null for none.</summary>
    internal double? Evaluate(IMetricWindow window) => root.Evaluate(window) is { } value && double.IsFinite(value) ? value : null;
}
