namespace FlowLogStack.Simulation;

/// <summary>The type of a metric math expression's value.</summary>
enum MathType
{
    /// <summary>One number for the whole time range.</summary>
    Number,

    /// <summary>A time series.</summary>
    Series,

    /// <summary>A list of time series.</summary>
    List,
}
