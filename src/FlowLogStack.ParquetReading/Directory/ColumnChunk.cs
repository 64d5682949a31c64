namespace FlowLogStack.Parquet;

/// <summary>The pages of a column in a row group.</summary>
/// <param name="Type">Type of the stored values.</param>
/// <param name="Codec">Number of the compression.</param>
/// <param name="Values">Number of values, including nulls.</param>
/// <param name="Offset">Position of the first page in the object.</param>
/// <param name="Size">Size of all pages in bytes, as they are stored.</param>
/// <param name="IsEncrypted">Whether the pages are encrypted.</param>
readonly record struct ColumnChunk(PhysicalType Type, int Codec, long Values, long Offset, long Size, bool IsEncrypted)
{
    /// <summary>Reads a column chunk.</summary>
    internal static ColumnChunk Read(ref ThriftReader reader)
    {
        var chunk = new ColumnChunk { Type = (PhysicalType)(-1) };
        var id = 0;
        while (reader.TryReadField(ref id, out var type))
        {
            if (id == 3 && type == ThriftReader.Structure)
            {
                chunk = ReadMetadata(ref reader, chunk);
                continue;
            }

            if (id == 1 && type == ThriftReader.Text)
            {
                if (!reader.ReadText().IsEmpty)
                    throw new InvalidDataException("A column is in another file");
                continue;
            }

            chunk = chunk with { IsEncrypted = chunk.IsEncrypted || id is 8 or 9 };
            reader.Skip(type);
        }

        return chunk;
    }

    static ColumnChunk ReadMetadata(ref ThriftReader reader, ColumnChunk chunk)
    {
        var (id, data, dictionary) = (0, 0L, 0L);
        while (reader.TryReadField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    chunk = chunk with { Type = (PhysicalType)reader.ReadNumber() };
                    break;
                case 4:
                    chunk = chunk with { Codec = (int)reader.ReadNumber() };
                    break;
                case 5:
                    chunk = chunk with { Values = reader.ReadNumber() };
                    break;
                case 7:
                    chunk = chunk with { Size = reader.ReadNumber() };
                    break;
                case 9:
                    data = reader.ReadNumber();
                    break;
                case 11:
                    dictionary = reader.ReadNumber();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        // Some writers leave a dictionary of position 0.
        return chunk with { Offset = dictionary > 0 && dictionary < data ? dictionary : data };
    }
}
