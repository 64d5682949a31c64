namespace FlowLogStack.Parquet;

/// <summary>The header of a page.</summary>
/// <param name="Kind">0 for a data page, 2 for a dictionary, 3 for a data page of version 2.</param>
/// <param name="Size">Size of the page in bytes, decompressed.</param>
/// <param name="StoredSize">Size of the page in bytes, as it is stored.</param>
/// <param name="Values">Number of values, including nulls.</param>
/// <param name="Encoding">Encoding of the values.</param>
/// <param name="LevelsSize">In version 2, size of the definition levels in bytes.</param>
/// <param name="IsCompressed">In version 2, whether the values are compressed.</param>
/// <param name="HasRepetition">Whether the page has repetition levels.</param>
readonly record struct PageHead(int Kind, int Size, int StoredSize, int Values, PageEncoding Encoding, int LevelsSize, bool IsCompressed,
    bool HasRepetition)
{
    internal const int DataKind = 0;
    internal const int DictionaryKind = 2;
    internal const int DataKind2 = 3;

    /// <summary>Reads a header at the beginning of bytes.</summary>
    /// <param name="bytes">The bytes, followed by the page.</param>
    /// <param name="length">Length of the header.</param>
    internal static PageHead Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new ThriftReader(bytes);
        var head = new PageHead { IsCompressed = true, Kind = -1 };
        var id = 0;
        while (reader.TryReadField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    head = head with { Kind = (int)reader.ReadNumber() };
                    break;
                case 2:
                    head = head with { Size = checked((int)reader.ReadNumber()) };
                    break;
                case 3:
                    head = head with { StoredSize = checked((int)reader.ReadNumber()) };
                    break;
                case 5 or 7 or 8 when type == ThriftReader.Structure:
                    head = ReadValues(ref reader, head, id);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        length = reader.Position;
        return head.Size >= 0 && head.StoredSize >= 0 && head.Values >= 0 && head.LevelsSize >= 0 ? head
            : throw new InvalidDataException("A page has a negative size");
    }

    // The three structures have the same first fields, but for the encoding.
    static PageHead ReadValues(ref ThriftReader reader, PageHead head, int structure)
    {
        var id = 0;
        while (reader.TryReadField(ref id, out var type))
        {
            if (id == 1)
                head = head with { Values = checked((int)reader.ReadNumber()) };
            else if (id == (structure == 8 ? 4 : 2))
                head = head with { Encoding = (PageEncoding)reader.ReadNumber() };
            else if (structure == 8 && id == 5)
                head = head with { LevelsSize = checked((int)reader.ReadNumber()) };
            else if (structure == 8 && id == 6)
                head = head with { HasRepetition = reader.ReadNumber() != 0 };
            else if (structure == 8 && id == 7 && type is ThriftReader.True or ThriftReader.False)
                head = head with { IsCompressed = type == ThriftReader.True };
            else
                reader.Skip(type);
        }

        return head;
    }
}
