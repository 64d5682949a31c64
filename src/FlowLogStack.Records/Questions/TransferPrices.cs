namespace FlowLogStack.Records;

/// <summary>What the network charges for a GB (2^30 bytes), in USD. Queries that speak of money take it from here.</summary>
public sealed record TransferPrices
{
    /// <summary>List prices of us-east-1 in 2026, from secondary sources: check yours.</summary>
    public static TransferPrices ListPrices { get; } = new();

    /// <summary>Between availability zones of a region, charged on each of the two sides. Default: 0.01.</summary>
    public decimal AcrossZones { get; init; } = 0.01m;

    /// <summary>To another region. Default: 0.02.</summary>
    public decimal AcrossRegions { get; init; } = 0.02m;

    /// <summary>To the internet. Default: 0.09, the first tier.</summary>
    public decimal ToInternet { get; init; } = 0.09m;

    /// <summary>Processed by a NAT gateway, in either direction. Default: 0.045.</summary>
    public decimal ThroughNatGateway { get; init; } = 0.045m;
}
