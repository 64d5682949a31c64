using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Parquet;

/// <summary>A column of a Parquet object, one page of it in memory. Its rows are written once and in order.</summary>
/// <remarks>Values become text once for each entry of a dictionary instead of once for each row.</remarks>
/// <param name="column">The column.</param>
/// <param name="file">The object.</param>
/// <param name="bytes">Decompresses the pages.</param>
sealed class ColumnPages(SchemaColumn column, Stream file, PageBytes bytes)
{
    const int Dash = 0;
    const int MostDigits = 20;
    const int BlockLength = 128 * 1024;
    const int HeadLength = 1024;
    const int MostHeadLength = 1024 * 1024;

    // 16,777,216. Pages of about 1 MiB have fewer rows, but for those of one value.
    const int MostRows = 1 << 24;

    // A vector can be read from the beginning of the last entry.
    const int Padding = TextBuffer.VectorLength;

    readonly TextBuffer text = new();
    PageEntry[] entries = new PageEntry[256];
    int[] codes = [];
    int[] levels = [];
    int[] present = [];
    long[] numbers = [];
    byte[] stored = [];
    int start;
    int end;
    long position;
    long unread;
    long rowsLeft;
    int codec;
    int entryCount;
    int dictionaryEnd;
    int dictionaryText;
    bool hasDictionary;
    int row;
    int pageRows;

    /// <summary>Begins a row group.</summary>
    /// <exception cref="InvalidDataException">The column chunk isn't within the object.</exception>
    internal void Begin(RowGroup group)
    {
        var chunk = group.Chunks[column.Leaf];
        if (chunk.Type != column.Type || chunk.Values != group.Rows)
            throw new InvalidDataException($"Column '{column.Name}' has another type or number of values than its row group");
        if (chunk.Offset < 0 || chunk.Size < 0 || chunk.Offset > file.Length - chunk.Size)
            throw new InvalidDataException($"Column '{column.Name}' is beyond the end of the file");
        (position, unread, codec) = (chunk.Offset, chunk.Size, chunk.Codec);
        (start, end, row, pageRows, rowsLeft) = (0, 0, 0, 0, group.Rows);
        (entryCount, hasDictionary) = (0, false);
        text.Truncate(0);
        // Each entry ends with the blank behind it.
        text.Add("- "u8);
        AddEntry(0);
        (dictionaryEnd, dictionaryText) = (entryCount, text.Length);
    }

    /// <summary>Returns the next rows of the page, or of the next page if none is left.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or there is none.</exception>
    internal PageRows Rows()
    {
        if (row == pageRows)
            ReadPages();
        return new PageRows(codes, entries, text, row, pageRows - row);
    }

    /// <summary>Goes beyond rows that were returned.</summary>
    internal void Skip(int rows) => row += rows;

    // Reads up to the next page with rows.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void ReadPages()
    {
        do
        {
            var head = ReadHead();
            if (head.StoredSize > end - start + unread || head.Size > PageBytes.Most || head.HasRepetition)
                throw new InvalidDataException($"A page of column '{column.Name}' is beyond the end of its column");
            if (head.Values > MostRows)
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                    $"its Parquet column '{column.Name}' has a page of {head.Values} rows, and at most {MostRows} are supported. Use smaller pages."));
            Load(head.StoredSize);
            if (head.Kind == PageHead.DictionaryKind)
                ReadDictionary(head);
            else if (head.Kind is PageHead.DataKind or PageHead.DataKind2)
                ReadData(head);
            start += head.StoredSize;
        }
        while (row == pageRows);
    }

    PageHead ReadHead()
    {
        // Most headers have some bytes, but statistics of long text can be in them.
        for (var length = HeadLength; ; length = MostHeadLength)
        {
            Load((int)Math.Min(length, end - start + unread));
            if (start == end)
                throw new InvalidDataException($"Column '{column.Name}' has fewer values than rows");
            try
            {
                var head = PageHead.Read(stored.AsSpan(start, end - start), out var headLength);
                start += headLength;
                return head;
            }
            catch (EndOfStreamException) when (length < MostHeadLength && unread > 0)
            {
                // The next try has more bytes.
            }
        }
    }

    // Reads until as many bytes are in memory.
    void Load(int count)
    {
        if (end - start >= count)
            return;
        var wanted = (int)Math.Min(Math.Max(count, BlockLength), end - start + unread);
        if (stored.Length < wanted)
        {
            var larger = GC.AllocateUninitializedArray<byte>(wanted);
            stored.AsSpan(start, end - start).CopyTo(larger);
            stored = larger;
        }
        else
        {
            stored.AsSpan(start, end - start).CopyTo(stored);
        }

        (start, end) = (0, end - start);
        file.Position = position;
        file.ReadExactly(stored, end, wanted - end);
        position += wanted - end;
        unread -= wanted - end;
        end = wanted;
    }

    void ReadDictionary(in PageHead head)
    {
        if (head.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary) || hasDictionary)
            throw new InvalidDataException($"Column '{column.Name}' has an unusual dictionary");
        AddPlain(bytes.Decompress(codec, stored, start, head.StoredSize, head.Size), head.Values);
        hasDictionary = true;
        (dictionaryEnd, dictionaryText) = (entryCount, text.Length);
    }

    void ReadData(in PageHead head)
    {
        // The entries of the last page aren't needed any more.
        text.Truncate(dictionaryText);
        entryCount = dictionaryEnd;
        if (head.Values > rowsLeft)
            throw new InvalidDataException($"Column '{column.Name}' has more values than rows");
        rowsLeft -= head.Values;
        (row, pageRows) = (0, head.Values);
        Grow(ref codes, head.Values);
        var isNewer = head.Kind == PageHead.DataKind2;
        if (isNewer && head.LevelsSize > Math.Min(head.StoredSize, head.Size))
            throw new InvalidDataException("A page has levels beyond its end");
        // In version 2, levels are before the compressed values.
        var levelsSize = isNewer ? head.LevelsSize : 0;
        var values = bytes.Decompress(isNewer && !head.IsCompressed ? PageBytes.Uncompressed : codec, stored, start + levelsSize,
            head.StoredSize - levelsSize, head.Size - levelsSize);
        var target = codes.AsSpan(0, head.Values);
        if (!column.IsNullable)
        {
            ReadValues(values, head.Encoding, target);
            return;
        }

        ReadOnlySpan<byte> encoded = stored.AsSpan(start, levelsSize);
        if (!isNewer)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(values);
            encoded = values.Slice(4, size);
            values = values[(4 + size)..];
        }

        if (HybridDecoder.IsRun(encoded, 1, head.Values))
        {
            ReadValues(values, head.Encoding, target);
            return;
        }

        Grow(ref levels, head.Values);
        var defined = levels.AsSpan(0, head.Values);
        HybridDecoder.Decode(encoded, 1, defined);
        Grow(ref present, head.Values);
        var found = present.AsSpan(0, defined.Count(1));
        ReadValues(values, head.Encoding, found);
        var next = 0;
        for (var i = 0; i < target.Length; i++)
            target[i] = defined[i] == 0 ? Dash : found[next++];
    }

    // Sets the code of each value that isn't null.
    void ReadValues(ReadOnlySpan<byte> values, PageEncoding encoding, Span<int> target)
    {
        if (target.IsEmpty)
            return;
        if (encoding is PageEncoding.Dictionary or PageEncoding.PlainDictionary)
        {
            ReadIndexes(values, target);
            return;
        }

        var first = entryCount;
        switch (encoding)
        {
            case PageEncoding.Plain:
                AddPlain(values, target.Length);
                break;
            case PageEncoding.Differences when column.Type is not PhysicalType.ByteArray:
                AddDifferences(values, target.Length);
                break;
            case PageEncoding.DifferencesOfLengths when column.Type is PhysicalType.ByteArray:
                AddTexts(values, target.Length);
                break;
            case PageEncoding.CommonBeginnings when column.Type is PhysicalType.ByteArray:
                AddContinuations(values, target.Length);
                break;
            case PageEncoding.SplitBytes when column.Type is not PhysicalType.ByteArray:
                AddSplit(values, target.Length);
                break;
            default:
                throw new NotSupportedException($"its Parquet column '{column.Name}' has the encoding {encoding}, which is not supported for its type. Write "
                    + "it with plain values or a dictionary.");
        }

        for (var i = 0; i < target.Length; i++)
            target[i] = first + i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ReadIndexes(ReadOnlySpan<byte> values, Span<int> target)
    {
        HybridDecoder.Decode(values[1..], values[0], target);
        var most = dictionaryEnd - 1;
        foreach (ref var code in target)
        {
            if ((uint)code >= (uint)most)
                throw new InvalidDataException("A page has an index beyond its dictionary");
            // The first entry is the dash.
            code++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddPlain(ReadOnlySpan<byte> values, int count)
    {
        // A value has at least four bytes, or as many for its length.
        if (count > values.Length / sizeof(int))
            throw new InvalidDataException("A page has fewer values than its header states");
        switch (column.Type)
        {
            case PhysicalType.Int32:
                for (; count > 0; count--, values = values[sizeof(int)..])
                    AddNumber(BinaryPrimitives.ReadInt32LittleEndian(values));
                break;
            case PhysicalType.Int64:
                for (; count > 0; count--, values = values[sizeof(long)..])
                    AddNumber(BinaryPrimitives.ReadInt64LittleEndian(values));
                break;
            default:
                for (; count > 0; count--)
                {
                    var length = BinaryPrimitives.ReadInt32LittleEndian(values);
                    AddText(values.Slice(sizeof(int), length));
                    values = values[(sizeof(int) + length)..];
                }

                break;
        }

        text.Reserve(Padding);
    }

    void AddDifferences(ReadOnlySpan<byte> values, int count)
    {
        foreach (var number in Differences(ref values, count))
            AddNumber(number);
        text.Reserve(Padding);
    }

    void AddTexts(ReadOnlySpan<byte> values, int count)
    {
        foreach (var length in Differences(ref values, count))
        {
            AddText(values[..checked((int)length)]);
            values = values[(int)length..];
        }

        text.Reserve(Padding);
    }

    void AddContinuations(ReadOnlySpan<byte> values, int count)
    {
        var common = Differences(ref values, count).ToArray();
        var lengths = Differences(ref values, count);
        var value = new TextBuffer();
        for (var i = 0; i < count; i++)
        {
            if (common[i] < 0 || common[i] > value.Length)
                throw new InvalidDataException("A page has damaged differences");
            value.Truncate((int)common[i]);
            value.Add(values[..checked((int)lengths[i])]);
            values = values[(int)lengths[i]..];
            AddText(value.Text);
        }

        text.Reserve(Padding);
    }

    void AddSplit(ReadOnlySpan<byte> values, int count)
    {
        var size = column.Type is PhysicalType.Int32 ? sizeof(int) : sizeof(long);
        if (values.Length < (long)count * size)
            throw new InvalidDataException("A page has fewer values than its header states");
        for (var i = 0; i < count; i++)
        {
            var number = 0L;
            for (var at = 0; at < size; at++)
                number |= (long)values[(at * count) + i] << (8 * at);
            AddNumber(number);
        }

        text.Reserve(Padding);
    }

    ReadOnlySpan<long> Differences(ref ReadOnlySpan<byte> values, int count)
    {
        Grow(ref numbers, count);
        var decoded = numbers.AsSpan(0, count);
        values = values[DifferenceDecoder.Decode(values, decoded)..];
        return decoded;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddNumber(long number)
    {
        var begin = text.Length;
        var isShort = column.Type is PhysicalType.Int32;
        var free = text.Reserve(MostDigits + 1);
        int written;
        if (!column.IsUnsigned)
            (isShort ? (int)number : number).TryFormat(free, out written, default, CultureInfo.InvariantCulture);
        else
            (isShort ? (uint)number : (ulong)number).TryFormat(free, out written, default, CultureInfo.InvariantCulture);
        free[written] = (byte)' ';
        text.Advance(written + 1);
        AddEntry(begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddText(ReadOnlySpan<byte> value)
    {
        var begin = text.Length;
        TextValue.Write(value, text);
        text.Add((byte)' ');
        AddEntry(begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddEntry(int begin)
    {
        if (entryCount == entries.Length)
            Array.Resize(ref entries, entries.Length * 2);
        entries[entryCount++] = new PageEntry(begin, text.Length - begin);
    }

    static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[length];
    }
}
