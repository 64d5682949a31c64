namespace FlowLogStack.Review;

/// <summary>Monthly costs of one kind in USD.</summary>
/// <param name="Kind">Kind of costs, such as <c>Custom metrics</c>.</param>
/// <param name="Before">Costs of the old template.</param>
/// <param name="After">Costs of the new template.</param>
public sealed record ReviewCostItem(string Kind, decimal Before, decimal After);
