namespace FlowLogStack.Simulation;

/// <summary>A trail of a template.</summary>
/// <param name="LogicalId">Logical id.</param>
/// <param name="LogGroup">Name of the log group that receives its records; null for none.</param>
/// <param name="Bucket">Name of the bucket with its files.</param>
sealed record PricedTrail(string LogicalId, string? LogGroup, string Bucket);
