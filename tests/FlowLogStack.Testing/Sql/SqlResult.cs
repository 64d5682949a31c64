using System.Text.Json;

namespace FlowLogStack.Testing;

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">DuckDB's type, such as <c>BIGINT</c>.</param>
public sealed record SqlColumn(string Name, string Type);

/// <summary>What a statement returned.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">
/// The rows: numbers of any size as JSON numbers, times as ISO 8601 in UTC with microseconds, dates as <c>yyyy-MM-dd</c>,
/// arrays and rows as JSON arrays and objects.
/// </param>
public sealed record SqlResult(IReadOnlyList<SqlColumn> Columns, IReadOnlyList<JsonElement[]> Rows)
{
    /// <summary>The only value of the only row.</summary>
    public JsonElement Scalar =>
        Rows is [[var value]] ? value : throw new InvalidOperationException($"{Rows.Count} rows of {Columns.Count} columns are no single value.");

    /// <summary>The values of a column, as text; null for SQL's NULL.</summary>
    public IReadOnlyList<string?> Values(string column)
    {
        var index = Columns.Select((known, at) => (known.Name, at)).First(known => known.Name == column).at;
        return [.. Rows.Select(row => Text(row[index]))];
    }

    /// <summary>Each row as one line, its values separated by <c>|</c>, NULL as <c>∅</c>: easy to compare and to read.</summary>
    public IReadOnlyList<string> Lines => [.. Rows.Select(row => string.Join('|', row.Select(value => Text(value) ?? "∅")))];

    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
