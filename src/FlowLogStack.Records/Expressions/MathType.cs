namespace FlowLogStack.Records;

/// <summary>What a metric math expression returns.</summary>
enum MathType
{
    /// <summary>One number for the whole time range.</summary>
    Number,

    /// <summary>A time series.</summary>
    Series,

    /// <summary>A list of time series.</summary>
    List,
}
