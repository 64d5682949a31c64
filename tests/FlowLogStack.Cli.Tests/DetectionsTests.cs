using FlowLogStack.Records;

namespace FlowLogStack.Cli.Tests;

public sealed class DetectionsTests : IDisposable
{
    readonly string directory = Directory.CreateTempSubdirectory("flowlogs-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    string In(string name) => Path.Combine(directory, name);

    void Generate() => Assert.Equal(0,
        Command.Run(["generate", "--duration", "1h", "--rate", "2/s", "--format", "v5", "--scenario", "quiet-office", "--scenario", "ssh-accepted@+30m",
            "--truth", In("truth.csv"), "--output-file", In("records.log.gz")]).ExitCode);

    [Theory]
    [InlineData("table", "RemoteAccessAccepted ")]
    [InlineData("csv", "RemoteAccessAccepted,high,1,1,1.000,1,1,1.000,")]
    [InlineData("ndjson",
        "{\"detection\":\"RemoteAccessAccepted\",\"severity\":\"high\",\"alarms\":1,\"rightAlarms\":1,\"precision\":1.000,\"events\":1,\"foundEvents\":1,"
            + "\"recall\":1.000,\"secondsToDetect\":")]
    [InlineData("json", "{\"detection\":\"RemoteAccessAccepted\",\"severity\":\"high\",\"alarms\":1,")]
    public void Evaluates_the_detections_on_labelled_records_in_every_output_format(string format, string row)
    {
        Generate();
        var run = Command.Run(["detections", "--evaluate", In("truth.csv"), In("records.log.gz"), "--output", format]);
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines, line => line.StartsWith(row, StringComparison.Ordinal));
        Assert.Equal("warning: the records span 1h, and the ALARM count per day is extrapolated from that.", run.Errors.Trim());
    }

    [Fact]
    public void Evaluates_records_from_standard_input_and_counts_malformed_lines()
    {
        Generate();
        var records = string.Concat(Command.Run(["generate", "--duration", "10m", "--format", "v5"]).Output) + "no record\n";
        var run = Command.Run(["detections", "--evaluate", In("truth.csv")], records);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("stdin:", run.Errors, StringComparison.Ordinal);
        Assert.Contains("0 labelled events", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Use a file of labels that can be read.", "--evaluate", "nowhere.csv", "records.log")]
    [InlineData("cannot both be standard input", "--evaluate", "-")]
    [InlineData("'VerticalScan' is a second detection", "SshRejects", "VerticalScan")]
    public void Refuses_an_evaluation_without_labels_or_records(string message, params string[] arguments)
    {
        var run = Command.Run(["detections", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_every_detection_and_what_the_format_lacks_for_it()
    {
        var run = Command.Run(["detections"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(Detections.All.Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)), run.Lines.Skip(1)
            .Select(line => line.Split(' ')[0]));
        Assert.Matches("encryption-status +T1040 T1557$", run.Lines.Single(line => line.StartsWith("UnencryptedTraffic", StringComparison.Ordinal)));
        Assert.Contains(Command.Run(["detections", "--private-subnets", "10.0.128.0/20"]).Lines, line =>
            line.StartsWith("PrivateSubnetReached", StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_a_detection_as_the_services_are_told_of_it_in_a_format()
    {
        var page = Command.Run(["detections", "sshrejects", "--format", "action dstport protocol srcaddr"]).Output;
        Assert.Contains("[action=REJECT, dstport=22, protocol=6, srcaddr]", page, StringComparison.Ordinal);
        Assert.Contains("parse @message \"* * * *\" as action, dstport, protocol, srcaddr", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean 'SshRejects'?", "SshReject")]
    [InlineData("${encryption-status}", "UnencryptedTraffic")]
    [InlineData("'10.0.0.0/33' is not a CIDR block", "DnsOverTcp", "--inside", "10.0.0.0/33")]
    public void Fails_with_the_cure(string message, params string[] arguments)
    {
        var run = Command.Run(["detections", .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }
}
