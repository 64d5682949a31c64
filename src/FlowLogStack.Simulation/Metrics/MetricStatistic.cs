namespace FlowLogStack.Simulation;

/// <summary>How the values of a period become one.</summary>
public enum MetricStatistic
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their mean.</summary>
    Average,

    /// <summary>The lowest.</summary>
    Minimum,

    /// <summary>The highest.</summary>
    Maximum,

    /// <summary>How many there are.</summary>
    SampleCount,
}
