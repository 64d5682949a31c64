using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;
using FlowLogStack.Simulation;
using FlowLogStack.Testing;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli.Tests;

public sealed class VerifyTests(VerifyTests.SharedLab shared) : IClassFixture<VerifyTests.SharedLab>
{
    static readonly Dictionary<string, string> SignedIn = new() { ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b", ["AWS_REGION"] = "eu-west-1",
        ["AWS_MAX_ATTEMPTS"] = "1" };

    [ToolFact("moto_server", "aws")]
    public async Task Is_green_on_what_was_deployed_and_red_where_one_thing_was_changed()
    {
        var lab = shared.Lab;
        var green = await RunAsync(lab.Aws.Environment, "--template", DeployedLab.Template);
        Assert.Equal((0, ""), (green.ExitCode, green.Errors));
        Assert.DoesNotContain('\u001b', green.Output);
        Assert.EndsWith("12 passed, 0 warnings, 0 failed, 0 skipped.", green.Lines[^1]);
        Assert.Equal(12, green.Lines.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));

        lab.PutAlarm(alarm => alarm["Threshold"] = 5);
        await AssertRedAsync(lab, "alarm", "Threshold is 5, but 1 in the template");
        lab.PutAlarm(alarm => alarm["TreatMissingData"] = "breaching");
        await AssertRedAsync(lab, "alarm", "TreatMissingData is 'breaching', but 'notBreaching' in the template");
        lab.PutAlarm(alarm => alarm.Remove("AlarmActions"));
        await AssertRedAsync(lab, "alarmActions", $"AlarmActions is nothing, but '{lab.Topic}' in the template");
        lab.PutAlarm(alarm => alarm["ActionsEnabled"] = false);
        await AssertRedAsync(lab, "alarmActions", "ActionsEnabled is 'false', but 'true' in the template");
        lab.Aws.Run("cloudwatch", "delete-alarms", "--alarm-names", "SSH rejects");
        await AssertRedAsync(lab, "alarm", "the alarm does not exist");
        lab.PutAlarm(_ => { });

        lab.PutMetricFilter(" ?");
        await AssertRedAsync(lab, "metricFilter", "FilterPattern is ");
        lab.PutMetricFilter("");

        lab.Aws.Run("cloudwatch", "set-alarm-state", "--alarm-name", "SSH rejects", "--state-value", "ALARM", "--state-reason", "Somebody knocks.");
        var warned = await RunAsync(lab.Aws.Environment, "--template", DeployedLab.Template);
        Assert.Equal(0, warned.ExitCode);
        Assert.Contains("Somebody knocks", Found(warned, "warning", "alarm state"));
        lab.Aws.Run("cloudwatch", "set-alarm-state", "--alarm-name", "SSH rejects", "--state-value", "OK", "--state-reason", "Gone.");
    }

    [ToolFact("moto_server", "aws")]
    public async Task Is_red_where_the_template_was_changed_and_not_deployed()
    {
        var lab = shared.Lab;
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var template = JsonNode.Parse(File.ReadAllText(DeployedLab.Template))!;
            var flowLog = template["Resources"]!.AsObject().First(resource =>
                (string?)resource.Value!["Properties"]?["LogDestinationType"] == "cloud-watch-logs").Value!["Properties"]!;
            flowLog["LogFormat"] = "${srcaddr} ${dstaddr}";
            flowLog["MaxAggregationInterval"] = 600;
            var file = Path.Combine(directory.FullName, "Changed.template.json");
            await File.WriteAllTextAsync(file, template.ToJsonString());

            var red = await RunAsync(lab.Aws.Environment, "--template", file, "--stack", DeployedLab.Stack, "--json", "-");

            AssertOnly(red, "flowLog", "LogFormat is '${version} ${account-id}");
            AssertOnly(red, "flowLog", "MaxAggregationInterval is 60, but 600 in the template");

            // The emulator can't deliver to a log group by its ARN.
            var broken = JsonNode.Parse("""
                { "Resources": {
                    "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.9.0.0/16" } },
                    "FlowLog": { "Type": "AWS::EC2::FlowLog", "Properties": { "ResourceId": { "Ref": "Vpc" }, "ResourceType": "VPC", "TrafficType": "REJECT",
                      "LogDestinationType": "cloud-watch-logs",
                      "LogDestination": { "Fn::Sub": "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:nowhere" },
                        "DeliverLogsPermissionArn": "arn:aws:iam::123456789012:role/deliver" } } } }
                """)!.AsObject();
            lab.Aws.Deploy("Broken", broken);
            var other = Path.Combine(directory.FullName, "Broken.template.json");
            await File.WriteAllTextAsync(other, broken.ToJsonString());
            AssertOnly(await RunAsync(lab.Aws.Environment, "--template", other, "--json", "-"), "delivery", "deliveries fail: Access error");

            var nowhere = await RunAsync(lab.Aws.Environment, "--template", DeployedLab.Template, "--stack", "Nowhere");
            Assert.Equal(4, nowhere.ExitCode);
            Assert.StartsWith("the stack does not exist", Found(nowhere, "FAILED", "stack"));
            Assert.DoesNotContain("Remove it from the template", nowhere.Output, StringComparison.Ordinal);
            // Resources with a fixed name are found without a stack.
            Assert.Equal("matches the template", Found(nowhere, "ok", "alarm"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [ToolFact("moto_server", "aws")]
    public async Task Tells_whoever_is_subscribed_and_sets_the_alarm_back()
    {
        var lab = shared.Lab;

        var run = await RunAsync(lab.Aws.Environment, "--template", DeployedLab.Template, "--notify");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("'SSH rejects' is set to ALARM and back to OK. Subscribers of ", run.Errors);
        Assert.StartsWith("'SSH rejects' entered ALARM and returned to OK", Found(run, "ok", "notification"));
        var alarm = lab.Aws.Run("cloudwatch", "describe-alarms", "--alarm-names", "SSH rejects")!["MetricAlarms"]![0]!;
        Assert.Equal(("OK", "Restored after a test by 'flowlogs verify --notify'."), ((string?)alarm["StateValue"], (string?)alarm["StateReason"]));
    }

    [ToolFact("moto_server", "aws")]
    public async Task Compares_live_datapoints_with_the_records()
    {
        var lab = shared.Lab;
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            var start = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60).AddHours(-2);
            var logs = Path.Combine(directory.FullName, "flows.log");
            var generated = Command.Run(["generate", "--scenario", "quiet-office", "--scenario", "ssh-brute-force@+10m,15m", "--start",
                start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "--duration", "1h", "--output-file", logs]);
            Assert.Equal(0, generated.ExitCode);
            // The counts that CloudWatch would publish: rejected TCP packets to port 22, by the minute of the flow's start.
            var rejects = (await File.ReadAllLinesAsync(logs)).Skip(1).Select(line => line.Split(' '))
                .Where(fields => fields is [_, _, _, _, _, _, "22", "6", _, _, _, _, "REJECT", _])
                .GroupBy(fields => DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[10], CultureInfo.InvariantCulture) / 60 * 60))
                .ToDictionary(minute => minute.Key, minute => minute.Count());
            Assert.InRange(rejects.Count, 10, 30);
            lab.PutData("vpcflowlogs", "SSH Rejects", rejects.Select(minute => (minute.Key, (double)minute.Value)));

            string[] arguments = ["--template", DeployedLab.Template, "--metrics", directory.FullName, "--json", "-"];
            var equal = await RunAsync(lab.Aws.Environment, arguments);
            Assert.Equal((0, ""), (equal.ExitCode, equal.Errors));
            var metric = Assert.Single(JsonNode.Parse(equal.Output)!["checks"]!.AsArray(), check => (string?)check!["kind"] == "metric")!;
            Assert.Equal("vpcflowlogs / SSH Rejects", (string?)metric["subject"]);
            Assert.Contains($"agree, with a sum of {rejects.Values.Sum()}", (string?)metric["detail"]);

            var (changed, was) = rejects.OrderBy(minute => minute.Key).ElementAt(4);
            lab.PutData("vpcflowlogs", "SSH Rejects", [(changed, 3)]);
            AssertOnly(await RunAsync(lab.Aws.Environment,
                arguments), "metric", $"differ, by 3 in total: {changed:yyyy-MM-dd'T'HH:mm:ss'Z'} {was + 3} instead of {was}");
            var tolerated = await RunAsync(lab.Aws.Environment, [.. arguments, "--tolerance", "90%"]);
            Assert.Equal(0, tolerated.ExitCode);
            // The changed minute is outside the time range.
            var elsewhere = await RunAsync(lab.Aws.Environment,
                [.. arguments, "--from", changed.AddMinutes(5).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture)]);
            Assert.Equal(0, elsewhere.ExitCode);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [ToolTheory("kill", "mkfifo")]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Ends_at_once_on_a_signal_while_it_reads_flow_logs(string signal, int exit)
    {
        using var server = new LoopbackServer(Answer);
        var directory = Directory.CreateTempSubdirectory("flowlogs");
        var pipe = Path.Combine(directory.FullName, "x.log");
        Assert.Equal(0, Tool.Run("mkfifo", [pipe]).ExitCode);
        var json = Path.Combine(directory.FullName, "old.json");
        await File.WriteAllTextAsync(json, "old result");
        using (var process = Start(new Dictionary<string, string>(SignedIn) { ["AWS_ENDPOINT_URL"] = server.Url.ToString() }, "--template",
            DeployedLab.Template, "--metrics", pipe, "--json", json))
        {
            // Opening the pipe waits for its reader; it never contains data.
            await using var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write)).WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(0, Tool.Run("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]).ExitCode);
            // Less than the time limit for the reset of an alarm.
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            Assert.Equal((exit, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync()));
        }

        Assert.Equal(("old result", 2), (await File.ReadAllTextAsync(json), directory.GetFileSystemInfos().Length));
        directory.Delete(recursive: true);
    }

    [ToolFact("kill")]
    public async Task Sets_the_alarm_back_when_somebody_presses_ctrl_c()
    {
        var isInAlarm = new TaskCompletionSource();
        var asked = 0;
        using var server = new LoopbackServer(async request =>
        {
            if (Action(request) == "DescribeAlarms" && ++asked == 2)
            {
                isInAlarm.SetResult();
                return new LoopbackReply { Hangs = true };
            }

            return await Task.FromResult(Answer(request));
        });
        using var process = Start(new Dictionary<string, string>(SignedIn) { ["AWS_ENDPOINT_URL"] = server.Url.ToString() }, "--template",
            DeployedLab.Template, "--notify");
        await isInAlarm.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, Tool.Run("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]).ExitCode);
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal((130, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync()));
        Assert.Contains("flowlogs: stopped", said);
        Assert.Equal(["StateValue=ALARM", "StateValue=OK"], server.Requests.Where(request => Action(request) == "SetAlarmState")
            .Select(request => Uri.UnescapeDataString(request.Text).Split('&').Single(pair => pair.StartsWith("StateValue", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Says_which_permission_is_missing_and_checks_the_rest()
    {
        using var server = new LoopbackServer(request => Action(request) == "DescribeFlowLogs"
            ? LoopbackReply.Of(403, "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this "
            + "operation.</Message></Error></Errors></Response>")
            : Answer(request));

        var run = await RunAsync(new Dictionary<string, string>(SignedIn) { ["AWS_ENDPOINT_URL"] = server.Url.ToString() }, "--template", DeployedLab.Template);

        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("ec2:DescribeFlowLogs: You are not authorized", Found(run, "FAILED", "flow log"));
        Assert.Contains(run.Lines, line => line.Contains("Allow ec2:DescribeFlowLogs for the caller of the check.", StringComparison.Ordinal));
        Assert.Equal("matches the template", Found(run, "ok", "alarm"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Words_tell_the_result_and_colour_only_where_it_may(bool showsColor)
    {
        using var server = new LoopbackServer(Answer);
        var directory = Directory.CreateTempSubdirectory();
        try
        {
            using var printed = new MemoryStream();
            using var said = new StringWriter();
            using var streams = new CommandStreams(Stream.Null, printed, said) { ShowsColor = showsColor };
            var json = Path.Combine(directory.FullName, "result.json");
            var exit = await new VerifyRun(streams, () => ServicesOf(server), json, OutputFormat.Table)
                .RunAsync(DeployedLab.Template, [], new VerificationOptions(), new BacktestOptions(), CancellationToken.None);

            Assert.Equal((4, ""), (exit, said.ToString()));
            var lines = Encoding.UTF8.GetString(printed.ToArray()).Split('\n');
            Assert.Contains(lines, line => line.StartsWith(showsColor ? "\u001b[32mok\u001b[0m       stack  " : "ok       stack  ", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.StartsWith(showsColor ? "\u001b[31mFAILED\u001b[0m   topic  " : "FAILED   topic  ", StringComparison.Ordinal));
            Assert.Equal(showsColor, lines.Any(line => line.Contains('\u001b', StringComparison.Ordinal)));
            Assert.StartsWith("Result   Check  ", lines[0]);
            Assert.Contains("  topic t: Add a subscriber: ", string.Join('\n', lines));
            Assert.Equal("lab", (string?)JsonNode.Parse(await File.ReadAllTextAsync(json))!["stack"]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [ToolTheory("python3")]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void Colours_a_terminal_unless_NO_COLOR_is_set(string? noColor, bool isColoured)
    {
        using var server = new LoopbackServer(Answer);
        var environment = new Dictionary<string, string?>(SignedIn.Select(pair =>
            KeyValuePair.Create(pair.Key, (string?)pair.Value))) { ["AWS_ENDPOINT_URL"] = server.Url.ToString(), ["NO_COLOR"] = noColor };
        var run = Terminal.Run(environment, ["verify", "--template", DeployedLab.Template], width: 200);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("FAILED", run.Output, StringComparison.Ordinal);
        Assert.Equal(isColoured, run.Output.Contains("\u001b[31mFAILED\u001b[0m", StringComparison.Ordinal));
        Assert.Equal(isColoured, run.Output.Contains("\u001b[3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Could_not_run_when_nobody_is_signed_in_or_aws_is_out_of_reach()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(403, "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is "
                + "expired</Message></Error></ErrorResponse>"));
        var expired = await RunAsync(new Dictionary<string, string>(SignedIn) { ["AWS_ENDPOINT_URL"] = server.Url.ToString() }, "--template",
            DeployedLab.Template);
        Assert.Equal((2, ""), (expired.ExitCode, expired.Output));
        Assert.Equal("flowlogs: cloudformation:DescribeStacks: AWS does not accept the credentials (ExpiredToken: The security token included in the request "
            + "is expired). Sign in again, as with 'aws sso login', or choose another profile with --profile.\n", expired.Errors);
        var unreached = await RunAsync(new Dictionary<string, string>(SignedIn) { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9" }, "--template",
            DeployedLab.Template);
        Assert.Equal((2, ""), (unreached.ExitCode, unreached.Output));
        Assert.StartsWith("flowlogs: cloudformation:DescribeStacks: ", unreached.Errors);
    }

    [Theory]
    [InlineData("--tolerance must be a share from 0 up to but not including 1, but is '200%'. Use 1% or 0.01.", "--metrics", "x", "--tolerance", "200%")]
    [InlineData("--from requires --metrics. Add the flow logs to compare with --metrics", "--from", "2026-01-31")]
    [InlineData("--delay requires --metrics", "--delay", "1m")]
    [InlineData("is not before --to", "--metrics", "x", "--from", "2026-02-01", "--to", "2026-01-31")]
    [InlineData("--within must be a minute or longer, but is '5s'.", "--within", "5s")]
    [InlineData("--parameter 'A' has no value. Use NAME=VALUE.", "--parameter", "A")]
    [InlineData("has no parameter 'AWS::Regoin'. Did you mean 'AWS::Region'?", "--parameter", "AWS::Regoin=eu-west-1")]
    public async Task Says_what_is_wrong_with_what_was_asked(string expected, params string[] arguments)
    {
        var refused = await RunAsync(SignedIn, ["--template", DeployedLab.Template, .. arguments]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(expected, refused.Errors);
    }

    [Fact]
    public void Needs_a_template_that_is_there()
    {
        var refused = Command.Run(["verify", "--template", "nowhere.json"]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("flowlogs: --template nowhere.json: ", refused.Errors);
    }

    /// <summary>One deployment for all tests of the class. Each test restores it.</summary>
    public sealed class SharedLab : IDisposable
    {
        readonly Lazy<DeployedLab> lab = new(() => new DeployedLab());

        internal DeployedLab Lab => lab.Value;

        public void Dispose()
        {
            if (lab.IsValueCreated)
                lab.Value.Dispose();
        }
    }

    /// <summary>An account in which only the alarm and its topic exist.</summary>
    static LoopbackReply Answer(LoopbackRequest request) => LoopbackReply.Of(200, Action(request) switch
    {
        "DescribeStacks" =>
            "<R><DescribeStacksResult><Stacks><member><StackName>lab</StackName><StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/lab/1</StackId>"
                + "<StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></R>",
        "ListStackResources" =>
            "<R><ListStackResourcesResult><StackResourceSummaries><member><LogicalResourceId>FlowLogsNotificationsTopicE4804383</LogicalResourceId>"
                + "<PhysicalResourceId>arn:aws:sns:eu-west-1:123456789012:t</PhysicalResourceId></member><member>"
                + "<LogicalResourceId>FlowLogsVpcToLogsFlowLog602BE4EA</LogicalResourceId><PhysicalResourceId>fl-1</PhysicalResourceId></member>"
                + "</StackResourceSummaries></ListStackResourcesResult></R>",
        "DescribeAlarms" => """
            <R><DescribeAlarmsResult><MetricAlarms><member><AlarmName>SSH rejects</AlarmName><Namespace>vpcflowlogs</Namespace>
              <MetricName>SSH Rejects</MetricName><Statistic>Sum</Statistic><Period>60</Period>
            <EvaluationPeriods>10</EvaluationPeriods><DatapointsToAlarm>1</DatapointsToAlarm><Threshold>1.0</Threshold>
              <ComparisonOperator>GreaterThanOrEqualToThreshold</ComparisonOperator><TreatMissingData>notBreaching</TreatMissingData>
            <StateValue>OK</StateValue><ActionsEnabled>true</ActionsEnabled><AlarmActions>
              <member>arn:aws:sns:eu-west-1:123456789012:t</member></AlarmActions></member></MetricAlarms></DescribeAlarmsResult></R>
            """,
        _ => "<R/>",
    });

    static AwsServices ServicesOf(LoopbackServer server)
    {
        var (credentials, url) = (new BasicAWSCredentials("a", "b"), server.Url.ToString());
        return new AwsServices
        {
            CloudFormation = new AmazonCloudFormationClient(credentials,
                new AmazonCloudFormationConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            Ec2 = new AmazonEC2Client(credentials, new AmazonEC2Config { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            CloudWatch = new AmazonCloudWatchClient(credentials, new AmazonCloudWatchConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            Logs = new AmazonCloudWatchLogsClient(credentials, new AmazonCloudWatchLogsConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            Sns = new AmazonSimpleNotificationServiceClient(credentials,
                new AmazonSimpleNotificationServiceConfig { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
            S3 = new AmazonS3Client(credentials, new AmazonS3Config { ServiceURL = url, AuthenticationRegion = "eu-west-1" }),
        };
    }

    static string Action(LoopbackRequest request) => request.Text.Split('&')
        .FirstOrDefault(pair => pair.StartsWith("Action=", StringComparison.Ordinal))?["Action=".Length..] ?? "";

    static async Task AssertRedAsync(DeployedLab lab, string kind, string detail)
    {
        AssertOnly(await RunAsync(lab.Aws.Environment, "--template", DeployedLab.Template, "--json", "-"), kind, detail);
    }

    /// <summary>Returns the detail of the only row with a result and a check.</summary>
    static string Found(Command run, string result, string check)
    {
        var cells = run.Lines.Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return Assert.Single(cells, row => row.Length == 4 && row[0] == result && row[1] == check)[3];
    }

    /// <summary>Asserts that exactly one check failed, with a kind and a detail.</summary>
    static void AssertOnly(Command run, string kind, string detail)
    {
        Assert.Equal((4, ""), (run.ExitCode, run.Errors));
        var failed = Assert.Single(JsonNode.Parse(run.Output)!["checks"]!.AsArray(), check => (string?)check!["outcome"] == "failed")!;
        Assert.Equal(kind, (string?)failed["kind"]);
        Assert.Contains(detail, (string?)failed["detail"]);
        Assert.NotEqual("", (string?)failed["cure"]);
    }

    static async Task<Command> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return new Command(process.ExitCode, await output, errors);
    }

    static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Command.Start(environment, ["verify", .. arguments]);
}
