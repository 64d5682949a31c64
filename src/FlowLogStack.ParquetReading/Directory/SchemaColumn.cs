namespace FlowLogStack.Parquet;

/// <summary>A column of the schema of a Parquet object, at its top level.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Leaf">Number of its first column chunk in each row group.</param>
/// <param name="Type">Type of the stored values.</param>
/// <param name="TypeName">Name of the type of the values in messages, such as <c>TIMESTAMP</c>.</param>
/// <param name="IsReadable">Whether the values are whole numbers or text, and not nested.</param>
/// <param name="IsNullable">Whether a value can be absent.</param>
/// <param name="IsUnsigned">Whether numbers are unsigned.</param>
sealed record SchemaColumn(string Name, int Leaf, PhysicalType Type, string TypeName, bool IsReadable, bool IsNullable, bool IsUnsigned);
