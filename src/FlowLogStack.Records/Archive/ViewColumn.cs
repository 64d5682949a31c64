namespace FlowLogStack.Records;

/// <summary>A column of a view.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="TrinoType">Type in Athena's SQL, such as <c>varchar</c>.</param>
/// <param name="HiveType">Type in the AWS Glue Data Catalog, such as <c>string</c>.</param>
public sealed record ViewColumn(string Name, string TrinoType, string HiveType);
