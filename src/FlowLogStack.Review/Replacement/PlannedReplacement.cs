namespace FlowLogStack.Review;

/// <summary>The expected replacement of a resource.</summary>
/// <param name="Properties">Changed properties that cause it; empty for a new logical id.</param>
/// <param name="IsCertain">Whether the resource is replaced, instead of may be.</param>
/// <param name="Move">The new logical id, if that is the cause; null for none.</param>
/// <param name="Because">The replaced resource that the properties refer to, if that is the cause; null for none.</param>
sealed record PlannedReplacement(IReadOnlyList<string> Properties, bool IsCertain, LogicalIdMove? Move = null, ReviewedResource? Because = null)
{
    /// <summary>The cause as a clause, such as <c>because `LogFormat` changes</c>.</summary>
    internal string Cause =>
        Move is not null ? $"because its logical id changes from {Markup.Code(Move.Old)} to {Markup.Code(Move.New)}"
        : Because is not null ? $"because {Because.Words} is replaced, to which {Markup.Codes(Properties)} {(Properties.Count == 1 ? "refers" : "refer")}"
        : $"because {Markup.Codes(Properties)} {(Properties.Count == 1 ? "changes" : "change")}";
}
