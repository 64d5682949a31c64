using FlowLogStack.Records;

namespace FlowLogStack.Cli.Tests;

public sealed class DetectionsTests
{
    [Fact]
    public void Lists_every_detection_and_what_the_format_lacks_for_it()
    {
        var run = Command.Run(["detections"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(Detections.All.Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)), run.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.EndsWith("encryption-status", run.Lines.Single(line => line.StartsWith("UnencryptedTraffic", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(Command.Run(["detections", "--private-subnets", "10.0.128.0/20"]).Lines, line => line.StartsWith("PrivateSubnetReached", StringComparison.Ordinal));
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
