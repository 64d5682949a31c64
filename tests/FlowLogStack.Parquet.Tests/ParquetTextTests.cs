using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

public class ParquetTextTests
{
    [Fact]
    public void Columns_of_other_integer_types_are_whole_numbers()
    {
        var types = new[] { "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT", "VARCHAR" };
        foreach (var type in types)
            Assert.Equal("protocol bytes\n6 7\n", ParquetFiles.TextOf(ParquetFiles.Select($"SELECT 6::{type} AS protocol, 7::{type} AS bytes")));
    }

    [Fact]
    public void Names_with_hyphens_are_those_with_underscores()
        => Assert.Equal("log-status account-id\nOK 1\n", ParquetFiles.TextOf(ParquetFiles.Select("SELECT 'OK' AS \"log-status\", '1' AS account_id")));

    [Fact]
    public void An_empty_value_is_absent_like_a_null()
        => Assert.Equal("srcaddr vpc-id bytes\n- - -\n",
            ParquetFiles.TextOf(ParquetFiles.Select("SELECT '' AS srcaddr, NULL::VARCHAR AS vpc_id, NULL::BIGINT AS bytes")));

    [Fact]
    public void A_value_with_blanks_stays_one_value()
    {
        var text = ParquetFiles.TextOf(ParquetFiles.Select("SELECT 'two words' AS instance_tag, E'a\\nb\\tc é' AS asg_tag, '100%25' AS interface_tag"));
        Assert.Equal("instance-tag asg-tag interface-tag\ntwo%20words a%0Ab%09c%20é 100%25\n", text);
    }

    [Fact]
    public void A_field_newer_than_the_catalog_is_read_and_a_nested_column_is_left_out()
        => Assert.Equal("srcaddr dstaddr new-field\n10.0.0.1 10.0.0.2 x\n",
            ParquetFiles.TextOf(ParquetFiles.Select("SELECT '10.0.0.1' AS srcaddr, '10.0.0.2' AS dstaddr, 'x' AS new_field, [1, 2] AS list")));

    [Fact]
    public void An_object_without_rows_is_a_header_line()
        => Assert.Equal("srcaddr bytes\n", ParquetFiles.TextOf(ParquetFiles.Select("SELECT 'x' AS srcaddr, 1::BIGINT AS bytes WHERE false")));

    [Fact]
    public void Lines_without_a_header_are_events()
        => Assert.Equal("10.0.0.1\n", ParquetFiles.TextOf(ParquetFiles.Select("SELECT '10.0.0.1' AS srcaddr"), new ParquetTextOptions { HasHeader = false }));

    [Fact]
    public void Columns_that_are_not_needed_are_not_read()
    {
        var lines = RandomTraffic.Lines(FlowLogFormat.V5, 20_000, new Random(3));
        using var all = new CountingStream(ParquetFiles.DuckDb(FlowLogFormat.V5, lines));
        ParquetFiles.TextOf(all);
        all.Count = 0;
        all.Position = 0;
        var text = ParquetFiles.TextOf(all, new ParquetTextOptions { Fields = new HashSet<string> { "action", "no-such-field" } });
        Assert.StartsWith("action\n", text, StringComparison.Ordinal);
        Assert.Equal(20_001, text.Split('\n').Length - 1);
        Assert.InRange(all.Count, 1, all.Length / 10);
    }

    [Fact]
    public void Without_a_needed_column_rows_still_count()
        => Assert.Equal("srcaddr\n10.0.0.1\n", ParquetFiles.TextOf(ParquetFiles.Select("SELECT '10.0.0.1' AS srcaddr, 1::BIGINT AS bytes"),
            new ParquetTextOptions { Fields = new HashSet<string> { "action" } }));

    [Fact]
    public void Row_groups_are_read_one_after_another()
    {
        var lines = RandomTraffic.Lines(FlowLogFormat.Default, 40_000, new Random(4));
        using var counted = new CountingStream(ParquetFiles.DuckDb(FlowLogFormat.Default, lines, "COMPRESSION uncompressed, ROW_GROUP_SIZE 2048"));
        using var text = ParquetObject.OpenText(counted, "x");
        Assert.True(text.Read(new byte[100]) > 0);
        Assert.InRange(counted.Count, 1, counted.Length / 2);
    }

    [Fact]
    public void A_stream_that_only_reads_forwards_is_copied_and_the_copy_is_gone_at_the_end()
    {
        var bytes = ParquetFiles.Select("SELECT '10.0.0.1' AS srcaddr");
        string[] Copies() => Directory.GetFiles(Path.GetTempPath(), "flowlogs-*.parquet");
        var before = Copies();
        using (var text = ParquetObject.Open(new Forwards(bytes), "x"))
        using (var reader = new StreamReader(text))
            Assert.Equal("srcaddr\n10.0.0.1\n", reader.ReadToEnd());
        Assert.Empty(Copies().Except(before));
    }

    [Fact]
    public void What_is_no_Parquet_stays_as_it_is()
    {
        foreach (var text in new[] { "", "P", "PAR", "PAR2 and more", "2 123456789010 eni-1" })
        {
            using var reader = new StreamReader(ParquetObject.Open(new Forwards(System.Text.Encoding.ASCII.GetBytes(text)), "x"));
            Assert.Equal(text, reader.ReadToEnd());
        }
    }
}
