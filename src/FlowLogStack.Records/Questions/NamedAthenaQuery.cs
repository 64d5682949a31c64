namespace FlowLogStack.Records;

/// <summary>An Athena query with its saved name.</summary>
/// <param name="Id">Id in PascalCase, unique among the queries of a table.</param>
/// <param name="Name">Name in the console; at most 128 characters.</param>
/// <param name="Description">Description of the result; at most 1024 characters.</param>
/// <param name="Sql">SQL statement.</param>
public sealed record NamedAthenaQuery(string Id, string Name, string Description, string Sql);
