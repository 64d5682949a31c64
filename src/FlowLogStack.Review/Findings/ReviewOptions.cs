using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>Options of a review.</summary>
public sealed record ReviewOptions
{
    /// <summary>Values of template parameters, <c>AWS::Region</c> or <c>AWS::AccountId</c>, for both templates. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>AWS prices. Default: null (<see cref="PriceList.Default"/>).</summary>
    public PriceList? Prices { get; init; }

    /// <summary>
    /// Rate of records for costs of traffic: those of the logs, or without logs generated ones. Default: null (the rate of the logs; without logs, costs
    /// without traffic).
    /// </summary>
    public TrafficRate? Rate { get; init; }
}
