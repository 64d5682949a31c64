using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli.Tests;

/// <summary><c>flowlogs rehearse</c> on the default stack, with AWS and the target on this machine.</summary>
public sealed partial class RehearseTests
{
    const string Topic = "arn:aws:sns:eu-west-1:123456789012:t";

    [Fact]
    public async Task Prints_each_step_with_its_time()
    {
        using var server = new LoopbackServer(Answer);

        var run = await RunAsync(server, OutputFormat.Json, Options with { HasConsent = true });

        Assert.Equal(0, run.ExitCode);
        var steps = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(["knock passed 127.0.0.1:22", "record passed flows", "datapoint passed vpcflowlogs / SSH Rejects", "alarm passed SSH rejects",
            "message passed t"],
            steps.Select(step => $"{step!["step"]} {step["outcome"]} {step["subject"]}"));
        Assert.Equal(0, (int)steps[0]!["seconds"]!);
        Assert.InRange((int)steps[3]!["seconds"]!, 119, 121);
        Assert.All(steps, step => Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$", (string?)step!["time"]));
        Assert.Contains("1 record, REJECT, in stream eni-1-all", (string?)steps[1]!["found"]);
        Assert.Contains("Waiting for the record: flows.", run.Errors);
    }

    [Fact]
    public async Task Ends_with_the_exit_code_of_a_failed_check_when_a_step_is_not_reached()
    {
        using var server = new LoopbackServer(request => Action(request) == "ListSubscriptionsByTopic" ? LoopbackReply.Of(200, "<R/>") : Answer(request));

        var run = await RunAsync(server, OutputFormat.Table, Options with { HasConsent = true });

        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("step       outcome  time  ", run.Lines[0]);
        Assert.Matches("^message    failed   .*the topic has no confirmed subscriber", run.Lines[^1]);
    }

    [Fact]
    public async Task Is_not_done_without_consent()
    {
        using var server = new LoopbackServer(Answer);

        var run = await RunAsync(server, OutputFormat.Table, Options);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: 127.0.0.1:22 on eni-1 in vpc-1 is a target of stack lab, and alarm 'SSH rejects' would notify its subscribers. No "
            + "connection was made.", run.Errors);
        Assert.DoesNotContain(server.Requests, request => request.Headers.ContainsKey("X-Amz-Target"));
    }

    [Theory]
    [InlineData("--target must be an IP address, but is 'example.com'. Use an address such as 203.0.113.7 or 2001:db8::7, not a host name.", "--target",
        "example.com")]
    [InlineData("--target must be an IP address, but is '10.1'.", "--target", "10.1")]
    [InlineData("--target must be an IP address, but is '::ffff:10.0.0.1'.", "--target", "::ffff:10.0.0.1")]
    [InlineData("--source must be an IP address, but is 'me'.", "--target", "127.0.0.1", "--source", "me")]
    [InlineData("--port must be a whole number from 1 to 65,535, but is '0'.", "--target", "127.0.0.1", "--port", "0")]
    [InlineData("--knocks must be a whole number from 1 to 20, but is '21'.", "--target", "127.0.0.1", "--knocks", "21")]
    [InlineData("--within must be a minute or longer, but is '5s'.", "--target", "127.0.0.1", "--within", "5s")]
    [InlineData("--target is missing. Add --target ADDRESS.")]
    public void States_what_is_wrong_with_the_arguments(string expected, params string[] arguments)
    {
        var run = Command.Run(["rehearse", "--template", DeployedLab.Template, .. arguments]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_template_that_is_not_there_before_it_calls_aws()
    {
        var run = Command.Run(["rehearse", "--template", "nowhere.json", "--target", "127.0.0.1"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("flowlogs: --template nowhere.json: ", run.Errors);
    }

    static RehearsalOptions Options { get; } = new() { Target = System.Net.IPAddress.Loopback, Poll = TimeSpan.FromMilliseconds(1) };

    static async Task<Command> RunAsync(LoopbackServer server, OutputFormat format, RehearsalOptions options)
    {
        using var printed = new MemoryStream();
        using var said = new StringWriter();
        using var streams = new CommandStreams(Stream.Null, printed, said);
        var exit = await new RehearseRun(streams, () => ServicesOf(server), format)
            .RunAsync(DeployedLab.Template, options with { Say = said.WriteLine }, CancellationToken.None);
        return new Command(exit, Encoding.UTF8.GetString(printed.ToArray()), said.ToString());
    }

    static bool IsOfActions(LoopbackRequest request) => request.Text.Contains("HistoryItemType=Action", StringComparison.Ordinal);

    /// <summary>The default stack, in which each step follows.</summary>
    static LoopbackReply Answer(LoopbackRequest request) => LoopbackReply.Of(200, Action(request) switch
    {
        "DescribeStacks" =>
            "<R><DescribeStacksResult><Stacks><member><StackName>lab</StackName><StackId>arn:aws:cloudformation:eu-west-1:123456789012:stack/lab/1</StackId>"
                + "<StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></R>",
        "ListStackResources" =>
            "<R><ListStackResourcesResult><StackResourceSummaries>"
                + $"{string.Concat(Ids.Select(pair => $"<member><LogicalResourceId>{pair.Key}</LogicalResourceId>"
                + $"<PhysicalResourceId>{pair.Value}</PhysicalResourceId></member>"))}</StackResourceSummaries></ListStackResourcesResult></R>",
        "DescribeNetworkInterfaces" =>
            "<R><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><vpcId>vpc-1</vpcId><ownerId>123456789012</ownerId>"
                + "<privateIpAddress>127.0.0.1</privateIpAddress></item></networkInterfaceSet></R>",
        "DescribeAlarms" => $"<R><DescribeAlarmsResult><MetricAlarms><member><AlarmName>SSH "
            + $"rejects</AlarmName><StateValue>OK</StateValue><ActionsEnabled>true</ActionsEnabled><AlarmActions><member>{Topic}</member></AlarmActions>"
            + $"</member></MetricAlarms></DescribeAlarmsResult></R>",
        "FilterLogEvents" => Record(Port().Match(request.Text).Groups[1].Value),
        "GetMetricData" => $"<R><GetMetricDataResult><MetricDataResults><member><Id>m0</Id><Timestamps>"
            + $"<member>{TextOf(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60))}</member>"
            + $"<member>{TextOf(DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60) - 60))}</member></Timestamps><Values>"
            + $"<member>1</member><member>1</member></Values></member></MetricDataResults></GetMetricDataResult></R>",
        "DescribeAlarmHistory" => $"<R><DescribeAlarmHistoryResult><AlarmHistoryItems><member><AlarmName>SSH "
            + $"rejects</AlarmName><HistoryItemType>{(IsOfActions(request) ? "Action" : "StateUpdate")}</HistoryItemType>"
            + $"<HistorySummary>{(IsOfActions(request) ? $"Successfully executed action {Topic}" : "Alarm updated from OK to ALARM")}</HistorySummary>"
            + $"<Timestamp>{TextOf(DateTimeOffset.UtcNow.AddMinutes(2))}</Timestamp></member></AlarmHistoryItems></DescribeAlarmHistoryResult></R>",
        "ListSubscriptionsByTopic" =>
            $"<R><ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>{Topic}:1</SubscriptionArn></member></Subscriptions>"
                + $"</ListSubscriptionsByTopicResult></R>",
        _ => "<R/>",
    });

    static Dictionary<string, string> Ids { get; } = new()
    {
        ["Vpc8378EB38"] = "vpc-1", ["FlowLogsLogGroup323B3FCF"] = "flows", ["FlowLogsVpcToLogsFlowLog602BE4EA"] = "fl-1",
        ["FlowLogsSshRejectsAlarmE6EBFE49"] = "SSH rejects", ["FlowLogsNotificationsTopicE4804383"] = Topic,
    };

    static string Record(string port)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["events"] = new JsonArray(new JsonObject
            {
                ["logStreamName"] = "eni-1-all",
                ["timestamp"] = now * 1000,
                ["ingestionTime"] = now * 1000,
                ["message"] = $"2 123456789012 eni-1 203.0.113.9 127.0.0.1 {port} 22 6 1 60 {now} {now + 10} REJECT OK",
            }),
        }.ToJsonString();
    }

    static string TextOf(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Action(LoopbackRequest request) => request.Headers.TryGetValue("X-Amz-Target", out var target) ? target.Split('.')[1]
        : request.Text.Split('&').FirstOrDefault(pair => pair.StartsWith("Action=", StringComparison.Ordinal))?["Action=".Length..] ?? "";

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

    [GeneratedRegex("[?]\\\\u0022([0-9]+)")]
    private static partial Regex Port();
}
