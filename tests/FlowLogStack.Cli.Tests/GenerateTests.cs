using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli.Tests;

public sealed class GenerateTests : IDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("flowlogs-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    string In(string name) => Path.Combine(directory, name);

    static Command Generate(params string[] arguments) => Command.Run(["generate", "--duration", "5m", .. arguments]);

    [Fact]
    public void Prints_lines_that_parse_reads_whole()
    {
        var run = Generate("--format", "v5");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(FlowLogFormat.V5.ToHeaderLine(), run.Lines[0]);
        var parsed = Command.Run(["parse"], run.Output);
        Assert.Equal((0, "", run.Lines.Length - 1), (parsed.ExitCode, parsed.Errors, parsed.Lines.Length));
        Assert.InRange(parsed.Lines.Length, 6000, 6400);
    }

    [Fact]
    public void Prints_events_that_parse_reads_whole()
    {
        var run = Generate("--output", "events");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var parsed = Command.Run(["parse"], run.Output);
        Assert.Equal((0, "", run.Lines.Length), (parsed.ExitCode, parsed.Errors, parsed.Lines.Length));
    }

    [Fact]
    public void Prints_the_same_each_time_and_something_else_for_another_seed()
    {
        var first = Generate().Output;
        Assert.Equal(first, Generate("--seed", "1").Output);
        Assert.NotEqual(first, Generate("--seed", "2").Output);
    }

    [Fact]
    public void Begins_when_told()
    {
        var run = Generate("--start", "2026-03-01T12:00:00Z", "--duration", "1m", "--format", "start");
        Assert.All(run.Lines.Skip(1), line => Assert.InRange(long.Parse(line, System.Globalization.CultureInfo.InvariantCulture), 1_772_366_400,
            1_772_366_459));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Has_exactly_as_many_records_as_told(int records)
    {
        var run = Generate("--records", $"{records}", "--format", "log-status");
        Assert.Equal(["log-status", .. Enumerable.Repeat("OK", records)], run.Lines);
    }

    [Fact]
    public void Has_the_records_of_an_attack_on_top_of_as_many_as_told()
    {
        Assert.Equal(0, Generate("--records", "50", "--accounts", "2", "--scenario", "web-tier", "--scenario", "ssh-brute-force@+1m,2m,rate=100/m",
            "--summary", In("summary.json"), "--output-file", In("a.log")).ExitCode);
        var scenarios = JsonDocument.Parse(File.ReadAllText(In("summary.json"))).RootElement.GetProperty("scenarios");
        Assert.Equal(50, scenarios[0].GetProperty("records").GetInt64());
        Assert.InRange(scenarios[1].GetProperty("records").GetInt64(), 200, 202);
    }

    [Theory]
    [InlineData("csv", "scenario,records,meaning")]
    [InlineData("json", "[")]
    [InlineData("ndjson", "{\"scenario\":")]
    [InlineData("table", "scenario ")]
    public void Lists_scenarios_in_every_output_format(string format, string start) =>
        Assert.StartsWith(start, Generate("--list-scenarios", "--output", format).Output, StringComparison.Ordinal);

    [Fact]
    public void Mixes_scenarios_and_writes_the_truth_beside_them()
    {
        var run = Generate("--scenario", "web-tier", "--scenario", "ssh-brute-force@+1m,2m,rate=100/m", "--truth", In("truth.csv"), "--summary",
            In("summary.json"));
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var attacks = File.ReadAllLines(In("truth.csv")).Skip(1).Select(row => row.Split(',')).Where(row => row[3] is "ssh-brute-force").ToList();
        Assert.NotEmpty(attacks);
        foreach (var row in attacks)
        {
            Assert.Equal("stdout", row[0]);
            foreach (var line in run.Lines[(int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture) - 1)..int.Parse(row[2],
                System.Globalization.CultureInfo.InvariantCulture)])
                Assert.Contains(" 22 6 ", line);
        }

        var summary = JsonDocument.Parse(File.ReadAllText(In("summary.json"))).RootElement;
        Assert.Equal(run.Lines.Length - 1, summary.GetProperty("records").GetInt64());
        Assert.InRange(summary.GetProperty("scenarios")[1].GetProperty("records").GetInt64(), 200, 202);
    }

    [Theory]
    [InlineData("a.log")]
    [InlineData("a.log.gz")]
    public void Writes_a_file_compressed_if_its_name_says_so(string name)
    {
        var run = Generate("--output-file", In(name));
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
        var bytes = File.ReadAllBytes(In(name));
        Assert.Equal(name.EndsWith(".gz", StringComparison.Ordinal), bytes[0] == 0x1F);
        using var text = new MemoryStream();
        using (Stream stream = bytes[0] == 0x1F ? new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress) : new MemoryStream(bytes))
            stream.CopyTo(text);
        Assert.Equal(Generate().Output, Encoding.UTF8.GetString(text.ToArray()));
    }

    [Fact]
    public void Writes_the_objects_of_a_bucket_and_says_where()
    {
        var run = Generate("--output-directory",
            directory, "--layout", "s3-hive-hourly", "--prefix", "net", "--accounts", "3", "--regions", "eu-central-1,us-east-1");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var files = Directory.GetFiles(directory, "*.gz", SearchOption.AllDirectories);
        Assert.Equal(6, files.Length);
        Assert.Contains($"in 6 files under {Path.Combine(directory, "net/AWSLogs/")}", run.Output);
        Assert.True(Directory.Exists(In("net/AWSLogs/aws-account-id=123456789012/aws-service=vpcflowlogs/aws-region=eu-central-1/year=2026/month=01/day=05/"
            + "hour=00")));
        Assert.True(File.Exists(In("truth.csv")) && File.Exists(In("summary.json")));
        var parsed = Command.Run(["parse", "--count-by", "account-id", .. files]);
        Assert.Equal((0, "", 3), (parsed.ExitCode, parsed.Errors, parsed.Lines.Length));
    }

    [Fact]
    public void Leaves_what_is_in_a_directory_alone()
    {
        Generate("--output-directory", directory);
        var truth = File.ReadAllText(In("truth.csv"));
        var run = Generate("--output-directory", directory, "--seed", "2");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("already contains flow logs", run.Errors);
        Assert.Equal(truth, File.ReadAllText(In("truth.csv")));
    }

    [Fact]
    public void Says_when_a_format_cannot_show_a_scenario()
    {
        var run = Generate("--scenario", "unencrypted");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("the format lacks 'encryption-status'", run.Errors);
        Assert.Empty(Generate("--scenario", "unencrypted", "--format", "v10").Errors);
    }

    [Fact]
    public void Lists_every_scenario_and_names_them_in_its_help()
    {
        var list = Generate("--list-scenarios");
        var help = Command.Run(["generate", "--help"]);
        Assert.Equal((0, 0), (list.ExitCode, help.ExitCode));
        foreach (var kind in ScenarioKind.All)
        {
            Assert.Contains(list.Lines, line => line.StartsWith(kind.Name + " ", StringComparison.Ordinal)
                && line.EndsWith(kind.Meaning, StringComparison.Ordinal));
            Assert.Contains(kind.Name, help.Output);
        }

        Assert.All(ScenarioKind.Groups.Keys, name => Assert.Contains(list.Lines, line => line.StartsWith(name + " ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Did you mean 'port-scan'?", "--scenario", "port-scn")]
    [InlineData("is over. Use an earlier start", "--scenario", "port-scan@+2h")]
    [InlineData("'5' is not a rate", "--rate", "5")]
    [InlineData("exclude each other", "--rate", "5/s", "--records", "7")]
    [InlineData("--records must be a whole number from 1 to 100,000,000,000, but is '0'", "--records", "0")]
    [InlineData("--start must be a time in UTC, but is 'today'.", "--start", "today")]
    [InlineData("--interval must be 60 or 600, but is '61'", "--interval", "61")]
    [InlineData("'v99' is neither a preset", "--format", "v99")]
    [InlineData("--output must be lines or events, but is 'parquet'.", "--output", "parquet")]
    [InlineData("--output must be lines or events, but is 'xml'.", "--output", "xml")]
    [InlineData("--layout s3 requires --output-directory.", "--layout", "s3")]
    [InlineData("--prefix a requires --output-directory.", "--prefix", "a")]
    [InlineData("--layout must be s3, s3-hourly, s3-hive or s3-hive-hourly, but is 's4'.", "--output-directory", "/nowhere", "--layout", "s4")]
    [InlineData("objects in S3 contain lines", "--output-directory", "/nowhere", "--output", "events")]
    [InlineData("exclude each other", "--output-directory", "/nowhere", "--output-file", "x")]
    [InlineData("reserves", "--output-directory", "/nowhere", "--prefix", "AWSLogs")]
    [InlineData("--accounts must be a number from 1 to 64 or a list of account ids, but is '65'.", "--accounts", "65")]
    [InlineData("'1234567890123' is not an account id", "--accounts", "1234567890123")]
    [InlineData("'moon' is not a region", "--regions", "moon")]
    [InlineData("not from 1 to 64 networks", "--regions", "")]
    [InlineData("does not show in transit gateway records", "--format", "transit-gateway", "--scenario", "bpa-reject")]
    [InlineData("no-such-folder", "--truth", "no-such-folder/truth.csv")]
    [InlineData("--seed must be a whole number from 0 to 18,446,744,073,709,551,615, but is '-1'", "--seed", "-1")]
    public void Says_what_is_wrong_and_prints_nothing(string words, params string[] arguments)
    {
        var run = Generate(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Errors);
        Assert.False(Directory.Exists("/nowhere"));
    }
}
