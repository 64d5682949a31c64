using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Meta;
using Parquet.Schema;
using Encoding = System.Text.Encoding;
using Type = Parquet.Meta.Type;

namespace FlowLogStack.Parquet;

/// <summary>A column whose values become text once for each entry of a dictionary instead of once for each row.</summary>
/// <remarks>
/// Pages with plain values or indexes of a dictionary are decoded here, which are those of AWS and of most writers; a column chunk with another page is
/// decoded by the library.
/// </remarks>
/// <param name="other">The column as the library decodes it.</param>
/// <param name="field">The column.</param>
sealed class EncodedColumn(ParquetColumn other, DataField field) : ParquetColumn(field)
{
    const int Dash = 0;
    const int MostDigits = 20;

    // Printable characters other than the blank, which become text unchanged.
    static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (byte)code)]);

    readonly TextBuffer text = new();
    readonly bool isUnsigned = field.ClrType == typeof(uint) || field.ClrType == typeof(ulong);
    int[] ends = new int[1024];
    int entries;
    int[] codes = [];
    int[] present = [];
    byte[] stored = [];
    byte[] page = [];
    int row;
    bool isDecoded;

    internal override void Read(Stream file, ParquetRowGroupReader group, int rows, int[] levels)
    {
        row = 0;
        isDecoded = group.GetMetadata(Field) is { MetaData: { } chunk } && TryDecode(file, chunk, rows, levels);
        if (!isDecoded)
            other.Read(file, group, rows, levels);
    }

    internal override void WriteNext(TextBuffer line)
    {
        if (!isDecoded)
        {
            other.WriteNext(line);
            return;
        }

        var code = codes[row++];
        var start = code == 0 ? 0 : ends[code - 1];
        line.Add(text.Text[start..ends[code]]);
    }

    bool TryDecode(Stream file, ColumnMetaData chunk, int rows, int[] levels)
    {
        if (chunk.Type is not (Type.INT32 or Type.INT64 or Type.BYTE_ARRAY) || !PageBytes.IsKnown(chunk.Codec) || chunk.NumValues != rows
            || chunk.TotalCompressedSize is <= 0 or > int.MaxValue)
            return false;
        var offset = chunk.DictionaryPageOffset is > 0 and var dictionary && dictionary < chunk.DataPageOffset ? dictionary : chunk.DataPageOffset;
        var length = (int)chunk.TotalCompressedSize;
        if (offset < 0 || offset > file.Length - length)
            throw new InvalidDataException("A column is beyond the end of the file");
        Grow(ref stored, length);
        Grow(ref codes, rows);
        file.Position = offset;
        file.ReadExactly(stored, 0, length);
        text.Clear();
        // Each entry ends with the blank behind it.
        text.Add("- "u8);
        (ends[Dash], entries) = (2, 1);
        var (position, read, first) = (0, 0, 0);
        while (read < rows)
        {
            var head = PageHead.Read(stored.AsSpan(position, length - position), out var headLength);
            position += headLength;
            if (head.StoredSize > length - position || head.Size > PageBytes.Most || head.HasRepetition)
                throw new InvalidDataException("A page is beyond the end of its column");
            switch (head.Kind)
            {
                case PageHead.DictionaryKind when head.Encoding is 0 or 2:
                    Grow(ref page, head.Size);
                    PageBytes.Decompress(chunk.Codec, stored, position, head.StoredSize, page.AsSpan(0, head.Size));
                    first = entries;
                    AddPlain(page.AsSpan(0, head.Size), chunk.Type, head.Values);
                    break;
                case PageHead.DataKind or PageHead.DataKind2 when head.Encoding is 0 or 2 or 8:
                    if (head.Values > rows - read)
                        throw new InvalidDataException("A column has more values than rows");
                    ReadPage(chunk, head, position, codes.AsSpan(read, head.Values), levels, first);
                    read += head.Values;
                    break;
                case PageHead.DataKind or PageHead.DataKind2 or PageHead.DictionaryKind:
                    return false;
                default:
                    break;
            }

            position += head.StoredSize;
        }

        return true;
    }

    void ReadPage(ColumnMetaData chunk, in PageHead head, int position, Span<int> target, int[] levels, int first)
    {
        Grow(ref page, head.Size);
        var isNewer = head.Kind == PageHead.DataKind2;
        if (isNewer && head.LevelsSize > Math.Min(head.StoredSize, head.Size))
            throw new InvalidDataException("A page has levels beyond its end");
        var levelsSize = isNewer ? head.LevelsSize : 0;
        // In version 2, levels are before the compressed values.
        var codec = isNewer && !head.IsCompressed ? CompressionCodec.UNCOMPRESSED : chunk.Codec;
        PageBytes.Decompress(codec, stored, position + levelsSize, head.StoredSize - levelsSize, page.AsSpan(0, head.Size - levelsSize));
        ReadOnlySpan<byte> values = page.AsSpan(0, head.Size - levelsSize);
        var defined = levels.AsSpan(0, head.Values);
        var count = head.Values;
        if (Field.IsNullable)
        {
            ReadOnlySpan<byte> encoded = stored.AsSpan(position, levelsSize);
            if (!isNewer)
            {
                var size = BinaryPrimitives.ReadInt32LittleEndian(values);
                encoded = values.Slice(4, size);
                values = values[(4 + size)..];
            }

            HybridDecoder.Decode(encoded, 1, defined);
            count = defined.Count(1);
        }

        if (count == head.Values)
        {
            ReadCodes(values, head.Encoding, chunk.Type, target, first);
            return;
        }

        Grow(ref present, count);
        var found = present.AsSpan(0, count);
        ReadCodes(values, head.Encoding, chunk.Type, found, first);
        var next = 0;
        for (var i = 0; i < target.Length; i++)
            target[i] = defined[i] == 0 ? Dash : found[next++];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ReadCodes(ReadOnlySpan<byte> values, int encoding, Type type, Span<int> target, int first)
    {
        if (encoding == 0)
        {
            var begin = entries;
            AddPlain(values, type, target.Length);
            for (var i = 0; i < target.Length; i++)
                target[i] = begin + i;
            return;
        }

        if (target.IsEmpty)
            return;
        HybridDecoder.Decode(values[1..], values[0], target);
        var most = entries - first;
        foreach (ref var code in target)
        {
            if ((uint)code >= (uint)most || first == 0)
                throw new InvalidDataException("A page has an index beyond its dictionary");
            code += first;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddPlain(ReadOnlySpan<byte> values, Type type, int count)
    {
        // A value has at least one byte, or four for its length.
        if (count > values.Length)
            throw new InvalidDataException("A page has fewer values than its header states");
        if (entries + count > ends.Length)
            Array.Resize(ref ends, Math.Max(ends.Length * 2, entries + count));
        for (var i = 0; i < count; i++)
        {
            switch (type)
            {
                case Type.INT32:
                    var number = BinaryPrimitives.ReadInt32LittleEndian(values);
                    AddNumber(isUnsigned ? (uint)number : (long)number);
                    values = values[4..];
                    break;
                case Type.INT64:
                    var wide = BinaryPrimitives.ReadInt64LittleEndian(values);
                    if (isUnsigned)
                        AddNumber((ulong)wide);
                    else
                        AddNumber(wide);
                    values = values[8..];
                    break;
                default:
                    var length = BinaryPrimitives.ReadInt32LittleEndian(values);
                    Add(values.Slice(4, length));
                    values = values[(4 + length)..];
                    break;
            }

            text.Add((byte)' ');
            ends[entries++] = text.Length;
        }
    }

    void AddNumber<T>(T number)
        where T : IUtf8SpanFormattable
    {
        number.TryFormat(text.Reserve(MostDigits), out var written, default, CultureInfo.InvariantCulture);
        text.Advance(written);
    }

    void Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            text.Add((byte)'-');
        else if (value.IndexOfAnyExcept(Plain) < 0)
            text.Add(value);
        else
            TextColumn.Write(Encoding.UTF8.GetString(value), text);
    }

    static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length];
    }
}
