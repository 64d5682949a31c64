using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>A block of addresses of one country.</summary>
/// <param name="First">First address.</param>
/// <param name="Last">Last address.</param>
/// <param name="Country">Country, as two letters (ISO 3166).</param>
public readonly record struct CountryBlock(FlowAddress First, FlowAddress Last, string Country);
