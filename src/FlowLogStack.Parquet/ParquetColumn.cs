using Parquet;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>A column of a Parquet object, one row group of it in memory.</summary>
/// <remarks>Rows are written once and in order.</remarks>
abstract class ParquetColumn(DataField field)
{
    /// <summary>The column.</summary>
    protected DataField Field { get; } = field;

    /// <summary>Returns the column with values of a type, or null if flow logs have no such values.</summary>
    internal static ParquetColumn? Of(DataField field) => !field.IsArray && Decoded(field) is { } column ? new EncodedColumn(column, field) : null;

    static ParquetColumn? Decoded(DataField field)
    {
        var type = field.ClrType;
        return type == typeof(ReadOnlyMemory<char>) || type == typeof(string) ? new TextColumn(field)
            : type == typeof(int) ? new NumberColumn<int>(field)
            : type == typeof(long) ? new NumberColumn<long>(field)
            : type == typeof(uint) ? new NumberColumn<uint>(field)
            : type == typeof(ulong) ? new NumberColumn<ulong>(field)
            : type == typeof(short) ? new NumberColumn<short>(field)
            : type == typeof(ushort) ? new NumberColumn<ushort>(field)
            : type == typeof(sbyte) ? new NumberColumn<sbyte>(field)
            : type == typeof(byte) ? new NumberColumn<byte>(field)
            : null;
    }

    /// <summary>Reads the values of a row group.</summary>
    /// <param name="file">The object.</param>
    /// <param name="group">The row group.</param>
    /// <param name="rows">Its number of rows.</param>
    /// <param name="levels">Memory for the definition levels of a column, shared by all.</param>
    internal abstract void Read(Stream file, ParquetRowGroupReader group, int rows, int[] levels);

    /// <summary>Writes the value of the next row, and a blank.</summary>
    internal abstract void WriteNext(TextBuffer text);
}

/// <summary>A column with values of one type.</summary>
abstract class ParquetColumn<T>(DataField field) : ParquetColumn(field)
    where T : struct
{
    T[] values = [];
    ulong[]? nulls;
    int row;
    int next;

    internal sealed override void Read(Stream file, ParquetRowGroupReader group, int rows, int[] levels)
    {
        if (values.Length < rows)
            values = new T[rows];
        (row, next, nulls) = (0, 0, null);
        Memory<int>? defined = Field.IsNullable ? levels.AsMemory(0, rows) : null;
        if (defined is not null)
            Array.Fill(levels, 0, 0, rows);
        group.ReadRawAsync(Field, values.AsMemory(0, rows), defined, null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (defined is not null && levels.AsSpan(0, rows).Contains(0))
            Mark(levels.AsSpan(0, rows));
    }

    internal sealed override void WriteNext(TextBuffer text)
    {
        var at = row++;
        if (nulls is not null && (nulls[at >> 6] & (1UL << (at & 63))) != 0)
            text.Add((byte)'-');
        else
            Write(values[next++], text);
        text.Add((byte)' ');
    }

    protected abstract void Write(T value, TextBuffer text);

    // A bit for each row, because levels are needed for the next column.
    void Mark(ReadOnlySpan<int> levels)
    {
        nulls = new ulong[(levels.Length + 63) / 64];
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] == 0)
                nulls[i >> 6] |= 1UL << (i & 63);
        }
    }
}
