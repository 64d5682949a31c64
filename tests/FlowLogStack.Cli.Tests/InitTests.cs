using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

public sealed class InitTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Settings => Path.Combine(folder, "flowlogs.json");

    string Schema => Path.Combine(folder, "flowlogs.schema.json");

    JsonNode Written => JsonNode.Parse(File.ReadAllText(Settings))!;

    [Fact]
    public void Options_become_a_settings_file_with_its_schema_beside_it()
    {
        var run = Init("--source", "vpc-0a1b2c3d4e5f67890", "--source", "subnet-0a1b2c3d4e5f67890", "--notify", "network-team@example.com", "--stack-name",
            "Network", "--retention-days", "90");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(["vpc-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67890"], Written["sources"]!.AsArray().Select(source => (string)source!));
        Assert.Equal(["network-team@example.com"], Written["alarms"]!["notify"]!.AsArray().Select(subscriber => (string)subscriber!));
        Assert.Equal(("v5", "Network", 90), ((string)Written["format"]!, (string)Written["stackName"]!, (int)Written["logs"]!["retentionDays"]!));
        Assert.Equal(Command.Run(["schema"]).Output, File.ReadAllText(Path.Combine(folder, (string)Written["$schema"]!)));
        Assert.Contains(run.Lines, line => line.Contains("cdk.out/Network.template.json", StringComparison.Ordinal));
    }

    [Fact]
    public void An_existing_network_starts_at_a_quiet_threshold_and_the_default_stack_at_the_documents()
    {
        Init("--source", "vpc-0a1b2c3d4e5f67890");
        Assert.Equal(20, (int)Written["alarms"]!["detections"]!["SshRejects"]!["threshold"]!);
        Init("--force");
        Assert.Equal(["$schema"], Written.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void An_existing_log_group_is_watched_without_flow_logs()
    {
        var run = Init("--log-group", "/org/flow-logs", "--format", "v3");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal((false, "v3", "/org/flow-logs"), ((bool)Written["capture"]!, (string)Written["format"]!, (string)Written["logs"]!["existingLogGroup"]!));
        Assert.Equal(20, (int)Written["alarms"]!["detections"]!["SshRejects"]!["threshold"]!);
    }

    [Fact]
    public void A_file_that_exists_is_overwritten_with_force_only()
    {
        File.WriteAllText(Settings, "mine");
        File.WriteAllText(Schema, "mine");
        var refused = Init();
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("exists already. Use --force", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Settings));

        File.Delete(Settings);
        Assert.Equal(0, Init().ExitCode);
        Assert.Equal("mine", File.ReadAllText(Schema));

        Assert.Equal(0, Init("--force").ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(Schema));
    }

    [Theory]
    [InlineData("sources[0]: \"vpc-1\" is not valid", "--source", "vpc-1")]
    [InlineData("alarms.notify[0]: \"me\" is not a valid subscriber", "--notify", "me")]
    [InlineData("format: \"v55\" is neither a preset nor a log format.", "--format", "v55")]
    [InlineData("logs.retentionDays: 8 is not a valid value", "--retention-days", "8")]
    [InlineData("stackName: \"1\" is not valid", "--stack-name", "1")]
    [InlineData("sources: \"tgw-0a1b2c3d4e5f67890\" and \"vpc-0a1b2c3d4e5f67890\" have records with different fields.", "--source", "vpc-0a1b2c3d4e5f67890",
        "--source", "tgw-0a1b2c3d4e5f67890")]
    [InlineData("cannot be monitored together with the existing log group", "--source", "vpc-0a1b2c3d4e5f67890", "--log-group", "/org/flow-logs")]
    [InlineData("90 has no effect on the existing log group", "--retention-days", "90", "--log-group", "/org/flow-logs")]
    [InlineData("logs.existingLogGroup: \"a group\" is not valid", "--log-group", "a group")]
    [InlineData("\"192.0.2.0/24\" is a known source", "--known-source", "192.0.2.0/24")]
    [InlineData("is not a CIDR block", "--detections", "all", "--resolver", "9.9.9")]
    [InlineData("--detections must be ssh or all, but is 'none'.", "--detections", "none")]
    public void A_value_that_is_not_valid_leaves_no_file(string message, params string[] options)
    {
        var run = Init(options);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder));
    }

    [Fact]
    public void A_terminal_is_prompted_and_values_that_are_not_valid_are_prompted_again()
    {
        var run = Command.Run(["init", "--output-file", Settings], "vpc-1\nvpc-0a1b2c3d4e5f67890, vpc-0a1b2c3d4e5f67891\n\nmaybe\nall\n", isTerminal: true);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["vpc-0a1b2c3d4e5f67890", "vpc-0a1b2c3d4e5f67891"], Written["sources"]!.AsArray().Select(source => (string)source!));
        Assert.Equal("all", (string)Written["alarms"]!["catalogue"]!);
        Assert.Null(Written["alarms"]!["notify"]);
        Assert.Contains("\"vpc-1\" is not valid", run.Errors, StringComparison.Ordinal);
        Assert.Contains("\"maybe\" is not a valid value. Use ssh or all.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_on_a_terminal_are_not_prompted_for()
    {
        var run = Command.Run(["init", "--output-file", Settings, "--source", "vpc-0a1b2c3d4e5f67890"], "", isTerminal: true);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void The_end_of_the_input_keeps_the_defaults()
    {
        var run = Command.Run(["init", "--output-file", Settings], "vpc-1", isTerminal: true);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["$schema"], Written.AsObject().Select(member => member.Key));
    }

    Command Init(params string[] options) => Command.Run(["init", "--output-file", Settings, .. options]);
}
