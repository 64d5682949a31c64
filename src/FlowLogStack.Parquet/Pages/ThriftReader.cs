namespace FlowLogStack.Parquet;

/// <summary>Reads structures in Thrift's compact protocol, in which Parquet writes the headers of pages.</summary>
/// <param name="bytes">The bytes, which may be followed by others.</param>
ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    const int MostDepth = 16;

    readonly ReadOnlySpan<byte> bytes = bytes;
    int depth;

    /// <summary>Number of bytes that were read.</summary>
    internal int Position { get; private set; }

    /// <summary>Reads the header of the next field of a structure.</summary>
    /// <param name="id">Id of the last field, or 0; receives that of this one.</param>
    /// <param name="type">Type of the value.</param>
    /// <returns>False at the end of the structure.</returns>
    internal bool TryReadField(ref int id, out int type)
    {
        var head = bytes[Position++];
        type = head & 15;
        if (head == 0)
            return false;
        id = head >> 4 is > 0 and var delta ? id + delta : (int)ReadNumber();
        return true;
    }

    /// <summary>Reads a whole number.</summary>
    internal long ReadNumber()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Passes over a value.</summary>
    internal void Skip(int type)
    {
        switch (type)
        {
            case 1 or 2:
                break;
            case 3:
                Position++;
                break;
            case 4 or 5 or 6:
                ReadVarint();
                break;
            case 7:
                Position += 8;
                break;
            case 8:
                var length = checked((int)ReadVarint());
                Position += length;
                break;
            case 9 or 10:
                SkipList();
                break;
            case 12:
                SkipStructure();
                break;
            default:
                throw new InvalidDataException("A page header has a value of an unexpected type");
        }
    }

    ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = bytes[Position++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("A page header has a number that is too long");
    }

    void SkipList()
    {
        Enter();
        var head = bytes[Position++];
        var count = head >> 4 == 15 ? (long)ReadVarint() : head >> 4;
        // A Boolean in a list has a byte.
        var type = (head & 15) is 1 or 2 ? 3 : head & 15;
        // Each value has at least one byte.
        if (count < 0 || count > bytes.Length - Position)
            throw new InvalidDataException("A page header has a list beyond its end");
        for (; count > 0; count--)
            Skip(type);
        depth--;
    }

    void SkipStructure()
    {
        Enter();
        var id = 0;
        while (TryReadField(ref id, out var type))
            Skip(type);
        depth--;
    }

    void Enter()
    {
        if (++depth > MostDepth)
            throw new InvalidDataException("A page header has too many levels");
    }
}
