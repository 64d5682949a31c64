namespace FlowLogStack.Simulation;

/// <summary>The statistic that aggregates the values of a period.</summary>
public enum MetricStatistic
{
    /// <summary>Sum of the values.</summary>
    Sum,

    /// <summary>Average of the values.</summary>
    Average,

    /// <summary>Minimum value.</summary>
    Minimum,

    /// <summary>Maximum value.</summary>
    Maximum,

    /// <summary>Number of values.</summary>
    SampleCount,
}
