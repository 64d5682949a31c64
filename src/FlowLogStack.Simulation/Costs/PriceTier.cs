namespace FlowLogStack.Simulation;

/// <summary>A price that holds up to an amount of each month, after those of the tiers before it.</summary>
/// <param name="Gigabytes">How many GB (2^30 bytes) it holds for; null for all that is left.</param>
/// <param name="Dollars">What one of them costs, in USD.</param>
public readonly record struct PriceTier(decimal? Gigabytes, decimal Dollars);
