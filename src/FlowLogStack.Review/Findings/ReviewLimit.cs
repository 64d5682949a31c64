namespace FlowLogStack.Review;

/// <summary>A count and its limit.</summary>
/// <param name="Name">What is counted, such as <c>resources</c>.</param>
/// <param name="Before">Count of the old template.</param>
/// <param name="After">Count of the new template.</param>
/// <param name="Maximum">The limit of the service.</param>
public sealed record ReviewLimit(string Name, long Before, long After, long Maximum);
