namespace FlowLogStack.Sql;

/// <summary>A column of a result.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Type">The engine's type, such as <c>BIGINT</c>.</param>
public sealed record SqlColumn(string Name, string Type)
{
    /// <summary>Whether the values are numbers.</summary>
    public bool IsNumber => Type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT"
        or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" or "FLOAT" or "DOUBLE"
        || Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    /// <summary>Whether the values are true or false.</summary>
    public bool IsTruth => Type is "BOOLEAN";
}
