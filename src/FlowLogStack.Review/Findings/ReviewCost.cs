namespace FlowLogStack.Review;

/// <summary>Monthly costs in USD before and after the change.</summary>
/// <param name="Before">Total of the old template.</param>
/// <param name="After">Total of the new template.</param>
/// <param name="HasTraffic">Whether costs of traffic are included.</param>
/// <param name="Items">Costs that differ, by kind, largest difference first.</param>
/// <param name="Notes">Limitations of the estimate, one sentence each.</param>
public sealed record ReviewCost(decimal Before, decimal After, bool HasTraffic, IReadOnlyList<ReviewCostItem> Items, IReadOnlyList<string> Notes);
