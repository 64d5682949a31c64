namespace FlowLogStack.Processing;

/// <summary>One metric of what was counted.</summary>
/// <typeparam name="T">What holds the counts.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Unit">CloudWatch's name of its unit.</param>
/// <param name="ValueOf">Its value.</param>
readonly record struct RunMetric<T>(string Name, string Unit, Func<T, long> ValueOf);
