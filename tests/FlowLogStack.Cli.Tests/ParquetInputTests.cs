using System.IO.Compression;
using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Records;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>Verbs that read flow logs read Parquet objects like the text of the same records.</summary>
public sealed class ParquetInputTests : IDisposable
{
    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();
    readonly string[] lines;

    public ParquetInputTests() =>
        lines = Command.Run(["generate", "--scenario", "web-tier", "--scenario", "ssh-brute-force", "--scenario", "quiet-office", "--duration", "30m"]).Lines;

    public void Dispose() => samples.Dispose();

    public static TheoryData<string[]> Verbs =>
    [
        new string[] { "parse" },
        ["parse", "--output", "csv", "--where", "action=REJECT"],
        ["parse", "--count-by", "dstport", "--where", "protocol=6", "--top", "5"],
        ["parse", "--count-by", "action"],
        ["match", "--pattern", "REJECT"],
        ["match", "--pattern", "[version, account, eni, source, destination, srcport, destport=\"22\", ...]"],
        ["insights", "--query", "stats count(*) as n, sum(bytes) by action | sort n desc"],
        ["insights", "--query", "fields @message | limit 3"],
        ["insights", "--name", "Top rejected sources"],
        ["backtest", "--template", Lab, "--json", "-"],
        ["cost", "--template", Lab, "--json", "-"],
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Each_verb_answers_the_same_from_Parquet_and_from_text(string[] arguments)
    {
        if (arguments is ["insights", "--name", ..])
            arguments = ["insights", "--name", FirstQuery()];
        var text = Command.Run([.. arguments, samples.Gzip("day.log.gz", lines)]);
        var parquet = Command.Run([.. arguments, samples.Bytes("day.parquet", Parquet(lines))]);
        Assert.Equal(0, text.ExitCode);
        Assert.NotEmpty(text.Output);
        Assert.Equal((text.ExitCode, text.Output, text.Errors), (parquet.ExitCode, parquet.Output, parquet.Errors));
    }

    [Fact]
    public void The_preview_and_the_review_of_a_template_count_the_same_records()
    {
        string[] preview = ["preview", "--template", samples.Text("t.template.json", PreviewTests.Template), "--html", "-"];
        var run = Command.Run([.. preview, samples.Bytes("day.parquet", Parquet(lines))]);
        var text = Command.Run([.. preview, samples.Gzip("day.log.gz", lines)]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal((text.ExitCode, text.Output, text.Errors), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public void A_directory_has_Parquet_beside_text()
    {
        var half = lines.Length / 2;
        samples.Gzip("a.log.gz", lines[..half]);
        var file = samples.Bytes("b.log.parquet", Parquet([lines[0], .. lines[half..]]));
        var run = Command.Run(["parse", Path.GetDirectoryName(file)!]);
        Assert.Equal((0, Command.Run(["parse"], string.Join('\n', lines)).Output), (run.ExitCode, run.Output));
    }

    [Fact]
    public void Standard_input_can_be_Parquet()
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        using var streams = new CommandStreams(new Pipe(Parquet(lines)), output, errors);
        Assert.Equal(0, FlowLogs.Run(["parse"], streams));
        Assert.Equal(Command.Run(["parse"], string.Join('\n', lines)).Output, Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void A_damaged_file_is_one_sentence_and_the_records_of_the_others_are_printed()
    {
        var whole = Parquet(lines);
        var run = Command.Run(["parse", samples.Bytes("cut.parquet", whole[..^100]), samples.Bytes("whole.parquet", whole)]);
        Assert.Equal((2, lines.Length - 1), (run.ExitCode, run.Lines.Length));
        Assert.Contains("cut.parquet: its Parquet data is damaged or was cut short", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("parse")]
    [InlineData("backtest", "--template")]
    public void Parquet_within_gzip_is_an_error_with_the_fix(params string[] verb)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Parquet(lines));
        var run = Command.Run([.. verb, .. verb.Length > 1 ? new[] { Lab } : [], samples.Bytes("x.parquet.gz", compressed.ToArray())]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("without gzip or zstd around it", run.Errors, StringComparison.Ordinal);
    }

    [ToolFact("moto_server", "aws")]
    public void Objects_of_a_bucket_can_be_Parquet()
    {
        using var aws = LocalAws.Start();
        aws.Run("s3api", "create-bucket", "--bucket", "flows", "--create-bucket-configuration", $"LocationConstraint={LocalAws.Region}");
        aws.Run("s3api", "put-object", "--bucket", "flows", "--key", "AWSLogs/1/a.log.parquet", "--body", samples.Bytes("a.log.parquet", Parquet(lines)));
        var run = Tool.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "flowlogs.dll"), "parse", "s3://flows/AWSLogs/1/"], aws.Environment);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(Command.Run(["parse"], string.Join('\n', lines)).Output, run.Output);
    }

    /// <summary>Lines with a header as a Parquet object.</summary>
    internal static byte[] Parquet(string[] lines, ParquetCompression compression = ParquetCompression.Gzip)
    {
        var reader = new FlowLogReader(FlowLogFormat.Of(lines[0].Split(' ').Select(FlowField.Get)));
        using var bytes = new MemoryStream();
        using (var writer = new ParquetRecordWriter(bytes, reader.Format, compression, rowsPerGroup: 1000))
        {
            foreach (var line in lines[1..])
            {
                Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _), line);
                writer.Add(record);
            }

            writer.Finish();
        }

        return bytes.ToArray();
    }

    static string FirstQuery() => Command.Run(["insights", "--list", "--output", "csv"]).Lines[1].Split(',')[0];

    sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
