using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>How AWS writes the objects of a flow log to S3.</summary>
public enum FileFormat
{
    /// <summary>Gzip-compressed text: a header line, then one record a line, fields separated by spaces.</summary>
    PlainText,

    /// <summary>Apache Parquet: columns named after the fields with underscores.</summary>
    Parquet,
}

/// <summary>A column of a Glue table.</summary>
/// <param name="Name">The column's name: the field's, with underscores.</param>
/// <param name="Type">The Hive type: <c>int</c>, <c>bigint</c> or <c>string</c>.</param>
public readonly record struct GlueColumn(string Name, string Type);

/// <summary>Renders a format as the columns of a Glue table, which Athena queries.</summary>
public static class GlueColumns
{
    /// <summary>The columns, one for each field, in the format's order.</summary>
    /// <remarks>
    /// Text objects are read by position, so order and number are those of the records; Parquet objects are read by
    /// name. The types are those AWS writes to Parquet, <c>INT_32</c> as <c>int</c> and <c>INT_64</c> as <c>bigint</c>,
    /// for both: <c>protocol</c> is <c>int</c>, where AWS's own statement says <c>bigint</c> and fails on Parquet.
    /// </remarks>
    public static ImmutableArray<GlueColumn> ToGlueColumns(this FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return [.. format.Fields.Select(field => new GlueColumn(field.Column, HiveType(field.Kind)))];
    }

    internal static string HiveType(FieldKind kind) => kind switch
    {
        FieldKind.Number => "int",
        FieldKind.Counter or FieldKind.Instant => "bigint",
        FieldKind.Text or FieldKind.EncodedText or FieldKind.Address => "string",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a field kind."),
    };
}
