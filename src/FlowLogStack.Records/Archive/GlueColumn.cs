namespace FlowLogStack.Records;

/// <summary>A column of a Glue table.</summary>
/// <param name="Name">Name of the column: the field's, with underscores.</param>
/// <param name="Type">Hive type: <c>int</c>, <c>bigint</c> or <c>string</c>.</param>
public readonly record struct GlueColumn(string Name, string Type);
