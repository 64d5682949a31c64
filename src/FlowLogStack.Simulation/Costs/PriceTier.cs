namespace FlowLogStack.Simulation;

/// <summary>A price tier: the price of an amount per month, after the amounts of the tiers before it.</summary>
/// <param name="Gigabytes">Amount in GB (2^30 bytes); null for the rest.</param>
/// <param name="Dollars">Price of one GB in USD.</param>
public readonly record struct PriceTier(decimal? Gigabytes, decimal Dollars);
