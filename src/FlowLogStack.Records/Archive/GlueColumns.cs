using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Generator of the columns of a Glue table from log formats, for Athena.</summary>
public static class GlueColumns
{
    /// <summary>Returns the columns, one for each field, in the order of the log format.</summary>
    /// <remarks>
    /// Athena reads text objects by position, so order and number are those of the records, and Parquet objects by
    /// name. Both have the types that AWS writes to Parquet, <c>INT_32</c> as <c>int</c> and <c>INT_64</c> as <c>bigint</c>.
    /// So <c>protocol</c> is <c>int</c>; AWS's own statement has <c>bigint</c>, which fails on Parquet.
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
