namespace FlowLogStack.Review;

/// <summary>A resource with a new logical id.</summary>
/// <param name="Old">Previous logical id.</param>
/// <param name="New">New logical id.</param>
/// <param name="Type">CloudFormation type.</param>
sealed record LogicalIdMove(string Old, string New, string Type);
