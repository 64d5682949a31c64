namespace FlowLogStack.Records;

/// <summary>Prices of network traffic in USD per GB (2^30 bytes), which queries for costs use.</summary>
public sealed record TransferPrices
{
    /// <summary>List prices of us-east-1 in 2026, from secondary sources; verify them for your account.</summary>
    public static TransferPrices ListPrices { get; } = new();

    /// <summary>Price between Availability Zones of a Region in USD per GB, charged on each side. Default: 0.01.</summary>
    public decimal AcrossZones { get; init; } = 0.01m;

    /// <summary>Price to another Region in USD per GB. Default: 0.02.</summary>
    public decimal AcrossRegions { get; init; } = 0.02m;

    /// <summary>Price to the internet in USD per GB. Default: 0.09, the first tier.</summary>
    public decimal ToInternet { get; init; } = 0.09m;

    /// <summary>Price of processing by a NAT gateway in USD per GB, in either direction. Default: 0.045.</summary>
    public decimal ThroughNatGateway { get; init; } = 0.045m;
}
