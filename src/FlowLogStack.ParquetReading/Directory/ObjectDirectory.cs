using System.Buffers.Binary;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>The directory at the end of a Parquet object: its schema and its row groups.</summary>
/// <param name="Columns">The columns at the top level of the schema.</param>
/// <param name="Groups">The row groups, in order.</param>
/// <param name="IsEncrypted">Whether pages are encrypted.</param>
sealed record ObjectDirectory(SchemaColumn[] Columns, RowGroup[] Groups, bool IsEncrypted)
{
    /// <summary>Maximum size of a directory in bytes: 16 MiB.</summary>
    const int Most = 16 * 1024 * 1024;

    const int MostDepth = 64;
    const int TailLength = 8;

    /// <summary>Reads the directory of an object.</summary>
    /// <exception cref="InvalidDataException">The object isn't whole, or its directory is damaged.</exception>
    internal static ObjectDirectory Read(Stream file)
    {
        Span<byte> tail = stackalloc byte[TailLength];
        if (file.Length < ParquetMark.Length + TailLength)
            throw new InvalidDataException("It has no directory at its end");
        file.Position = file.Length - TailLength;
        file.ReadExactly(tail);
        if (!ParquetMark.Is(tail[4..]))
            throw new InvalidDataException("It has no directory at its end");
        if (tail[^1] == (byte)'E')
            return new ObjectDirectory([], [], IsEncrypted: true);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size > Math.Min(Most, file.Length - TailLength - ParquetMark.Length))
            throw new InvalidDataException("Its directory is larger than the object");
        var bytes = new byte[size];
        file.Position = file.Length - TailLength - size;
        file.ReadExactly(bytes);
        return Read(bytes);
    }

    static ObjectDirectory Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        SchemaElement[] elements = [];
        RowGroup[] groups = [];
        var isEncrypted = false;
        var id = 0;
        while (reader.TryReadField(ref id, out var type))
        {
            switch (id)
            {
                case 2 when type == ThriftReader.List:
                    elements = new SchemaElement[reader.ReadList(out _)];
                    foreach (ref var element in elements.AsSpan())
                        element = SchemaElement.Read(ref reader);
                    break;
                case 4 when type == ThriftReader.List:
                    groups = new RowGroup[reader.ReadList(out _)];
                    foreach (ref var group in groups.AsSpan())
                        group = RowGroup.Read(ref reader);
                    break;
                default:
                    isEncrypted |= id == 8;
                    reader.Skip(type);
                    break;
            }
        }

        var columns = ColumnsOf(elements, out var leaves);
        foreach (var group in groups)
        {
            if (group.Chunks.Length != leaves || group.Rows < 0)
                throw new InvalidDataException("A row group has other columns than the schema");
            isEncrypted |= group.Chunks.Any(chunk => chunk.IsEncrypted);
        }

        return new ObjectDirectory(columns, groups, isEncrypted);
    }

    // The elements are a tree, each before its children.
    static SchemaColumn[] ColumnsOf(SchemaElement[] elements, out int leaves)
    {
        if (elements.Length == 0)
            throw new InvalidDataException("It has no schema");
        var columns = new List<SchemaColumn>();
        var next = 1;
        leaves = 0;
        for (var count = elements[0].Children; count > 0; count--)
        {
            columns.Add(ElementAt(elements, next).ToColumn(leaves));
            leaves += LeavesOf(elements, ref next, depth: 0);
        }

        return [.. columns];
    }

    static int LeavesOf(SchemaElement[] elements, ref int next, int depth)
    {
        var children = ElementAt(elements, next++).Children;
        if (depth > MostDepth)
            throw new InvalidDataException("Its schema has too many levels");
        if (children <= 0)
            return 1;
        var leaves = 0;
        for (; children > 0; children--)
            leaves += LeavesOf(elements, ref next, depth + 1);
        return leaves;
    }

    static SchemaElement ElementAt(SchemaElement[] elements, int index) =>
        index < elements.Length ? elements[index] : throw new InvalidDataException("Its schema ends too early");
}
