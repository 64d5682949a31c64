namespace FlowLogStack.Simulation;

/// <summary>A possible saving: what recorded traffic costs in a month, and the change that avoids the cost.</summary>
/// <param name="Kind">Traffic or address that costs, such as S3 through a NAT gateway.</param>
/// <param name="Subject">Addresses or interfaces that cause the cost.</param>
/// <param name="Gigabytes">GB (2^30 bytes) in a month; null for an address.</param>
/// <param name="Dollars">USD in a month.</param>
/// <param name="Change">The change to make, as a sentence.</param>
sealed record Saving(SavingKind Kind, string Subject, decimal? Gigabytes, decimal Dollars, string Change);
