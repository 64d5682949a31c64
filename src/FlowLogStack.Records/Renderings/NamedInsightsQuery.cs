namespace FlowLogStack.Records;

/// <summary>A Logs Insights query with its saved name.</summary>
/// <param name="Name">Name; slashes separate folders.</param>
/// <param name="Query">Text of the query.</param>
public sealed record NamedInsightsQuery(string Name, string Query);
