using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

/// <summary>Lines as Parquet objects.</summary>
static class ParquetBytes
{
    /// <summary>Written by Parquet.Net.</summary>
    public static byte[] Of(IEnumerable<string> lines, FlowLogFormat? format = null, ParquetCompression compression = ParquetCompression.Gzip,
        int rowsPerGroup = ParquetRecordWriter.RowsPerGroup)
    {
        var reader = new FlowLogReader(format ?? FlowLogFormat.Default);
        using var bytes = new MemoryStream();
        using (var writer = new ParquetRecordWriter(bytes, reader.Format, compression, rowsPerGroup))
        {
            foreach (var line in lines)
            {
                Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _), line);
                writer.Add(record);
            }

            writer.Finish();
        }

        return bytes.ToArray();
    }

    /// <summary>Written by DuckDB, with the text of the same traffic.</summary>
    public static (byte[] Parquet, byte[] GzipText) OfDuckDb(string format) =>
        (File.ReadAllBytes(Path.Combine("Parquet", $"duckdb-{format}.parquet")), File.ReadAllBytes(Path.Combine("Parquet", $"duckdb-{format}.log.gz")));
}
