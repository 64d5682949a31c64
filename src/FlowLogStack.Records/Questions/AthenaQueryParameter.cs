namespace FlowLogStack.Records;

/// <summary>A parameter of a query, for one <c>?</c> of its SQL.</summary>
/// <param name="Name">Name, in a few words.</param>
/// <param name="Example">Example as an SQL literal: text in quotes.</param>
public sealed record AthenaQueryParameter(string Name, string Example);
