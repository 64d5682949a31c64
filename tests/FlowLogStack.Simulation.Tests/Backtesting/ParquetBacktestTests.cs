using System.Text;
using FlowLogStack.Parquet;
using FlowLogStack.Records;
using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>A backtest of Parquet, whose filters test each value of a column once, has the result of that of the same text.</summary>
public sealed class ParquetBacktestTests
{
    const string Narrow = "${srcaddr} ${dstport} ${action} ${start} ${end} ${bytes}";

    // Filters of one field, of several fields, of the rest of a record, of absent values, of text, and of other kinds of patterns.
    static readonly string[] Patterns =
    [
        Templates.Pattern("dstport=22", "action=REJECT"), Templates.Pattern("action=REJECT"), Templates.Pattern("bytes>=900"),
        Templates.Pattern("srcaddr=10.0.*", "dstport!=22 && dstport!=443"), Templates.Pattern("action=ACCEPT || action=REJECT", "srcaddr=%^203%"),
        "[..., status=OK]", "[..., action, status=NODATA]", "[v, account=%000000000001%, rest]", "[v, a, i, s=203.0.113.7 || s=-, ...]", "REJECT", "-REJECT",
        "[]", "{ $.a = 1 }", "[v, a, i, s, d, sp, dp, p, pk, b, st, e, act, status, more]",
    ];

    static AlarmTemplate Template(string[] before) => Templates.Of(
    [
        .. before,
        .. Patterns.SelectMany((pattern, i) => new[] { Templates.Filter($"F{i}", pattern), Templates.Alarm($"A{i}", $"F{i}", 3) }),
        Templates.Filter("Volume", Templates.Pattern("action=ACCEPT"), value: "$bytes"), Templates.Alarm("V", "Volume", 4000),
    ]);

    public static TheoryData<string> Kinds => ["as it is", "with a flow log", "of another format", "rejected traffic"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parquet_has_the_result_of_its_text(string kind)
    {
        var template = Template(kind switch
        {
            "with a flow log" => [Templates.FlowLog()],
            "of another format" => [Templates.FlowLog(format: Narrow)],
            "rejected traffic" => [Templates.FlowLog(traffic: "REJECT")],
            _ => [],
        });
        foreach (var (text, parquet) in Files.Value)
        {
            var expected = ResultOf(template, text);
            Assert.All(parquet, file => Assert.Equal(expected, ResultOf(template, file)));
        }
    }

    // The same text, and Parquet with row groups of several lengths, for all kinds.
    static readonly Lazy<List<(MemoryStream Text, MemoryStream[] Parquet)>> Files = new(() => [.. Traffic().Select(traffic =>
        (Text([traffic.Format.ToHeaderLine(), .. traffic.Lines]),
            new[] { 100, 1_500, ParquetRecordWriter.RowsPerGroup }.Select(rows => Parquet(traffic.Format, traffic.Lines, rows)).ToArray()))]);

    // The default format, and another one in which tags have quotes and brackets, which patterns treat as delimiters.
    static IEnumerable<(FlowLogFormat Format, string[] Lines)> Traffic()
    {
        var random = new Random(19);
        string[] lines = [.. Enumerable.Range(0, 6_000).Select(i => Line(i / 100, $"{(i % 3 == 0 ? "203.0.113." : "10.0.0.")}{random.Next(1, 9)}",
            port: random.Next(3) switch { 0 => 22, 1 => 443, _ => random.Next(1, 60_000) }, action: random.Next(4) == 0 ? "REJECT" : "ACCEPT",
            bytes: random.Next(100, 2_000)))];
        lines = [.. lines.Select((line, i) => i % 50 == 7 ? NoData(i / 100) : line)];
        yield return (FlowLogFormat.Default, lines);
        var tagged = FlowLogFormat.Parse(FlowLogFormat.Default + " ${instance-tag}");
        yield return (tagged, [.. lines.Select((line, i) => $"{line} {(i > 3_000 ? "a" : i % 7 == 0 ? "\"a" : i % 11 == 0 ? "[b" : "Ü")}")]);
    }

    static string NoData(int minute) => $"2 123456789012 eni-0a - - - - - - - {Midnight + (minute * 60)} {Midnight + (minute * 60) + 59} - NODATA";

    static MemoryStream Parquet(FlowLogFormat format, string[] lines, int rowsPerGroup)
    {
        var parquet = new MemoryStream();
        using (var writer = new ParquetRecordWriter(parquet, format, ParquetCompression.Gzip, rowsPerGroup))
        {
            var reader = new FlowLogReader(format);
            foreach (var line in lines)
            {
                Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _), line);
                writer.Add(record);
            }

            writer.Finish();
        }

        return new MemoryStream(parquet.ToArray());
    }

    static string ResultOf(AlarmTemplate template, MemoryStream file)
    {
        file.Position = 0;
        var backtest = new Backtest(template);
        backtest.Read(file, "x");
        return Json(backtest.Finish());
    }
}
