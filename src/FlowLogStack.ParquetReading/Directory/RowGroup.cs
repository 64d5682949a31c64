namespace FlowLogStack.Parquet;

/// <summary>A row group of a Parquet object.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Chunks">The column chunks, in the order of the schema.</param>
sealed record RowGroup(long Rows, ColumnChunk[] Chunks)
{
    /// <summary>Reads a row group.</summary>
    internal static RowGroup Read(ref ThriftReader reader)
    {
        ColumnChunk[] chunks = [];
        var rows = 0L;
        var id = 0;
        while (reader.TryReadField(ref id, out var type))
        {
            if (id == 1 && type == ThriftReader.List)
            {
                chunks = new ColumnChunk[reader.ReadList(out _)];
                foreach (ref var chunk in chunks.AsSpan())
                    chunk = ColumnChunk.Read(ref reader);
            }
            else if (id == 3)
            {
                rows = reader.ReadNumber();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return new RowGroup(rows, chunks);
    }
}
