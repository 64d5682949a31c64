namespace FlowLogStack.Simulation;

/// <summary>A function that reduces the metrics of a search to one time series.</summary>
/// <param name="Id">Id of the function's value.</param>
/// <param name="List">Argument: an expression with one time series for each metric.</param>
/// <param name="Combine">Function of the values of a data point, without missing ones.</param>
sealed record SearchFunction(string Id, SearchExpression List, Func<IReadOnlyList<double>, double> Combine);
