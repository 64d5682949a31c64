namespace FlowLogStack.Records;

/// <summary>A header of a header style.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Fact">The value. The header is left out if the value is empty.</param>
readonly record struct RequestHeader(string Name, RequestFact Fact);
