using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Facts that a <see cref="SavingsReview"/> knows beside the records.</summary>
sealed record SavingsOptions
{
    /// <summary>Format of objects without a header line. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Interfaces, for zones, NAT gateways and public addresses. Default: none.</summary>
    public NetworkInventory Inventory { get; init; } = new();

    /// <summary>Private addresses of NAT gateways, in addition to those of the inventory and those that the records show. Default: none.</summary>
    public IReadOnlyList<FlowAddress> NatGateways { get; init; } = [];

    /// <summary>Address ranges of S3 and DynamoDB, for formats without <c>pkt-dst-aws-service</c>. Default: null for none.</summary>
    public ServiceRanges? Services { get; init; }

    /// <summary>The prices. Default: list prices of us-east-1.</summary>
    public PriceList Prices { get; init; } = PriceList.Default;

    /// <summary>Maximum number of pairs of addresses with a row each; the others share a row. Default: 10.</summary>
    public int MostPairs { get; init; } = 10;
}
