namespace FlowLogStack.Review;

/// <summary>A kind of finding.</summary>
/// <param name="Id">Id, such as <c>flow-log-replaced</c>. Ids are part of the contract.</param>
/// <param name="Section">Section of the page.</param>
/// <param name="Summary">Meaning in one sentence.</param>
public sealed record ReviewRule(string Id, ReviewSection Section, string Summary);
