using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>A column of a Parquet object, one page of it in memory. Its rows are decoded once and in order, some at a time.</summary>
/// <remarks>Values become text once for each entry of a dictionary instead of once for each row.</remarks>
/// <param name="column">The column.</param>
/// <param name="file">The object.</param>
/// <param name="bytes">Decompresses the pages of this column.</param>
/// <param name="known">Receives the rows with their values by number; null for none.</param>
sealed class ColumnPages(SchemaColumn column, Stream file, PageBytes bytes, KnownRows? known)
{
    const int Dash = 0;
    const int DashLength = 2;
    const int BlockLength = 128 * 1024;
    const int HeadLength = 1024;
    const int MostHeadLength = 1024 * 1024;

    // 16,777,216. Pages of about 1 MiB have fewer rows, but for those of one value.
    const int MostRows = 1 << 24;

    // Text is reserved for as many numbers at once.
    const int NumbersAtOnce = 1024;

    readonly TextBuffer text = new();
    TextPart[] entries = new TextPart[256];
    TextPart[] rows = [];
    int[] codes = [];
    int[] defined = [];
    ColumnValues? dictionary;
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
    int pageRows;
    PageEncoding encoding;
    HybridReader levels;
    bool hasLevels;
    HybridReader indexes;
    byte[] plain = [];
    int plainNext;
    int plainEnd;
    int listed;
    int pageText;

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
        (start, end, pageRows, rowsLeft) = (0, 0, 0, group.Rows);
        (entryCount, hasDictionary, dictionary) = (0, false, null);
        text.Truncate(0);
        // Each entry ends with the blank behind it.
        text.Add("- "u8);
        AddEntry(0);
        (dictionaryEnd, dictionaryText) = (entryCount, text.Length);
    }

    /// <summary>Returns the number of rows that are left of the page, or of the next page if none is left.</summary>
    /// <exception cref="InvalidDataException">The page is damaged, or there is none.</exception>
    internal int Left()
    {
        if (pageRows == 0)
            ReadPages();
        return pageRows;
    }

    /// <summary>Decodes the next rows.</summary>
    /// <param name="count">Number of rows, at most those that are left.</param>
    /// <exception cref="InvalidDataException">The page is damaged.</exception>
    internal PageRows Decode(int count)
    {
        text.Truncate(pageText);
        pageRows -= count;
        if (known is not null)
            codes = KnownRows.Rent(count);
        else
            Grow(ref codes, count);
        var target = codes.AsSpan(0, count);
        var present = count;
        var isDictionary = encoding is PageEncoding.Dictionary or PageEncoding.PlainDictionary;
        if (!isDictionary)
            Grow(ref rows, count + 1);
        if (!hasLevels || levels.TrySkip(1, count))
        {
            DecodeValues(target);
        }
        else
        {
            Grow(ref defined, count);
            levels.Decode(defined.AsSpan(0, count), 2, 0);
            var next = present = defined.AsSpan(0, count).Count(1);
            DecodeValues(target[..next]);
            for (var i = count - 1; i >= 0; i--)
                target[i] = defined[i] == 0 ? Dash : target[--next];
        }

        // A vector can be read from the beginning of the last value.
        text.Reserve(TextBuffer.VectorLength);
        var values = known is null ? null : isDictionary ? dictionary ??= Dictionary() : encoding is PageEncoding.Plain ? PlainValues(present) : null;
        return new PageRows(codes, isDictionary ? entries : rows, text.Bytes, values);
    }

    ColumnValues Dictionary() => new(text.Text[..dictionaryText].ToArray(), entries.AsSpan(0, dictionaryEnd).ToArray());

    // The text of plain values is behind that of a dictionary, of which they use only the dash.
    ColumnValues PlainValues(int count)
    {
        var parts = rows.AsSpan(0, count + 1).ToArray();
        var behind = pageText - DashLength;
        for (var i = Dash + 1; i < parts.Length; i++)
            parts[i] = parts[i] with { Start = parts[i].Start - behind };
        return new ColumnValues([.. text.Text[..DashLength], .. text.Text[pageText..]], parts);
    }

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
        while (pageRows == 0);
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
        Begin(bytes.Decompress(codec, stored, start, head.StoredSize, head.Size));
        EnsureValues(head.Values);
        Grow(ref entries, entryCount + head.Values);
        DecodePlain(entries.AsSpan(entryCount, head.Values));
        entryCount += head.Values;
        hasDictionary = true;
        dictionary = null;
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
        pageRows = head.Values;
        var isNewer = head.Kind == PageHead.DataKind2;
        if (isNewer && head.LevelsSize > Math.Min(head.StoredSize, head.Size))
            throw new InvalidDataException("A page has levels beyond its end");
        // In version 2, levels are before the compressed values.
        var levelsSize = isNewer ? head.LevelsSize : 0;
        Begin(bytes.Decompress(isNewer && !head.IsCompressed ? PageBytes.Uncompressed : codec, stored, start + levelsSize, head.StoredSize - levelsSize,
            head.Size - levelsSize));
        hasLevels = column.IsNullable;
        if (hasLevels && isNewer)
        {
            levels = new HybridReader(stored, start, start + levelsSize, 1);
        }
        else if (hasLevels)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(Plain);
            plainNext += sizeof(int);
            levels = new HybridReader(plain, plainNext, plainNext + Plain[..size].Length, 1);
            plainNext += size;
        }

        encoding = head.Encoding;
        BeginValues(head.Values);
        pageText = text.Length;
    }

    void Begin(ArraySegment<byte> page) => (plain, plainNext, plainEnd) = (page.Array!, page.Offset, page.Offset + page.Count);

    // What is left of the values.
    ReadOnlySpan<byte> Plain => plain.AsSpan(plainNext, plainEnd - plainNext);

    void BeginValues(int values)
    {
        switch (encoding)
        {
            case PageEncoding.Dictionary or PageEncoding.PlainDictionary:
                // A page of nulls may have no values at all.
                indexes = plainNext == plainEnd ? default : new HybridReader(plain, plainNext + 1, plainEnd, plain[plainNext]);
                break;
            case PageEncoding.Plain:
                if (!hasLevels)
                    EnsureValues(values);
                break;
            default:
                List(Present(values));
                break;
        }
    }

    // Number of values that aren't null.
    int Present(int values)
    {
        if (!hasLevels)
            return values;
        Grow(ref defined, values);
        var all = levels;
        all.Decode(defined.AsSpan(0, values), 2, 0);
        return defined.AsSpan(0, values).Count(1);
    }

    // Encodings in which the place of a value isn't known without those before are decoded as a whole.
    void List(int count)
    {
        listed = entryCount;
        if (count == 0)
            return;
        var isText = column.Type is PhysicalType.ByteArray;
        if (encoding is PageEncoding.Differences && !isText)
            AddDifferences(Plain, count);
        else if (encoding is PageEncoding.DifferencesOfLengths && isText)
            AddTexts(Plain, count);
        else if (encoding is PageEncoding.CommonBeginnings && isText)
            AddContinuations(Plain, count);
        else if (encoding is PageEncoding.SplitBytes && !isText)
            AddSplit(Plain, count);
        else
            throw new NotSupportedException($"its Parquet column '{column.Name}' has the encoding {encoding}, which is not supported for its type. Write it "
                + "with plain values or a dictionary.");
    }

    // Sets the codes of the next values that aren't null.
    void DecodeValues(Span<int> target)
    {
        // The first entry is the dash.
        if (encoding is PageEncoding.Dictionary or PageEncoding.PlainDictionary)
        {
            indexes.Decode(target, dictionaryEnd - 1, Dash + 1);
            return;
        }

        rows[Dash] = entries[Dash];
        var values = rows.AsSpan(Dash + 1, target.Length);
        if (encoding is PageEncoding.Plain)
        {
            DecodePlain(values);
        }
        else
        {
            entries.AsSpan(listed, values.Length).CopyTo(values);
            listed += values.Length;
        }

        for (var i = 0; i < target.Length; i++)
            target[i] = Dash + 1 + i;
    }

    // A value has at least four bytes, or as many for its length.
    void EnsureValues(int count)
    {
        if (count > (plainEnd - plainNext) / sizeof(int))
            throw FewerValues();
    }

    void DecodePlain(Span<TextPart> target)
    {
        if (column.Type is PhysicalType.ByteArray)
        {
            DecodeTexts(target);
            return;
        }

        for (; target.Length > NumbersAtOnce; target = target[NumbersAtOnce..])
            DecodeNumbers(target[..NumbersAtOnce]);
        DecodeNumbers(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DecodeNumbers(Span<TextPart> target)
    {
        var (isShort, isUnsigned) = (column.Type is PhysicalType.Int32, column.IsUnsigned);
        var size = isShort ? sizeof(int) : sizeof(long);
        if (target.Length > (plainEnd - plainNext) / size)
            throw FewerValues();
        ref var free = ref MemoryMarshal.GetReference(text.Reserve(target.Length * (NumberText.MostLength + 1)));
        var (begin, length) = (text.Length, 0);
        ref var value = ref MemoryMarshal.GetReference(Plain);
        for (var i = 0; i < target.Length; i++, value = ref Unsafe.Add(ref value, size))
        {
            ref var place = ref Unsafe.Add(ref free, length);
            var number = isShort ? ReadInt(ref value, isUnsigned) : ReadLong(ref value);
            var written = isUnsigned ? NumberText.WriteUnsigned((ulong)number, ref place) : NumberText.Write(number, ref place);
            Unsafe.Add(ref place, written) = (byte)' ';
            target[i] = new TextPart(begin + length, written + 1);
            length += written + 1;
        }

        text.Advance(length);
        plainNext += target.Length * size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long ReadInt(ref byte value, bool isUnsigned)
    {
        var number = Unsafe.ReadUnaligned<int>(ref value);
        if (!BitConverter.IsLittleEndian)
            number = BinaryPrimitives.ReverseEndianness(number);
        return isUnsigned ? (uint)number : number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long ReadLong(ref byte value)
    {
        var number = Unsafe.ReadUnaligned<long>(ref value);
        return BitConverter.IsLittleEndian ? number : BinaryPrimitives.ReverseEndianness(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DecodeTexts(Span<TextPart> target)
    {
        var (source, at, last) = (plain, plainNext, plainEnd);
        for (var i = 0; i < target.Length; i++)
        {
            if (last - at < sizeof(int))
                throw FewerValues();
            var length = BinaryPrimitives.ReadInt32LittleEndian(source.AsSpan(at));
            at += sizeof(int);
            if ((uint)length > (uint)(last - at))
                throw new EndOfStreamException();
            var begin = text.Length;
            TextValue.Write(source, at, length, text);
            target[i] = new TextPart(begin, text.Length - begin);
            at += length;
        }

        plainNext = at;
    }

    void AddDifferences(ReadOnlySpan<byte> values, int count)
    {
        foreach (var number in Differences(ref values, count))
            AddNumber(number);
    }

    void AddTexts(ReadOnlySpan<byte> values, int count)
    {
        foreach (var length in Differences(ref values, count))
        {
            AddText(values[..checked((int)length)]);
            values = values[(int)length..];
        }
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
    }

    void AddSplit(ReadOnlySpan<byte> values, int count)
    {
        var size = column.Type is PhysicalType.Int32 ? sizeof(int) : sizeof(long);
        if (values.Length < (long)count * size)
            throw FewerValues();
        for (var i = 0; i < count; i++)
        {
            var number = 0L;
            for (var at = 0; at < size; at++)
                number |= (long)values[(at * count) + i] << (8 * at);
            AddNumber(number);
        }
    }

    ReadOnlySpan<long> Differences(ref ReadOnlySpan<byte> values, int count)
    {
        Grow(ref numbers, count);
        var decoded = numbers.AsSpan(0, count);
        values = values[DifferenceDecoder.Decode(values, decoded)..];
        return decoded;
    }

    void AddNumber(long number)
    {
        var begin = text.Length;
        var shortened = column.Type is not PhysicalType.Int32 ? number : column.IsUnsigned ? (uint)number : (int)number;
        ref var free = ref MemoryMarshal.GetReference(text.Reserve(NumberText.MostLength + 1));
        var written = column.IsUnsigned ? NumberText.WriteUnsigned((ulong)shortened, ref free) : NumberText.Write(shortened, ref free);
        Unsafe.Add(ref free, written) = (byte)' ';
        text.Advance(written + 1);
        AddEntry(begin);
    }

    void AddText(ReadOnlySpan<byte> value)
    {
        var begin = text.Length;
        TextValue.Write(value, text);
        AddEntry(begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddEntry(int begin)
    {
        if (entryCount == entries.Length)
            Array.Resize(ref entries, entries.Length * 2);
        entries[entryCount++] = new TextPart(begin, text.Length - begin);
    }

    static InvalidDataException FewerValues() => new("A page has fewer values than its header states");

    static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            Array.Resize(ref array, length);
    }
}
