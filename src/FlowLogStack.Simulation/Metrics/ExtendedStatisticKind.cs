namespace FlowLogStack.Simulation;

/// <summary>Calculation of an <see cref="ExtendedStatistic"/> on the values between its bounds.</summary>
enum ExtendedStatisticKind
{
    /// <summary>The value that a share of all values does not exceed: <c>p99</c>.</summary>
    Percentile,

    /// <summary>The mean of the values between the bounds: <c>tm90</c>, <c>TM(10%:90%)</c>, <c>IQM</c>.</summary>
    TrimmedMean,

    /// <summary>The mean of all values, of which those beyond a bound are that bound: <c>wm98</c>, <c>WM(2%:98%)</c>.</summary>
    WinsorizedMean,

    /// <summary>The share of the values between the bounds, in percent: <c>PR(:300)</c>.</summary>
    PercentileRank,

    /// <summary>How many values lie between the bounds: <c>tc90</c>, <c>TC(0.005:0.030)</c>.</summary>
    TrimmedCount,

    /// <summary>The sum of the values between the bounds: <c>ts90</c>, <c>TS(80%:)</c>.</summary>
    TrimmedSum,
}
