namespace FlowLogStack.Simulation;

/// <summary>CloudWatch's aggregate of a metric's values: count, sum, minimum and maximum.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Sum">Sum of the values.</param>
/// <param name="Minimum">Minimum value.</param>
/// <param name="Maximum">Maximum value.</param>
readonly record struct MetricValues(double Count, double Sum, double Minimum, double Maximum)
{
    /// <summary>The aggregate of no values.</summary>
    public static MetricValues None => default;

    /// <summary>Whether the period is without values, and therefore without a data point.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Returns the aggregate of one value.</summary>
    public static MetricValues Of(double value) => new(1, value, value, value);

    /// <summary>Returns the aggregate of a repeated value.</summary>
    internal static MetricValues Of(double value, double times) => times == 0 ? None : new(times, value * times, value, value);

    /// <summary>Returns the aggregate of these values and others.</summary>
    public MetricValues With(in MetricValues other) =>
        IsEmpty ? other
        : other.IsEmpty ? this
        : new MetricValues(Count + other.Count, Sum + other.Sum, Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));

    /// <summary>Returns a statistic of the values, or null without values.</summary>
    public double? Of(MetricStatistic statistic) => IsEmpty ? null : statistic switch
    {
        MetricStatistic.Sum => Sum,
        MetricStatistic.Average => Sum / Count,
        MetricStatistic.Minimum => Minimum,
        MetricStatistic.Maximum => Maximum,
        _ => Count,
    };
}
