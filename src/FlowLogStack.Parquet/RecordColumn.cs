using System.Text;
using FlowLogStack.Records;
using Parquet;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>The values of a field in a row group that is written.</summary>
abstract class RecordColumn
{
    internal static Type TypeOf(FlowField field) => field.Kind switch
    {
        FieldKind.Number => typeof(int),
        FieldKind.Counter or FieldKind.Instant => typeof(long),
        _ => typeof(string),
    };

    internal static RecordColumn Of(FlowField field, DataField column, int rows) => field.Kind switch
    {
        FieldKind.Number => new Numbers<int>(column, rows, value => checked((int)value)),
        FieldKind.Counter or FieldKind.Instant => new Numbers<long>(column, rows, value => value),
        _ => new Texts(column),
    };

    /// <summary>Adds a value: the text of a valid record; <c>-</c> and nothing are null.</summary>
    internal abstract void Add(ReadOnlySpan<byte> text);

    /// <summary>Writes the values, and begins the next row group.</summary>
    internal abstract void Write(ParquetRowGroupWriter group);

    static bool IsAbsent(ReadOnlySpan<byte> text) => text is [] or [(byte)'-'];

    sealed class Numbers<T>(DataField column, int rows, Func<long, T> convert) : RecordColumn
        where T : struct
    {
        T?[] values = new T?[Math.Min(rows, 4096)];
        int count;

        internal override void Add(ReadOnlySpan<byte> text)
        {
            if (count == values.Length)
                Array.Resize(ref values, Math.Min(rows, count * 2));
            values[count++] = IsAbsent(text) ? null : convert(WholeNumber.Parse(text));
        }

        internal override void Write(ParquetRowGroupWriter group)
        {
            group.WriteAsync<T>(column, values.AsMemory(0, count)).GetAwaiter().GetResult();
            count = 0;
        }
    }

    // Most fields have few values, of which each is kept once.
    sealed class Texts(DataField column) : RecordColumn
    {
        readonly List<string?> values = [];
        readonly HashSet<string> known = new(StringComparer.Ordinal);

        internal override void Add(ReadOnlySpan<byte> text)
        {
            if (IsAbsent(text))
            {
                values.Add(null);
                return;
            }

            Span<char> chars = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
            chars = chars[..Encoding.UTF8.GetChars(text, chars)];
            var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(chars, out var value))
            {
                value = chars.ToString();
                known.Add(value);
            }

            values.Add(value);
        }

        internal override void Write(ParquetRowGroupWriter group)
        {
            group.WriteAsync(column, values!).GetAwaiter().GetResult();
            values.Clear();
            known.Clear();
        }
    }
}
