namespace FlowLogStack.Simulation;

/// <summary>What CloudWatch keeps of the values of a metric: how many, their sum, the lowest and the highest.</summary>
/// <param name="Count">How many values there are.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Minimum">The lowest.</param>
/// <param name="Maximum">The highest.</param>
public readonly record struct MetricValues(double Count, double Sum, double Minimum, double Maximum)
{
    /// <summary>No values.</summary>
    public static MetricValues None => default;

    /// <summary>Whether there are no values, and so no datapoint.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>One value.</summary>
    public static MetricValues Of(double value) => new(1, value, value, value);

    /// <summary>The same value so many times.</summary>
    internal static MetricValues Of(double value, double times) => times == 0 ? None : new(times, value * times, value, value);

    /// <summary>These values and others.</summary>
    public MetricValues With(in MetricValues other) =>
        IsEmpty ? other
        : other.IsEmpty ? this
        : new MetricValues(Count + other.Count, Sum + other.Sum, Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));

    /// <summary>A statistic of the values; null when there are none.</summary>
    public double? Of(MetricStatistic statistic) => IsEmpty ? null : statistic switch
    {
        MetricStatistic.Sum => Sum,
        MetricStatistic.Average => Sum / Count,
        MetricStatistic.Minimum => Minimum,
        MetricStatistic.Maximum => Maximum,
        _ => Count,
    };
}
