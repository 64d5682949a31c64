using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Athena.Tests;

/// <summary>Records in S3 keys of text and of Parquet, and both ways to backtest a template on them.</summary>
sealed class ArchivedTraffic
{
    static readonly DateTime Now = new(2026, 1, 6, 0, 0, 0, DateTimeKind.Utc);

    readonly DuckDb database;
    readonly string name;
    readonly string text;

    ArchivedTraffic(DuckDb database, string name, string text, FlowLogFormat format, S3Layout layout)
    {
        this.database = database;
        this.name = name;
        this.text = text;
        Target = new AthenaTarget { Format = format, Projection = Projection(layout), Relation = "flow_logs" };
    }

    public AthenaTarget Target { get; }

    /// <summary>Writes records as objects of both formats.</summary>
    public static ArchivedTraffic Of(Archives archives, string name, FlowLogFormat format, IReadOnlyList<SampleRecord> records, S3Layout layout)
    {
        foreach (var (kind, file) in new[] { ("text", FileFormat.PlainText), ("parquet", FileFormat.Parquet) })
            SampleArchive.Write(archives.Database, archives.NewBucket($"{name}-{kind}"), layout with { FileFormat = file }, format, records, AbsentText.Null);
        return Show(archives, name, format, layout);
    }

    /// <summary>Writes any lines as one text object.</summary>
    public static ArchivedTraffic OfLines(Archives archives, string name, FlowLogFormat format, params string[] lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(archives.NewBucket($"{name}-text"), "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/01/05"))
            .FullName;
        using (var writer = new StreamWriter(new GZipStream(File.Create(Path.Combine(folder, "lines.log.gz")), CompressionLevel.Fastest)) { NewLine = "\n" })
        {
            foreach (var line in lines.Prepend(format.ToHeaderLine()))
                writer.WriteLine(line);
        }

        archives.NewBucket($"{name}-parquet");
        return Show(archives, name, format, new S3Layout());
    }

    /// <summary>Returns the records of a plan, without values that are <c>-</c>.</summary>
    public static IReadOnlyList<SampleRecord> Records(TrafficPlan plan)
    {
        var records = new List<SampleRecord>();
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            var values = Encoding.UTF8.GetString(record.Line.Span).Split(' ').Zip(plan.Format.Fields).Where(pair => pair.First != "-")
                .ToDictionary(pair => pair.Second, pair => pair.First);
            records.Add(new SampleRecord("111122223333", "eu-west-1", values));
        }

        return records;
    }

    /// <summary>Runs a backtest on the text files.</summary>
    public BacktestResult OfFiles(AlarmTemplate template, BacktestOptions options)
    {
        var test = new Backtest(template, options);
        foreach (var file in Directory.EnumerateFiles(text, "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            test.Read(stream, file);
        }

        return test.Finish();
    }

    /// <summary>Runs a backtest on the table over text or Parquet files.</summary>
    public BacktestResult OfTable(string kind, AlarmTemplate template, BacktestOptions options, DateTimeOffset? until = null)
    {
        var archive = new ArchiveBacktest(Target, options, until);
        var test = archive.Add(template, options.LogGroup);
        Assert.Empty(SqlGrammar.Objections("trino", [archive.Statement]));
        Run(kind, archive);
        return test.Finish();
    }

    /// <summary>Runs a review of rules on the text files.</summary>
    public RuleReview RulesOfFiles(NetworkInventory inventory)
    {
        var review = new RuleReview(inventory);
        foreach (var file in Directory.EnumerateFiles(text, "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            review.Read(stream, file, Target.Format);
        }

        return review;
    }

    /// <summary>Runs a review of rules on the table over text or Parquet files.</summary>
    public RuleReview RulesOfTable(string kind, NetworkInventory inventory, TimeWindow window)
    {
        var review = new RuleReview(inventory);
        var archive = new ArchiveRuleReview(review, Target, window);
        Assert.Empty(SqlGrammar.Objections("trino", [archive.Statement]));
        Run(kind, archive.Statement, archive.Take);
        return review;
    }

    /// <summary>Runs a statement and passes on its rows.</summary>
    public int Run(string kind, ArchiveBacktest archive) => Run(kind, archive.Statement, archive.Take);

    int Run(string kind, string statement, Action<IReadOnlyList<string?>> take)
    {
        database.Query($"USE \"{name}_{kind}\"");
        var rows = database.Query(statement).Rows;
        database.Query("USE main");
        foreach (var row in rows)
            take([.. row.Select(value => value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => value.GetString(), _ =>
                value.GetRawText() })]);
        return rows.Count;
    }

    /// <summary>Returns a result as JSON, without top contributors and notes.</summary>
    public static string TextOf(BacktestResult result)
    {
        var written = new ArrayBufferWriter<byte>();
        BacktestJson.Write(result, null, written);
        var json = JsonNode.Parse(written.WrittenSpan)!;
        json.AsObject().Remove("notes");
        foreach (var alarm in json["alarms"]!.AsArray().Select(alarm => alarm!.AsObject()))
        {
            alarm.Remove("topTalkers");
            alarm.Remove("sampleRecords");
        }

        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    static ArchivedTraffic Show(Archives archives, string name, FlowLogFormat format, S3Layout layout)
    {
        foreach (var (kind, file) in new[] { ("text", FileFormat.PlainText), ("parquet", FileFormat.Parquet) })
        {
            var bucket = archives.NewBucket($"{name}-{kind}");
            if (Directory.EnumerateFileSystemEntries(bucket).Any())
                Assert.Empty(ProjectedTable.Create(archives.Database,
                    GlueTableDefinition.For(format, Projection(layout with { FileFormat = file }), "flow_logs"), bucket, Now,
                    string.Create(CultureInfo.InvariantCulture, $"{name}_{kind}")));
        }

        return new ArchivedTraffic(archives.Database, name, archives.NewBucket($"{name}-text"), format, layout);
    }

    static PartitionProjection Projection(S3Layout layout) => new(layout, "archive", ["111122223333"], ["eu-west-1"], 365);
}
