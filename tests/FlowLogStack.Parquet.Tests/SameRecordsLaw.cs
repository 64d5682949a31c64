using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

/// <summary>A Parquet object and the text of the same traffic are the same records, byte by byte, whoever wrote it.</summary>
public class SameRecordsLaw
{
    readonly Random random = new(20);

    public static TheoryData<string> Codecs => ["gzip", "snappy", "zstd", "uncompressed"];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void What_DuckDB_wrote_is_the_text_of_the_same_traffic(string codec)
    {
        foreach (var format in RandomTraffic.Formats(random))
        {
            var lines = RandomTraffic.Lines(format, 300, random);
            Assert.Equal(RandomTraffic.Text(format, lines), ParquetFiles.TextOf(ParquetFiles.DuckDb(format, lines, $"COMPRESSION {codec}")));
        }
    }

    [Theory]
    [InlineData(ParquetCompression.Gzip)]
    [InlineData(ParquetCompression.Snappy)]
    [InlineData(ParquetCompression.Zstd)]
    [InlineData(ParquetCompression.None)]
    public void What_Parquet_Net_wrote_is_the_text_of_the_same_traffic(ParquetCompression compression)
    {
        foreach (var format in RandomTraffic.Formats(random))
        {
            var lines = RandomTraffic.Lines(format, 300, random);
            Assert.Equal(RandomTraffic.Text(format, lines), ParquetFiles.TextOf(ParquetFiles.Ours(format, lines, compression, rowsPerGroup: 128)));
        }
    }

    [Fact]
    public void DuckDB_reads_what_the_writer_wrote_with_the_types_of_flow_logs()
    {
        var format = FlowLogFormat.V5;
        var lines = RandomTraffic.Lines(format, 500, random);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".parquet");
        File.WriteAllBytes(file, ParquetFiles.Ours(format, lines, ParquetCompression.Zstd, rowsPerGroup: 200));
        try
        {
            Assert.Equal(RandomTraffic.Text(format, lines), ParquetFiles.TextOf(ParquetFiles.Select($"SELECT * FROM '{file}'")));
            var types = ParquetFiles.TextOf(ParquetFiles.Select($"SELECT type AS action, count(*)::BIGINT AS bytes FROM parquet_schema('{file}') WHERE type "
                + "IS NOT NULL GROUP BY type ORDER BY type"));
            var kinds = format.Fields.CountBy(field =>
                field.Kind switch { FieldKind.Number => "INT32", FieldKind.Counter or FieldKind.Instant => "INT64", _ => "BYTE_ARRAY" })
                .OrderBy(kind => kind.Key, StringComparer.Ordinal);
            Assert.Equal("action bytes\n" + string.Concat(kinds.Select(kind => $"{kind.Key} {kind.Value}\n")), types);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Many_row_groups_pages_and_encodings_are_read_in_order()
    {
        var format = FlowLogFormat.Default;
        var lines = RandomTraffic.Lines(format, 20_000, random);
        var text = RandomTraffic.Text(format, lines);
        Assert.Equal(text, ParquetFiles.TextOf(ParquetFiles.DuckDb(format, lines, "COMPRESSION snappy, ROW_GROUP_SIZE 2048")));
        Assert.Equal(text, ParquetFiles.TextOf(ParquetFiles.DuckDb(format, lines, "COMPRESSION gzip, PARQUET_VERSION v2")));
        Assert.Equal(text, ParquetFiles.TextOf(ParquetFiles.DuckDb(format, lines, "COMPRESSION gzip, DICTIONARY_SIZE_LIMIT 1")));
    }
}
