using System.Collections;
using System.Globalization;

namespace FlowLogStack.Sql;

/// <summary>The text of SQL values, as Athena returns it.</summary>
public static class SqlText
{
    /// <summary>Returns the text of a value; null for SQL's NULL.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Its column.</param>
    public static string? Of(object? value, SqlColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Of(value, column.Type.EndsWith("TIME ZONE", StringComparison.Ordinal) ? " UTC" : "");
    }

    static string? Of(object? value, string zone) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + zone,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IDictionary row => "{" + string.Join(", ", row.Keys.Cast<object>().Select(key => $"{key}={Of(row[key], zone) ?? "null"}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(item => Of(item, zone) ?? "null")) + "]",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
