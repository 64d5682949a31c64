using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

public sealed class ArchiveConversionTests : IDisposable
{
    const long Midnight = 1_767_225_600;
    const string Key = "AWSLogs/123456789010/vpcflowlogs/us-east-1/2026/01/01/123456789010_vpcflowlogs_us-east-1_fl-1_20260101T0000Z_abc.log.gz";

    readonly string directory = Directory.CreateTempSubdirectory("conversion").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(FileFormat.Parquet, false, false)]
    [InlineData(FileFormat.Parquet, true, false)]
    [InlineData(FileFormat.Parquet, true, true)]
    [InlineData(FileFormat.PlainText, false, true)]
    [InlineData(FileFormat.PlainText, true, false)]
    public void Each_record_is_once_in_the_folder_of_its_end(FileFormat fileFormat, bool isHive, bool isHourly)
    {
        var layout = new S3Layout { FileFormat = fileFormat, HiveCompatiblePartitions = isHive, PerHourPartition = isHourly, Prefix = "network" };
        var lines = Hours(3).ToArray();
        var summary = Convert(Options() with { Layout = layout, Region = "eu-west-1" }, ("x", Shuffled(lines)));
        Assert.Equal((lines.Length, isHourly ? 3 : 1), (summary.Records, summary.Files.Count));
        var found = new List<string>();
        foreach (var file in summary.Files)
        {
            var rows = RowsOf(file);
            found.AddRange(rows);
            foreach (var row in rows)
            {
                var end = DateTimeOffset.FromUnixTimeSeconds(long.Parse(row.Split(' ')[11], CultureInfo.InvariantCulture));
                Assert.StartsWith(layout.RegionPrefix("123456789010", "eu-west-1") + layout.TimeFolder(end), file, StringComparison.Ordinal);
            }
        }

        Assert.Equal(lines.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Records_are_sorted_so_that_row_groups_have_ranges_of_their_own()
    {
        var lines = Hours(4).ToArray();
        var file = Assert.Single(Convert(Options(), ("x", Shuffled(lines))).Files);
        var starts = RowsOf(file).Select(row => long.Parse(row.Split(' ')[10], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(starts.Order(), starts);
    }

    [Fact]
    public void Other_fields_sort_numbers_by_value_addresses_by_number_and_absent_values_first()
    {
        var lines = new[] { Line(1, "10.0.0.10", 80), Line(2, "10.0.0.9", 443), Line(3, "-", 9), Line(4, "2001:db8::1", 22), Line(5, "10.0.0.9", 22) };
        var rows = RowsOf(Assert.Single(Convert(Options() with { Sort = [FlowField.SrcAddr, FlowField.DstPort] }, ("x", lines)).Files))
            .Select(row => row.Split(' ')).Select(row => $"{row[3]} {row[6]}");
        Assert.Equal(["- 9", "10.0.0.9 22", "10.0.0.9 443", "10.0.0.10 80", "2001:db8::1 22"], rows);
    }

    [Fact]
    public void Little_memory_loses_nothing()
    {
        var lines = Hours(4).ToArray();
        var summary = Convert(Options() with { MostBytes = 2000 }, ("x", Shuffled(lines)));
        Assert.Equal(lines.Order(StringComparer.Ordinal), RowsOf(Assert.Single(summary.Files)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void More_folders_than_files_may_be_open_lose_nothing()
    {
        var lines = Enumerable.Range(0, 3).SelectMany(_ => Enumerable.Range(0, 130).Select(hour => Line(hour * 3600, "10.0.0.1", 80))).ToArray();
        var options = Options() with { Layout = new S3Layout { FileFormat = FileFormat.Parquet, PerHourPartition = true } };
        var summary = Convert(options, ("x", lines));
        Assert.True(summary.Files.Count > 130);
        Assert.Equal(390, summary.Files.Sum(file => RowsOf(file).Count));
        Assert.Equal(summary.Files, Convert(options, ("x", lines)).Files);
    }

    [Fact]
    public void A_repeated_conversion_replaces_its_own_files_and_no_others()
    {
        var lines = Hours(2).ToArray();
        var first = Convert(Options() with { Source = "a" }, ("x", lines));
        var again = Convert(Options() with { Source = "a" }, ("x", lines));
        var other = Convert(Options() with { Source = "b" }, ("y", lines));
        Assert.Equal(first.Files, again.Files);
        Assert.Equal(0, again.Replaced);
        Assert.NotEqual(first.Files, other.Files);
        Assert.Equal(2, Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Files_that_an_earlier_conversion_of_the_same_input_left_are_removed()
    {
        var file = Assert.Single(Convert(Options(), ("x", Hours(1).ToArray())).Files);
        var stale = Path.Combine(directory, file.Replace("00.log.parquet", "07.log.parquet", StringComparison.Ordinal));
        File.Copy(Path.Combine(directory, file), stale);
        Assert.Equal(1, Convert(Options(), ("x", Hours(1).ToArray())).Replaced);
        Assert.False(File.Exists(stale));
    }

    [Fact]
    public void A_conversion_that_fails_changes_no_file()
    {
        Convert(Options(), ("x", Hours(1).ToArray()));
        var before = Snapshot();
        using (var conversion = new ArchiveConversion(Options() with { MostBytes = 100 }))
        {
            conversion.Read(Text(FlowLogFormat.Default, Hours(2)), "x");
            Assert.Throws<UnreadableObjectException>(() => conversion.Read(new MemoryStream("PAR1 damaged"u8.ToArray()), "y"));
        }

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void Account_and_Region_are_those_of_the_key_before_those_of_the_options_and_the_records()
    {
        var line = Line(0, "10.0.0.1", 80).Replace("123456789010", "999999999999", StringComparison.Ordinal);
        Assert.Contains("AWSLogs/aws-account-id=123456789010/aws-service=vpcflowlogs/aws-region=us-east-1/",
            FileFor(Key, line, Options() with { Account = "111111111111", Region = "eu-west-1" }), StringComparison.Ordinal);
        Assert.Contains("aws-account-id=222222222222/aws-service=vpcflowlogs/aws-region=ap-south-1/",
            FileFor("p/AWSLogs/aws-account-id=222222222222/aws-service=vpcflowlogs/aws-region=ap-south-1/year=2026/x.parquet", line, Options()),
            StringComparison.Ordinal);
        Assert.Contains("aws-account-id=999999999999/aws-service=vpcflowlogs/aws-region=eu-west-1/",
            FileFor("x", line, Options() with { Region = "eu-west-1" }), StringComparison.Ordinal);
        Assert.Contains("aws-account-id=111111111111/", FileFor("x", line, Options() with { Account = "111111111111", Region = "eu-west-1" }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_place_is_an_error_with_the_fix()
    {
        Assert.Equal("x: neither its name nor its records contain the Region that S3 keys have. Add --key-region, such as --key-region us-east-1.",
            Error(Options() with { Region = null }, FlowLogFormat.Default, Line(0, "10.0.0.1", 80)));
        Assert.Contains("account id of 12 digits", Error(Options(), FlowLogFormat.Of(FlowField.SrcAddr, FlowField.End), $"10.0.0.1 {Midnight}"),
            StringComparison.Ordinal);
        Assert.Contains("neither 'end' nor 'start'", Error(Options(), FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstAddr), "10.0.0.1 10.0.0.2"),
            StringComparison.Ordinal);
        Assert.Contains("'..'", Assert.Throws<FormatException>(() =>
            new ArchiveConversion(Options() with { Layout = new S3Layout { Prefix = "../x" } })).Message, StringComparison.Ordinal);
        Assert.Contains("'../x' is not a Region", Assert.Throws<FormatException>(() => new ArchiveConversion(Options() with { Region = "../x" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_another_log_format_is_an_error_and_Parquet_of_another_one_is_another_file()
    {
        var other = FlowLogFormat.Of(FlowField.AccountId, FlowField.SrcAddr, FlowField.End);
        var line = $"123456789010 10.0.0.1 {Midnight}";
        using (var text = new ArchiveConversion(Options() with { Layout = new S3Layout() }))
        {
            text.Read(Text(FlowLogFormat.Default, Hours(1)), "x");
            Assert.Contains("another log format", Assert.Throws<UnreadableObjectException>(() => text.Read(Text(other, [line]), "y")).Message,
                StringComparison.Ordinal);
        }

        using var parquet = new ArchiveConversion(Options());
        parquet.Read(Text(FlowLogFormat.Default, Hours(1)), "x");
        parquet.Read(Text(other, [line]), "y");
        Assert.Equal(2, parquet.Finish().Files.Count);
    }

    [Fact]
    public void Parquet_becomes_text_again()
    {
        var lines = Hours(1).ToArray();
        var parquet = Assert.Single(Convert(Options(), ("x", lines)).Files);
        using var conversion = new ArchiveConversion(Options() with { Layout = new S3Layout { Prefix = "text" } });
        using (var stream = File.OpenRead(Path.Combine(directory, parquet)))
            conversion.Read(stream, parquet);
        Assert.Equal(lines, RowsOf(Assert.Single(conversion.Finish().Files)));
    }

    static string Line(long second, string source, int port) =>
        $"2 123456789010 eni-1235b8ca123456789 {source} 172.31.16.21 20641 {port} 6 20 4249 {Midnight + second} {Midnight + second + 30} ACCEPT OK";

    static IEnumerable<string> Hours(int count) => Enumerable.Range(0, count * 60).Select(minute => Line(minute * 60, $"10.0.{minute % 200}.1", minute));

    static string[] Shuffled(string[] lines)
    {
        var copy = lines.ToArray();
        new Random(1).Shuffle(copy);
        return copy;
    }

    static MemoryStream Text(FlowLogFormat format, IEnumerable<string> lines) => new(Encoding.UTF8.GetBytes(RandomTraffic.Text(format, lines)));

    ConversionOptions Options() => new() { Directory = directory, Region = "us-east-1" };

    static ConversionSummary Convert(ConversionOptions options, params (string Name, string[] Lines)[] objects)
    {
        using var conversion = new ArchiveConversion(options);
        foreach (var (name, lines) in objects)
            conversion.Read(Text(FlowLogFormat.Default, lines), name);
        return conversion.Finish();
    }

    static string FileFor(string name, string line, ConversionOptions options) => Assert.Single(Convert(options, (name, [line])).Files);

    static string Error(ConversionOptions options, FlowLogFormat format, string line)
    {
        using var conversion = new ArchiveConversion(options);
        return Assert.Throws<UnreadableObjectException>(() => conversion.Read(Text(format, [line]), "x")).Message;
    }

    List<string> RowsOf(string file)
    {
        using var stream = File.OpenRead(Path.Combine(directory, file));
        if (file.EndsWith(".parquet", StringComparison.Ordinal))
            return [.. ParquetFiles.TextOf(stream).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    string[] Snapshot() =>
        [.. Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(file => $"{file} {System.Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}")];
}
