namespace FlowLogStack.Review;

/// <summary>A value before and after the change, decoded.</summary>
/// <param name="Label">Property or part of it, such as <c>FilterPattern</c>.</param>
/// <param name="Before">Previous value; empty if there wasn't one.</param>
/// <param name="After">New value; empty if there isn't one.</param>
public sealed record ReviewEvidence(string Label, string Before, string After);
