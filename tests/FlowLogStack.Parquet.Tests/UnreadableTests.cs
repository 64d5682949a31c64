using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

public class UnreadableTests
{
    [Fact]
    public void A_foreign_object_is_named_with_its_columns()
        => Assert.Equal("x.parquet is Parquet, but not of a flow log: 0 of its 2 columns are flow log fields (name, price). Use the objects of a flow log.",
            Message(ParquetFiles.Select("SELECT 'a' AS name, 1.5::DOUBLE AS price")));

    [Fact]
    public void One_matching_name_among_many_is_no_flow_log()
        => Assert.Contains("1 of its 4 columns are flow log fields (id, name, start, price)",
            Message(ParquetFiles.Select("SELECT 1 AS id, 'a' AS name, 2 AS start, 3 AS price")), StringComparison.Ordinal);

    [Theory]
    [InlineData("TIMESTAMP '2026-01-01'", "TIMESTAMP")]
    [InlineData("1.5::DOUBLE", "DOUBLE")]
    [InlineData("[1]", "LIST")]
    public void A_column_of_another_type_is_named_with_the_fix(string value, string type)
        => Assert.Equal($"x.parquet: its Parquet column 'start' has values of a type that flow logs don't have ({type}). Write it as INT32, INT64 or STRING.",
            Message(ParquetFiles.Select($"SELECT '10.0.0.1' AS srcaddr, {value} AS start")));

    [Fact]
    public void Two_columns_of_one_field_are_an_error()
        => Assert.Contains("the field 'log-status' more than once", Message(ParquetFiles.Select("SELECT 'OK' AS \"log-status\", 'OK' AS log_status")),
            StringComparison.Ordinal);

    [Fact]
    public void Encryption_is_named()
    {
        const string key = "SET force_mbedtls_unsafe = 'true'; PRAGMA add_parquet_key('k', '0123456789112345');";
        const string sentence = "x.parquet is encrypted Parquet, for which a key would be needed. Write it without Parquet's own encryption; S3 encrypts "
            + "objects as well.";
        Assert.Equal(sentence, Message(ParquetFiles.Select("SELECT '10.0.0.1' AS srcaddr", "ENCRYPTION_CONFIG {footer_key: 'k'}", key)));
    }

    [Theory]
    [InlineData("PAR1")]
    [InlineData("PAR1\u0015\u0004")]
    [InlineData("PAR1PAR1PAR1")]
    [InlineData("PAR1\u0001\u0002\u00ff\u00ff\u00ff\u007fPAR1")]
    public void Fragments_are_damaged(string bytes)
        => Assert.Contains("its Parquet data is damaged or was cut short", Message(Encoding.Latin1.GetBytes(bytes)),
            StringComparison.Ordinal);

    [Fact]
    public void A_page_of_too_many_rows_is_an_error_with_the_fix()
    {
        Assert.Equal("x.parquet: its Parquet column 'srcport' has a page of 16777217 rows, and at most 16777216 are supported. Use smaller pages.",
            Message(ParquetFiles.WithPageOf(16_777_217)));
        // As many as are supported are read, and the page has none of them.
        Assert.Contains("A page has fewer values than its header states", Message(ParquetFiles.WithPageOf(16_777_216)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_was_cut_short_is_an_error_at_every_length()
    {
        var bytes = ParquetFiles.DuckDb(FlowLogFormat.Default, RandomTraffic.Lines(FlowLogFormat.Default, 200, new Random(5)));
        for (var length = 4; length < bytes.Length; length += 97)
            Assert.Contains("Fetch the object again.", Message(bytes[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_an_error_or_other_text_and_never_another_exception()
    {
        var random = new Random(6);
        var lines = RandomTraffic.Lines(FlowLogFormat.Default, 200, random);
        foreach (var whole in new[] { ParquetFiles.DuckDb(FlowLogFormat.Default, lines),
            ParquetFiles.Ours(FlowLogFormat.Default, lines, ParquetCompression.Snappy) })
        {
            for (var run = 0; run < 400; run++)
            {
                var bytes = whole.ToArray();
                for (var i = random.Next(1, 4); i > 0; i--)
                    bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
                try
                {
                    ParquetFiles.TextOf(bytes);
                }
                catch (UnreadableObjectException e)
                {
                    Assert.Single(e.Message.Split('\n'));
                }
            }
        }
    }

    static string Message(byte[] bytes) => Assert.Throws<UnreadableObjectException>(() => ParquetFiles.TextOf(bytes)).Message;
}
