using System.Globalization;
using System.IO.Compression;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

public sealed class ParquetObjectTests
{
    static readonly string[] Lines = [.. Enumerable.Range(1000, 400).Select(port => port % 50 == 0 ? Given.NoData : Given.Line(port, bytes: port * 7919L))];

    public static TheoryData<string> Encodings => ["VPC-RAW", "VPC-JSON", "FIELDS"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task An_object_that_Parquet_Net_wrote_is_delivered_as_the_text_of_the_same_traffic(string encoding)
    {
        foreach (var compression in new[] { ParquetCompression.Gzip, ParquetCompression.Snappy, ParquetCompression.None })
        {
            await EnsureSameAsync(FlowLogFormat.Default, Given.GzipText(string.Join('\n', Lines.Prepend(FlowLogFormat.Default.ToHeaderLine()))),
                ParquetBytes.Of(Lines, compression: compression, rowsPerGroup: 150), encoding);
        }
    }

    [Theory]
    [InlineData("v2")]
    [InlineData("v5")]
    [InlineData("transit-gateway")]
    public async Task An_object_that_DuckDB_wrote_is_delivered_as_the_text_of_the_same_traffic(string format)
    {
        var (parquet, text) = ParquetBytes.OfDuckDb(format);
        using var header = new StreamReader(new GZipStream(new MemoryStream(text), CompressionMode.Decompress));
        var read = FlowLogFormat.Presets[format];
        Assert.Equal(read.ToHeaderLine(), header.ReadLine());

        await EnsureSameAsync(read, text, parquet, "VPC-RAW");
        await EnsureSameAsync(read, text, parquet, "FIELDS");
        // Parquet.Net wrote the same.
        var lines = header.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await EnsureSameAsync(read, text, ParquetBytes.Of(lines, read), "FIELDS");
    }

    [Fact]
    public async Task Columns_in_another_order_are_read_by_their_names_and_counted_as_another_format()
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", "FIELDS"));
        rig.Aws.Objects["flows/a"] = ParquetBytes.Of(["9 192.0.2.1"], FlowLogFormat.Of(FlowField.Bytes, FlowField.SrcAddr));

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Equal(["""{"bytes":9,"srcaddr":"192.0.2.1"}"""], rig.Delivered);
        Assert.Equal(1, rig.LastMetrics.GetProperty("FormatMismatches").GetInt32());
    }

    [Fact]
    public async Task An_object_that_was_cut_short_delivers_nothing_and_is_saved_with_the_fix()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        rig.Aws.Objects["flows/a.parquet"] = ParquetBytes.Of(Lines)[..^20];

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a.parquet"))));

        Assert.Empty(rig.Endpoint.Requests);
        Assert.Equal("s3://flows/a.parquet: its Parquet data is damaged or was cut short (It has no directory at its end). Fetch the object again.",
            Assert.Single(rig.Letters).Reason);
        Assert.Contains("a.parquet", Assert.Single(rig.ParkedEvents), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_letter_of_an_object_delivers_it_once_it_is_whole()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var whole = ParquetBytes.Of(Lines);
        rig.Aws.Objects["flows/a.parquet"] = whole[..^20];
        await rig.SendAsync(Given.Objects(("flows", "a.parquet")));
        rig.Aws.Objects["flows/a.parquet"] = whole;

        Assert.Equal("""{"replayed":1,"failed":0,"remaining":false}""", await rig.SendAsync("""{"replay":{}}"""));

        Assert.Equal(Lines, rig.Delivered);
        Assert.Empty(rig.Letters);
    }

    [Fact]
    public async Task Rows_before_damage_are_delivered_and_the_notification_is_saved()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));
        var lines = Enumerable.Range(1, 8000).Select(port => Given.Line(port, bytes: port * 7919L)).ToArray();
        var bytes = ParquetBytes.Of(lines, compression: ParquetCompression.None, rowsPerGroup: 1000);
        // Pages of the last row group, in front of the directory.
        var directory = BitConverter.ToInt32(bytes, bytes.Length - 8);
        bytes.AsSpan(bytes.Length - 8 - directory - 2000, 1900).Fill(0xFF);
        rig.Aws.Objects["flows/a.parquet"] = bytes;

        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a.parquet"))));

        var delivered = rig.Delivered.ToList();
        Assert.InRange(delivered.Count, 7000, 7999);
        Assert.Equal(lines[..delivered.Count], delivered);
        Assert.Contains("its Parquet data is damaged", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encrypted", "is encrypted Parquet, for which a key would be needed. Write it without Parquet's own encryption; S3 encrypts objects as well.")]
    [InlineData("zstd", ": its Parquet pages are compressed with ZSTD, which is not supported here. Convert it with "
        + "'flowlogs convert --compression gzip'.")]
    [InlineData("gzip around", " is Parquet within an event or within gzip, which is not supported. Store it in S3 as it is, and send its notification.")]
    [InlineData("nothing but its mark", ": its Parquet data is damaged or was cut short (It has no directory at its end). Fetch the object again.")]
    public async Task Unreadable_Parquet_is_one_sentence_and_nothing_of_it_is_acknowledged(string fault, string sentence)
    {
        var bytes = fault switch
        {
            "encrypted" => [.. "PARE"u8, .. ParquetBytes.Of(Lines)[4..^4], .. "PARE"u8],
            "zstd" => ParquetBytes.Of(Lines, compression: ParquetCompression.Zstd),
            "gzip around" => Given.Gzip(ParquetBytes.Of(Lines)),
            _ => "PAR1"u8.ToArray(),
        };
        using (var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead")))
        {
            rig.Aws.Objects["flows/a"] = bytes;
            Assert.Equal("""{"batchItemFailures":[]}""", await rig.SendAsync(Given.Queue(Given.Objects(("flows", "a")))));
            Assert.Empty(rig.Endpoint.Requests);
            Assert.EndsWith(sentence, Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
        }

        // Without a place for dead letters, the message returns to its queue.
        using var without = new ProcessorRig();
        without.Aws.Objects["flows/a"] = bytes;
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m-0"}]}""", await without.SendAsync(Given.Queue(Given.Objects(("flows", "a")))));
    }

    [Fact]
    public async Task Parquet_in_an_event_is_saved_as_a_dead_letter_with_the_fix()
    {
        using var rig = new ProcessorRig(("DEAD_LETTER_BUCKET", "dead"));

        await rig.SendAsync(Given.Kinesis(ParquetBytes.Of(Lines)));

        Assert.EndsWith("Store it in S3 as it is, and send its notification.", Assert.Single(rig.Letters).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_copy_of_an_object_is_gone_when_it_was_read()
    {
        using var rig = new ProcessorRig();
        rig.Aws.Objects["flows/a"] = ParquetBytes.Of(Lines);
        var before = Directory.GetFiles(Path.GetTempPath(), "flowlogs-*.parquet");

        await rig.SendAsync(Given.Objects(("flows", "a")));

        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "flowlogs-*.parquet").Except(before));
    }

    static async Task EnsureSameAsync(FlowLogFormat format, byte[] text, byte[] parquet, string encoding)
    {
        var ofText = await DeliverAsync(format, text, encoding);
        var ofParquet = await DeliverAsync(format, parquet, encoding);
        Assert.NotEmpty(ofText.Bodies);
        Assert.Equal(ofText.Bodies, ofParquet.Bodies);
        Assert.Equal(ofText.Metrics, ofParquet.Metrics);
    }

    static async Task<(string Bodies, string Metrics)> DeliverAsync(FlowLogFormat format, byte[] content, string encoding)
    {
        using var rig = new ProcessorRig(("LOG_FORMAT", encoding), ("FLOW_LOG_FORMAT", format.ToString()));
        rig.Aws.Objects["flows/a"] = content;
        Assert.Equal("{}", await rig.SendAsync(Given.Objects(("flows", "a"))));
        var metrics = rig.LastMetrics;
        return (string.Join('\n', rig.Delivered), string.Join(' ', new[] { "Records", "RejectedLines", "DeliveredRecords", "ParkedRecords", "FormatMismatches" }
            .Select(name => metrics.TryGetProperty(name, out var value) ? value.GetInt64().ToString(CultureInfo.InvariantCulture) : "-")));
    }
}
