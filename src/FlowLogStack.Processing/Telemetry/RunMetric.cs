namespace FlowLogStack.Processing;

/// <summary>A metric of an invocation's counts.</summary>
/// <typeparam name="T">The type of the counts.</typeparam>
/// <param name="Name">Name of the metric.</param>
/// <param name="Unit">CloudWatch's name of the unit.</param>
/// <param name="ValueOf">Returns the value.</param>
readonly record struct RunMetric<T>(string Name, string Unit, Func<T, long> ValueOf);
