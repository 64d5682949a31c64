using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ZstdSharp.Unsafe;

namespace FlowLogStack.Cli.Tests;

/// <summary>Verbs use every record of a compressed file of which only the check at the end is wrong, and then report the damage.</summary>
public sealed class DamagedEndTests : IDisposable
{
    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    public static TheoryData<string, int> Files => new()
    {
        { "gzip", 1 }, { "gzip", 300 }, { "gzip", 20_000 }, { "gzip length", 20_000 },
        { "zstd", 1 }, { "zstd", 300 }, { "zstd", 20_000 }, { "zstd frames", 300 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Verbs_count_every_record_and_report_the_damage(string form, int records)
    {
        var file = Damaged(form, [.. Enumerable.Range(0, records).Select(Line)]);

        var parse = Command.Run(["parse", file]);
        Assert.Equal((2, records), (parse.ExitCode, parse.Lines.Length));
        var query = Command.Run(["query", "--sql", "SELECT count(*) AS n FROM flow_logs", file, "--output", "csv"]);
        Assert.Equal((2, $"n\n{records}\n"), (query.ExitCode, query.Output));
        var match = Command.Run(["match", "--pattern", "-nothing", file]);
        Assert.Equal((2, records), (match.ExitCode, match.Lines.Length));
        var insights = Command.Run(["insights", "--query", "stats count(*) as n", file, "--output", "json"]);
        Assert.Equal(2, insights.ExitCode);
        Assert.Contains(records.ToString(CultureInfo.InvariantCulture), insights.Output, StringComparison.Ordinal);
        var backtest = Command.Run(["backtest", "--template", Lab, "--json", "-", file]);
        Assert.Equal(2, backtest.ExitCode);
        Assert.Equal(records, (long)JsonNode.Parse(backtest.Output)!["records"]!);
        foreach (var run in new[] { parse, query, match, insights, backtest })
            Assert.Contains($"{file}: its {form[..4]} data is damaged", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", 3)]
    [InlineData("zstd", 3)]
    [InlineData("gzip length", 2)]
    [InlineData("zstd frames", 2)]
    public void A_last_line_without_a_line_ending_counts_if_only_the_checksum_of_the_whole_text_is_wrong(string form, int records)
    {
        var parse = Command.Run(["parse", Damaged(form, [.. Enumerable.Range(0, 3).Select(Line)], "")]);

        Assert.Equal((2, records), (parse.ExitCode, parse.Lines.Length));
        Assert.Contains($"its {form[..4]} data is damaged", parse.Errors, StringComparison.Ordinal);
    }

    static string Line(int number) => string.Create(CultureInfo.InvariantCulture,
        $"2 123456789010 eni-1235b8ca123456789 172.31.16.{number % 200} 172.31.16.21 {1024 + number} 22 6 20 {number * 7919L} 1418530010 1418530070 ACCEPT OK");

    string Damaged(string form, string[] lines, string end = "\n")
    {
        var whole = Encoding.UTF8.GetBytes(string.Join('\n', [Samples.Header, .. lines]) + end);
        if (form.StartsWith("gzip", StringComparison.Ordinal))
        {
            using var compressed = new MemoryStream();
            using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
                gzip.Write(whole);
            var bytes = compressed.ToArray();
            bytes[form == "gzip" ? ^6 : ^2] ^= 0xFF;
            return samples.Bytes("damaged.log.gz", bytes);
        }

        using var compressor = new ZstdSharp.Compressor();
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        var frame = compressor.Wrap(whole).ToArray();
        frame[^2] ^= 0xFF;
        return samples.Bytes("damaged.log.zst", form == "zstd" ? frame : [.. frame, .. compressor.Wrap("more"u8)]);
    }
}
