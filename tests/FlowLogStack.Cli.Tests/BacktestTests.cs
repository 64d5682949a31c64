using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

public sealed class BacktestTests : IDisposable
{
    const long Midnight = 1_767_225_600;

    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static string Line(int minute, int port = 443, string action = "ACCEPT") =>
        $"2 123456789010 eni-1235b8ca123456789 203.0.113.7 172.31.16.21 20641 {port} 6 20 "
            + $"4249 {Midnight + (minute * 60)} {Midnight + (minute * 60) + 30} {action} OK";

    static string[] AnHour() => [Samples.Header, .. Enumerable.Range(0, 60).Select(minute => Line(minute)), .. Enumerable.Range(20, 5)
        .Select(minute => Line(minute, 22, "REJECT"))];

    string WithThreshold(string name, int threshold) =>
        samples.Text(name, File.ReadAllText(Lab).Replace("\"Threshold\": 1", $"\"Threshold\": {threshold}", StringComparison.Ordinal));

    [Fact]
    public void Prints_when_each_alarm_would_have_gone_off()
    {
        var run = Command.Run(["backtest", "--template", Lab, samples.Gzip("a.log.gz", AnHour())]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            """
            Alarm        Datapoints  ALARM count  First time (UTC)      In ALARM  Highest value  Threshold  Suggested
            SSH rejects          60            1  2026-01-01T00:26:00Z       12m              1       >= 1

            65 records from 2026-01-01T00:00:00Z, alarms until 2026-01-01T01:05:00Z.

            """, run.Output);
    }

    [Fact]
    public void Prints_the_alarm_count_of_each_account()
    {
        string[] lines = [.. AnHour(), Line(10, 22, "REJECT").Replace("123456789010", "222222222222", StringComparison.Ordinal)];
        var run = Command.Run(["backtest", "--template", Lab, "--by-account", samples.Text("two.log", lines)]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("""
            By account:
              123456789010: 65 records, ALARM count 1 (SSH rejects 1)
              222222222222: 1 records, ALARM count 1 (SSH rejects 1)
            """.ReplaceLineEndings("\n"), run.Output, StringComparison.Ordinal);
        var refused = Command.Run(["backtest", "--template", Lab, "--by-account", "--athena", "w", "--last", "1h"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--by-account is of files, and excludes --athena.", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_json_to_a_file_beside_the_table_or_to_standard_output_in_its_place()
    {
        var file = samples.Text("result.json");
        var run = Command.Run(["backtest", "--template", Lab, "--json", file], string.Join('\n', AnHour()));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Alarm ", run.Output, StringComparison.Ordinal);
        var alarm = JsonNode.Parse(File.ReadAllText(file))!["alarms"]![0]!;
        Assert.Equal(
            ["2026-01-01T00:01:00Z OK", "2026-01-01T00:26:00Z ALARM", "2026-01-01T00:38:00Z OK"],
            alarm["transitions"]!.AsArray().Select(transition => $"{transition!["at"]} {transition["state"]}"));
        Assert.StartsWith("Threshold Crossed: ", (string?)alarm["transitions"]![1]!["reason"], StringComparison.Ordinal);
        Assert.Equal((1, "FlowLogsSshRejectsAlarmE6EBFE49", "SSH rejects", "vpcflowlogs / SSH Rejects"),
            ((int)alarm["timesInAlarm"]!, (string?)alarm["logicalId"], (string?)alarm["alarm"], (string?)alarm["metric"]));

        var piped = Command.Run(["backtest", "--template", Lab, "--json", "-"], string.Join('\n', AnHour()));
        Assert.Equal(File.ReadAllText(file), piped.Output);
    }

    [Fact]
    public void Reads_all_log_files_of_a_directory()
    {
        var hour = AnHour();
        var whole = samples.Text("whole.txt", hour);
        var directory = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(whole)!, "logs", "deeper")).Parent!.FullName;
        samples.Gzip("logs/b.log.gz", hour[30..]);
        samples.Text("logs/deeper/a.log", hour[..30]);
        samples.Text("logs/truth.json", "{}");
        samples.Text("logs/.hidden.log", Line(0));
        var run = Command.Run(["backtest", "--template", Lab, "--json", "-", directory]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(Command.Run(["backtest", "--template", Lab, "--json", "-", whole]).Output, run.Output);
    }

    [Fact]
    public void Says_which_lines_are_no_records_but_not_all_of_too_many()
    {
        var run = Command.Run(["backtest", "--template", Lab], string.Join('\n', [.. AnHour(), .. Enumerable.Repeat("no record", 15)]));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("stdin:67: ", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("… and 5 more malformed lines; 15 in total.\n", run.Errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("15 malformed lines", run.Output);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 0)]
    public void Fails_when_alarms_went_off_as_often_as_said(int limit, int expected) =>
        Assert.Equal(expected, Command.Run(["backtest", "--template", Lab, "--fail-on", $"{limit}"], string.Join('\n', AnHour())).ExitCode);

    [Fact]
    public void Says_what_a_change_silences_and_adds()
    {
        var input = string.Join('\n', AnHour());
        var silenced = Command.Run(["backtest", "--template", WithThreshold("new.json", 5), "--compare", Lab], input);
        Assert.Equal(
            $"""

            Compared with {Lab}:
              totals          1 → 0 alarms in ALARM, 1 → 0 incidents, ALARM count 1 → 0, 12m → 0m in ALARM
              changed         SSH rejects: threshold 1 → 5
              stays OK        2026-01-01T00:26:00Z  SSH rejects, for 12m

            """, silenced.Output[silenced.Output.IndexOf("\nCompared", StringComparison.Ordinal)..]);
        var added = JsonNode.Parse(Command.Run(["backtest", "--template", Lab, "--compare", WithThreshold("old.json", 5), "--json", "-"],
            input).Output)!["comparison"]!;
        Assert.Equal("2026-01-01T00:26:00Z", (string?)added["addedEpisodes"]![0]!["from"]);
        Assert.Empty(added["silencedEpisodes"]!.AsArray());
    }

    [Fact]
    public void Takes_its_settings_from_the_command_line()
    {
        var input = string.Join('\n', AnHour());
        string First(params string[] options) => (string)JsonNode.Parse(Command.Run(["backtest", "--template", Lab, "--json", "-", .. options],
            input).Output)!["alarms"]![0]!["firstAlarm"]!;
        Assert.Equal("2026-01-01T00:21:00Z", First("--delay", "0"));
        Assert.Equal("2026-01-01T00:22:00Z", First("--delay", "90s"));
        Assert.Equal("2026-01-01T00:28:00Z", First("--from", "2026-01-01T00:22"));
        Assert.Equal("2026-01-01T00:26:00Z", First("--log-group", "FlowLogsLogGroup323B3FCF", "--timestamp", "end", "--parameter", "AWS::Region=eu-west-1"));
    }

    [Theory]
    [InlineData("--delay must be a length of time up to a day, but is '5x'.", "--delay", "5x")]
    [InlineData("--from must be a time in UTC, but is 'soon'.", "--from", "soon")]
    [InlineData("is not before --to", "--from", "2026-01-02", "--to", "2026-01-01")]
    [InlineData("--fail-on must be a whole number from 1 to 2,147,483,647, but is '0'", "--fail-on", "0")]
    [InlineData("--parameter 'A' has no value.", "--parameter", "A")]
    [InlineData("has no parameter 'BootstrapVersoin'. Did you mean 'BootstrapVersion'?", "--parameter", "BootstrapVersoin=1")]
    [InlineData("has no log group 'nobody'", "--log-group", "nobody")]
    [InlineData("--look-further must be a whole number from 0 to 10,000, but is '-1'", "--look-further", "-1")]
    [InlineData("'v9000' is neither a preset nor a log format", "--format", "v9000")]
    [InlineData("--compare no-such.json: ", "--compare", "no-such.json")]
    [InlineData("--json no-such-directory/x.json: ", "--json", "no-such-directory/x.json")]
    public void Says_what_is_wrong_with_an_option_and_prints_nothing(string words, params string[] options)
    {
        var run = Command.Run(["backtest", "--template", Lab, .. options], Line(0));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Errors);
        Assert.StartsWith("flowlogs: ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Resources: [1\n", "neither JSON nor well-formed YAML")]
    [InlineData("{ \"Resources\": {} ", "not well-formed JSON")]
    [InlineData("{}", "it has no \"Resources\"")]
    public void Says_what_is_wrong_with_a_template_and_prints_nothing(string template, string words)
    {
        var file = samples.Text("t.json", template);
        var run = Command.Run(["backtest", "--template", file], Line(0));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"flowlogs: {file}", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors);
    }

    /// <summary>Rules 22 and 33: values that AWS services don't accept are errors, in addition to the result of the rest.</summary>
    [Fact]
    public void Says_what_the_services_do_not_accept_and_fails()
    {
        var template = samples.Text("refused.json", """
            { "Resources": {
              "Twice": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "flows", "FilterPattern": "[a, b]", "MetricTransformations": [
                { "MetricNamespace": "n", "MetricName": "m", "MetricValue": "1" }, { "MetricNamespace": "n", "MetricName": "o", "MetricValue": "1" }] } },
              "Good": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "flows", "FilterPattern": "", "MetricTransformations": [
                { "MetricNamespace": "n", "MetricName": "all", "MetricValue": "1" }] } },
              "Bad": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "n", "MetricName": "all", "Statistic": "Sum", "ExtendedStatistic": "p90",
                "Period": 60,
                "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold" } },
              "Fine": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "n", "MetricName": "all", "Statistic": "Sum", "Period": 600,
                "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [{ "Ref": "Topic" }] } },
              "Topic": { "Type": "AWS::SNS::Topic" } } }
            """);
        var run = Command.Run(["backtest", "--template", template, "--json", "-"], string.Join('\n', AnHour()));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Twice isn't valid, and PutMetricFilter returns an error: it has 2 MetricTransformations", run.Errors);
        Assert.Contains("Bad isn't valid, and PutMetricAlarm returns an error: it has a Statistic and an ExtendedStatistic", run.Errors);
        var result = JsonNode.Parse(run.Output)!;
        Assert.Equal(2, result["refusals"]!.AsArray().Count);
        Assert.Equal("Fine", (string)Assert.Single(result["alarms"]!.AsArray())!["logicalId"]!);
        Assert.Equal("Bad", (string)Assert.Single(result["notSimulated"]!.AsArray())!["logicalId"]!);
    }

    [Fact]
    public void Reads_the_other_files_when_one_cannot_be_read()
    {
        var run = Command.Run(["backtest", "--template", Lab, "no-such-file.log", samples.Text("a.log", AnHour()),
            Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(samples.Text("x"))!, "empty")).FullName]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("65 records", run.Output);
        Assert.Contains("no-such-file.log: ", run.Errors);
        Assert.Contains("the directory has no file that ends with .log, .gz, .zst, .txt", run.Errors);
    }

    [Fact]
    public void Does_not_wait_for_a_person_to_type()
    {
        var run = Command.Run(["backtest", "--template", Lab], isTerminal: true);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Nothing to read", run.Errors);
    }

    [ToolFact("moto_server", "aws")]
    public void Reads_the_objects_of_a_bucket()
    {
        using var aws = LocalAws.Start();
        aws.Run("s3api", "create-bucket", "--bucket", "flows", "--create-bucket-configuration", $"LocationConstraint={LocalAws.Region}");
        var hour = AnHour();
        for (var i = 0; i < 12; i++)
            aws.Run("s3api", "put-object", "--bucket", "flows", "--key", $"AWSLogs/1/part{i:00}.log.gz", "--body",
                samples.Gzip($"part{i}.log.gz", [Samples.Header, .. hour[1..].Where((_, index) => index % 12 == i)]));
        aws.Run("s3api", "put-object", "--bucket", "flows", "--key", "AWSLogs/1/notes.md", "--body", samples.Text("notes.md", "none"));
        ToolResult Flowlogs(string address) => Tool.Run("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "flowlogs.dll"), "backtest", "--template", Lab, "--json", "-", address], aws.Environment);

        var run = Flowlogs("s3://flows/AWSLogs/1/");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        var local = JsonNode.Parse(Command.Run(["backtest", "--template", Lab, "--json", "-", samples.Text("a.log", hour)]).Output)!;
        var remote = JsonNode.Parse(run.Output)!;
        Assert.Equal(65, (int)remote["records"]!);
        Assert.Equal(local["alarms"]![0]!["transitions"]!.ToJsonString(), remote["alarms"]![0]!["transitions"]!.ToJsonString());

        var missing = Flowlogs("s3://no-such-bucket/x");
        Assert.Equal(2, missing.ExitCode);
        Assert.StartsWith("s3://no-such-bucket: ", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("no object there", Flowlogs("s3://flows/elsewhere/").Errors);
        Assert.Contains("no object matches the pattern", Flowlogs("s3://flows/AWSLogs/**/*.parquet").Errors);
    }
}
