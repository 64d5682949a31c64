namespace FlowLogStack.Simulation;

/// <summary>What one thing costs in a month.</summary>
/// <param name="LogicalId">The resource it is for.</param>
/// <param name="Kind">What kind of thing it is, as in <c>Custom metrics</c>.</param>
/// <param name="Name">Its name, as in the log group's.</param>
/// <param name="Quantity">How much of it there is in a month.</param>
/// <param name="Unit">What <paramref name="Quantity"/> counts.</param>
/// <param name="Dollars">What that costs, in USD.</param>
/// <param name="IsFixed">Whether it costs the same whatever the traffic is.</param>
public sealed record CostItem(string LogicalId, string Kind, string Name, decimal Quantity, string Unit, decimal Dollars, bool IsFixed);
