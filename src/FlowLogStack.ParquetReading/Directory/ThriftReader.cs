namespace FlowLogStack.Parquet;

/// <summary>Reads structures in Thrift's compact protocol, in which Parquet writes its directory and the headers of pages.</summary>
/// <param name="bytes">The bytes, which may be followed by others.</param>
ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Type of a Boolean that is true.</summary>
    internal const int True = 1;

    /// <summary>Type of a Boolean that is false.</summary>
    internal const int False = 2;

    /// <summary>Type of a list.</summary>
    internal const int List = 9;

    /// <summary>Type of a structure.</summary>
    internal const int Structure = 12;

    /// <summary>Type of text.</summary>
    internal const int Text = 8;

    const int Byte = 3;
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
        var head = ReadByte();
        type = head & 15;
        if (head == 0)
            return false;
        id = head >> 4 is > 0 and var delta ? id + delta : (int)ReadNumber();
        return true;
    }

    /// <summary>Reads a byte.</summary>
    internal byte ReadByte() => bytes[Advance(1)];

    /// <summary>Reads a whole number.</summary>
    internal long ReadNumber()
    {
        var value = ReadVarint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads text.</summary>
    internal ReadOnlySpan<byte> ReadText()
    {
        var length = checked((int)ReadVarint());
        return bytes.Slice(Advance(length), length);
    }

    /// <summary>Reads the header of a list, whose values follow.</summary>
    /// <param name="type">Type of the values.</param>
    /// <returns>The number of values, each of which has at least one byte.</returns>
    internal int ReadList(out int type)
    {
        var head = ReadByte();
        var count = head >> 4 == 15 ? (long)ReadVarint() : head >> 4;
        // A Boolean in a list has a byte.
        type = (head & 15) is True or False ? Byte : head & 15;
        return count >= 0 && count <= bytes.Length - Position ? (int)count : throw TooShort();
    }

    /// <summary>Passes over a value.</summary>
    internal void Skip(int type)
    {
        switch (type)
        {
            case True or False:
                break;
            case Byte:
                Advance(1);
                break;
            case 4 or 5 or 6:
                ReadVarint();
                break;
            case 7:
                Advance(8);
                break;
            case Text:
                ReadText();
                break;
            case List or 10 or Structure:
                SkipMembers(type);
                break;
            default:
                throw new InvalidDataException("A header has a value of an unexpected type");
        }
    }

    void SkipMembers(int type)
    {
        if (++depth > MostDepth)
            throw new InvalidDataException("A header has too many levels");
        if (type == Structure)
        {
            var id = 0;
            while (TryReadField(ref id, out var field))
                Skip(field);
        }
        else
        {
            for (var count = ReadList(out var member); count > 0; count--)
                Skip(member);
        }

        depth--;
    }

    ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = ReadByte();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }

        throw new InvalidDataException("A header has a number that is too long");
    }

    // Returns the position before.
    int Advance(int count)
    {
        var before = Position;
        Position = count <= bytes.Length - before ? before + count : throw TooShort();
        return before;
    }

    static EndOfStreamException TooShort() => new("A header ends too early");
}
