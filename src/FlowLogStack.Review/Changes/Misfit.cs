namespace FlowLogStack.Review;

/// <summary>A resource that doesn't fit the log format of the records it reads.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Severity">Severity.</param>
/// <param name="Title">The effect in one sentence.</param>
/// <param name="Mistakes">What it reads wrongly, one sentence each.</param>
sealed record Misfit(ReviewedResource Resource, ReviewSeverity Severity, string Title, IReadOnlyList<string> Mistakes);
