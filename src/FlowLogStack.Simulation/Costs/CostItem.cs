namespace FlowLogStack.Simulation;

/// <summary>The cost of one item in a month.</summary>
/// <param name="LogicalId">Logical id of the resource.</param>
/// <param name="Kind">Kind of the item, such as <c>Custom metrics</c>.</param>
/// <param name="Name">Name of the item, such as that of the log group.</param>
/// <param name="Quantity">Quantity in a month.</param>
/// <param name="Unit">Unit of <paramref name="Quantity"/>.</param>
/// <param name="Dollars">Cost in USD.</param>
/// <param name="IsFixed">Whether the cost doesn't depend on the traffic.</param>
sealed record CostItem(string LogicalId, string Kind, string Name, decimal Quantity, string Unit, decimal Dollars, bool IsFixed);
