using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Files are as AWS would deliver them, with correct ground truth.</summary>
public sealed class OutputTests : IDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("flowlogs-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    static TrafficPlan Plan =>
        Traffic.Plan(FlowLogFormat.V5, "quiet-office", "web-tier", "ssh-brute-force@+3m,2m", "ssh-accepted@+4m,4m", "dns-tunnel-udp@+6m,2m",
            "skipdata@+8m,1m") with
    {
        Start = TrafficPlan.DefaultStart.AddHours(23).AddMinutes(53),
    };

    sealed record Run(string File, int First, int Last, string Scenario, string Part, DateTimeOffset From, DateTimeOffset To);

    static List<Run> ReadTruth(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("file,first_line,last_line,scenario,part,from,to", lines[0]);
        return [.. lines[1..].Select(line => line.Split(',')).Select(cells => new Run(
            cells[0],
            int.Parse(cells[1], CultureInfo.InvariantCulture),
            int.Parse(cells[2], CultureInfo.InvariantCulture),
            cells[3],
            cells[4],
            DateTimeOffset.Parse(cells[5], CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(cells[6], CultureInfo.InvariantCulture)))];
    }

    static Dictionary<(string File, int Line), Run> ByLine(IEnumerable<Run> truth) =>
        truth.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1).Select(line => (Key: (run.File, line), run)))
            .ToDictionary(pair => pair.Key, pair => pair.run);

    static StringWriter Words() => new() { NewLine = "\n" };

    [Fact]
    public void Lines_stand_under_a_header_and_their_truth_counts_from_it()
    {
        using var output = new MemoryStream();
        using var truth = Words();
        var summary = TrafficOutput.WriteLines(Plan, output, new GroundTruth(truth), "a.log");
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        var seen = Traffic.Read(Plan);
        Assert.Equal([Plan.Format.ToHeaderLine(), .. seen.Select(record => record.Line), ""], lines);
        Assert.Equal((seen.Count, 1), (summary.Records, summary.Files));

        var runs = ReadTruth(truth.ToString());
        Assert.True(runs.Count < 2500, $"{runs.Count} runs for {seen.Count} records");
        var byLine = ByLine(runs);
        Assert.Equal(seen.Count, byLine.Count);
        for (var i = 0; i < seen.Count; i++)
        {
            var run = byLine[("a.log", i + 2)];
            var record = seen[i].Truth;
            Assert.Equal(record.IsBackground ? "background" : record.Scenario!.Name, run.Scenario);
            Assert.Equal(record.IsBackground || !seen[i].IsTraffic ? "" : record.IsAnswer ? "answer" : record.IsRelayed ? "relay" : "request", run.Part);
            Assert.InRange(record.Start, run.From.ToUnixTimeSeconds(), run.To.ToUnixTimeSeconds());
            Assert.InRange(record.End, run.From.ToUnixTimeSeconds(), run.To.ToUnixTimeSeconds());
        }

        Assert.Equal(["", "answer", "relay", "request"], runs.Select(run => run.Part).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Events_are_read_as_the_lines_they_hold()
    {
        using var output = new MemoryStream();
        using var truth = Words();
        TrafficOutput.WriteEvents(Plan, output, new GroundTruth(truth), "events.json");
        var seen = Traffic.Read(Plan);
        output.Position = 0;
        using var reader = new FlowLogObjectReader(output, new FlowLogObjectOptions { Format = Plan.Format });
        foreach (var record in seen)
        {
            Assert.True(reader.Read());
            Assert.False(reader.IsRejected);
            Assert.Equal(record.Line, Encoding.UTF8.GetString(reader.Line));
        }

        Assert.False(reader.Read());
        Assert.Equal((1, "background"), (ReadTruth(truth.ToString())[0].First, ReadTruth(truth.ToString())[0].Scenario));

        var events = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var ids = new HashSet<string>();
        foreach (var (one, record) in events.Zip(seen))
        {
            Assert.Equal(record["interface-id"] + "-all", one.GetProperty("logStreamName").GetString());
            Assert.Equal(record.Number("start") * 1000, one.GetProperty("timestamp").GetInt64());
            Assert.True(one.GetProperty("ingestionTime").GetInt64() > record.Number("end") * 1000);
            Assert.True(ids.Add(one.GetProperty("eventId").GetString()!));
        }
    }

    public static TheoryData<string, S3Layout> Layouts => new()
    {
        { "AWSLogs/(?<account>[0-9]{12})/vpcflowlogs/(?<region>[a-z0-9-]+)/(?<time>[0-9]{4}/[0-9]{2}/[0-9]{2})/", new S3Layout() },
        { "AWSLogs/(?<account>[0-9]{12})/vpcflowlogs/(?<region>[a-z0-9-]+)/(?<time>[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]{2})/",
            new S3Layout { PerHourPartition = true } },
        { "net/logs/AWSLogs/aws-account-id=(?<account>[0-9]{12})/aws-service=vpcflowlogs/aws-region=(?<region>[a-z0-9-]+)/year=(?<year>[0-9]{4})/month="
            + "(?<month>[0-9]{2})/day=(?<day>[0-9]{2})/", new S3Layout { HiveCompatiblePartitions = true, Prefix = "net/logs" } },
        { "AWSLogs/aws-account-id=(?<account>[0-9]{12})/aws-service=vpcflowlogs/aws-region=(?<region>[a-z0-9-]+)/year=(?<year>[0-9]{4})/month=(?<month>[0-"
            + "9]{2})/day=(?<day>[0-9]{2})/hour=(?<hour>[0-9]{2})/", new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true } },
    };

    [Theory]
    [MemberData(nameof(Layouts), DisableDiscoveryEnumeration = true)]
    public void Objects_stand_under_the_keys_of_their_layout(string folder, S3Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var plan = Plan with { Accounts = TrafficPlan.AccountIds(2), Regions = ["eu-central-1", "us-east-1"], Format = FlowLogFormat.Default };
        using var truth = Words();
        var summary = TrafficArchive.Write(plan, directory, layout, new GroundTruth(truth));
        var byLine = ByLine(ReadTruth(truth.ToString()));
        var keys = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4 * 4, keys.Count);
        Assert.Equal(keys.Count, summary.Files);
        var records = new List<string>();
        foreach (var key in keys)
        {
            var match = System.Text.RegularExpressions.Regex.Match(key,
                $"^{folder}(?<name>[0-9]{{12}}_vpcflowlogs_[a-z0-9-]+_fl-[0-9a-f]{{17}}_(?<slot>[0-9]{{8}}T[0-9]{{4}}Z)_[0-9a-f]{{8}}\\.log\\.gz)$");
            Assert.True(match.Success, key);
            var (account, region) = (match.Groups["account"].Value, match.Groups["region"].Value);
            Assert.StartsWith($"{account}_vpcflowlogs_{region}_", match.Groups["name"].Value, StringComparison.Ordinal);
            Assert.StartsWith(layout.RegionPrefix(account, region), key, StringComparison.Ordinal);
            var slot = DateTimeOffset.ParseExact(match.Groups["slot"].Value, "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal);
            var digits = match.Groups["time"].Success ? match.Groups["time"].Value.Replace("/", "", StringComparison.Ordinal) : match.Groups["year"].Value
                + match.Groups["month"].Value + match.Groups["day"].Value + match.Groups["hour"].Value;
            Assert.Equal(slot.ToString(layout.PerHourPartition ? "yyyyMMddHH" : "yyyyMMdd", CultureInfo.InvariantCulture), digits);
            records.AddRange(ReadObject(Path.Combine(directory, key), key, account, slot.ToUnixTimeSeconds(), byLine));
        }

        Assert.Equal(Traffic.Read(plan).Select(record => record.Line).Order(StringComparer.Ordinal), records.Order(StringComparer.Ordinal));
        Assert.Equal(byLine.Count, records.Count);
    }

    static List<string> ReadObject(string file, string key, string account, long slot, Dictionary<(string File, int Line), Run> truth)
    {
        var lines = new List<string>();
        using var stream = File.OpenRead(file);
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = file });
        while (reader.Read())
        {
            Assert.False(reader.IsRejected);
            Assert.Equal(account, Encoding.UTF8.GetString(reader.Record[FlowField.AccountId]));
            Assert.True(reader.Record.TryGetInt64(FlowField.End, out var end));
            Assert.InRange(end, slot, slot + 299);
            var line = Encoding.UTF8.GetString(reader.Line);
            Assert.Equal(line.Contains(" 22 6 ", StringComparison.Ordinal)
                && line.Contains("REJECT", StringComparison.Ordinal), truth[(key, (int)reader.LineNumber)].Scenario is "ssh-brute-force");
            lines.Add(line);
        }

        Assert.Equal(0, reader.ContradictingHeaders);
        return lines;
    }

    [Fact]
    public void Large_objects_are_compressed_in_blocks_and_read_as_one()
    {
        var plan = Plan with { Rate = TrafficRate.PerSecond(2500), Start = TrafficPlan.DefaultStart, Duration = TimeSpan.FromSeconds(60),
            Scenarios = [new() { Kind = ScenarioKind.WebTier }] };
        var summary = TrafficArchive.Write(plan, directory, new S3Layout());
        Assert.True(summary.Bytes > 20_000_000);
        var file = Assert.Single(Directory.EnumerateFiles(directory, "*.gz", SearchOption.AllDirectories));
        using var gunzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var reader = new StreamReader(gunzip);
        Assert.Equal(plan.Format.ToHeaderLine(), reader.ReadLine());
        var expected = TrafficGenerator.Generate(plan).GetEnumerator();
        while (reader.ReadLine() is { } line)
        {
            Assert.True(expected.MoveNext());
            Assert.Equal(Encoding.UTF8.GetString(expected.Current.Line.Span), line);
        }

        Assert.False(expected.MoveNext());
    }

    [Fact]
    public void Does_not_mix_with_flow_logs_that_are_there_already()
    {
        TrafficArchive.Write(Plan, directory, new S3Layout());
        Assert.Contains("already contains flow logs", Assert.Throws<IOException>(() => TrafficArchive.Write(Plan, directory, new S3Layout())).Message);
        Assert.Throws<IOException>(() => TrafficArchive.Write(Plan, directory, new S3Layout { HiveCompatiblePartitions = true }));
        TrafficArchive.Write(Plan, directory, new S3Layout { Prefix = "elsewhere" });
    }

    [Fact]
    public void Refuses_parquet_and_prefixes_that_the_service_would_refuse()
    {
        Assert.Contains("Parquet", Assert.Throws<FormatException>(() =>
            TrafficArchive.Write(Plan, directory, new S3Layout { FileFormat = FileFormat.Parquet })).Message);
        Assert.Contains("AWSLogs", Assert.Throws<FormatException>(() => TrafficArchive.Write(Plan, directory, new S3Layout { Prefix = "AWSLogs" })).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public void The_summary_counts_what_was_written()
    {
        using var output = new MemoryStream();
        var summary = TrafficOutput.WriteLines(Plan, output);
        using var json = new MemoryStream();
        summary.WriteJson(json);
        var root = JsonDocument.Parse(json.ToArray()).RootElement;
        var seen = Traffic.Read(Plan);
        Assert.Equal(seen.Count, root.GetProperty("records").GetInt64());
        Assert.Equal(seen.Count(record => record["log-status"] is "NODATA"), root.GetProperty("noDataRecords").GetInt64());
        Assert.Equal(output.Length - Plan.Format.ToHeaderLine().Length - 1, root.GetProperty("bytes").GetInt64());
        foreach (var (scenario, written) in Plan.Scenarios.Zip(root.GetProperty("scenarios").EnumerateArray()))
        {
            var records = seen.Where(record => record.Truth.Scenario == scenario.Kind).ToList();
            Assert.Equal((scenario.Kind.Name, scenario.Kind.IsBackground),
                (written.GetProperty("scenario").GetString(), written.GetProperty("background").GetBoolean()));
            Assert.Equal(records.Count, written.GetProperty("records").GetInt64());
            Assert.Equal(records.Count(record => record.Truth.IsAnswer), written.GetProperty("answers").GetInt64());
            Assert.Equal(Plan.Start + scenario.Start, written.GetProperty("from").GetDateTimeOffset());
            Assert.True(written.GetProperty("to").GetDateTimeOffset() <= Plan.Start + Plan.Duration);
        }
    }
}
