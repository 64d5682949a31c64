namespace FlowLogStack.Records;

/// <summary>The path to a value of a CloudTrail record, such as <c>userIdentity.type</c>, in the notation of each language.</summary>
static class EventPath
{
    /// <summary>Returns the path as a selector of a filter pattern.</summary>
    internal static string ToSelector(string path) => "$." + path;

    /// <summary>Returns the path as SQL over the columns of a trail's table.</summary>
    /// <exception cref="ArgumentException">The table does not have the value.</exception>
    internal static string ToSql(string path)
    {
        var names = path.Split('.');
        var column = CloudTrailFormat.Columns.FirstOrDefault(known => known.Name.Equals(names[0], StringComparison.OrdinalIgnoreCase));
        if (column.Name is null)
            throw new ArgumentException($"'{path}' is not a value of a CloudTrail record. Use a path that begins with one of its values, such as "
                + "userIdentity.type.", nameof(path));
        if (names.Length == 1)
            return column.Name;
        // The columns that differ by call are JSON text, in which case matters.
        var type = HiveType.Parse(column.Type);
        if (type is HiveType.Text)
            return $"json_extract_scalar({column.Name}, '$.{string.Join('.', names[1..])}')";
        foreach (var name in names[1..])
        {
            type = type is HiveType.Struct(var members)
                ? members.FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Type
                : null;
            if (type is null)
                throw new ArgumentException($"'{path}' is not a value of the table of a trail. Use a path within the type of the column "
                    + $"'{column.Name}': {column.Type}.", nameof(path));
        }

        return path.ToLowerInvariant();
    }
}
