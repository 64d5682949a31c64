using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.CloudFormation.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.SimpleNotificationService.Model;

namespace FlowLogStack.Verification.Tests;

/// <summary>A template with one alarm on connections to a port of this machine, and an account in which each step of a rehearsal follows.</summary>
sealed partial class Staged : IDisposable
{
    public const string File = "Staged.template.json";
    public const string Topic = "arn:aws:sns:eu-west-1:111122223333:alerts";
    public const string Interface = "eni-0a1b2c3d";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    int connections;

    public Staged()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
        Account.Stacks.Add(new Stack { StackName = "Staged", StackId = "arn:aws:cloudformation:eu-west-1:111122223333:stack/Staged/1",
            StackStatus = "CREATE_COMPLETE" });
        foreach (var (logical, physical) in new[] { ("Group", "flows"), ("ToLogs", "fl-1"), ("Filter", "ssh"), ("Knocked", "Knocked"), ("Topic", Topic) })
            Account.PhysicalIds.Add(logical, physical);
        Account.Interfaces.Add(new Amazon.EC2.Model.NetworkInterface { NetworkInterfaceId = Interface, VpcId = "vpc-1", SubnetId = "subnet-1",
            OwnerId = "111122223333", PrivateIpAddress = "127.0.0.1",
            PrivateIpAddresses = [new NetworkInterfacePrivateIpAddress { PrivateIpAddress = "127.0.0.1", Primary = true }] });
        Account.Alarms.Add(new MetricAlarm { AlarmName = "Knocked", StateValue = StateValue.OK, ActionsEnabled = true, AlarmActions = [Topic] });
        Account.Subscriptions.Add(new Subscription { TopicArn = Topic, Protocol = "email", Endpoint = "ops@example.com", SubscriptionArn = Topic + ":1" });
        Account.Events = request => [Event(PortsOf(request)[0])];
        Account.Data[("Knocks", Minute)] = 1;
        Account.History.Add(Item("Knocked", HistoryItemType.StateUpdate, "Alarm updated from INSUFFICIENT_DATA to OK", 30));
        Account.History.Add(Item("Knocked", HistoryItemType.StateUpdate, "Alarm updated from OK to ALARM", 150));
        Account.History.Add(Item("Knocked", HistoryItemType.Action, $"Successfully executed action {Topic}", 151));
    }

    /// <summary>The time of the first connection.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 1, 31, 13, 0, 5, TimeSpan.Zero);

    public static DateTime Minute { get; } = new(2026, 1, 31, 13, 0, 0, DateTimeKind.Utc);

    /// <summary>An open port of this machine.</summary>
    public int Port { get; }

    public int Connections => Volatile.Read(ref connections);

    public Account Account { get; } = new();

    public Action<string> Say { get; set; } = _ => { };

    /// <summary>The action that the metric filter selects.</summary>
    public string Counted { get; set; } = "ACCEPT";

    public string Threshold { get; set; } = "1";

    public string ResourceId { get; set; } = "vpc-1";

    public string? LogFormat { get; set; }

    public RehearsalOptions Options => new()
    {
        Target = IPAddress.Loopback,
        Port = Port,
        HasConsent = true,
        Poll = TimeSpan.FromMilliseconds(1),
        Time = new Clock(),
        Say = text => Say(text),
    };

    public string Template => $$"""
        { "Resources": {
          "Group": { "Type": "AWS::Logs::LogGroup" },
          "ToLogs": { "Type": "AWS::EC2::FlowLog", "Properties": { "ResourceId": "{{ResourceId}}", "ResourceType": "VPC", "TrafficType": "ALL",
            "LogDestinationType": "cloud-watch-logs", {{(LogFormat is null ? "" : $"\"LogFormat\": \"{LogFormat}\",")}} "LogGroupName": { "Ref": "Group" } } },
          "Filter": { "Type": "AWS::Logs::MetricFilter", "Properties": { "FilterName": "ssh", "LogGroupName": { "Ref": "Group" },
            "FilterPattern": "[version, account, eni, src, dst, srcport, dstport={{Port}}, protocol=6, packets, bytes, start, end, action={{Counted}}, status]",
            "MetricTransformations": [{ "MetricNamespace": "net", "MetricName": "Knocks", "MetricValue": "1" }] } },
          "Knocked": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "Knocked", "Namespace": "net", "MetricName": "Knocks", "Statistic": "Sum",
            "Period": 60, "EvaluationPeriods": 10, "DatapointsToAlarm": 1, "Threshold": {{Threshold}}, "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "AlarmActions": [{ "Ref": "Topic" }] } },
          "Topic": { "Type": "AWS::SNS::Topic" }
        } }
        """;

    public static string[] PortsOf(FilterLogEventsRequest request) => [.. Quoted().Matches(request.FilterPattern!).Select(match => match.Groups[1].Value)];

    public FilteredLogEvent Event(string sourcePort, string action = "ACCEPT", string source = "203.0.113.9") => new()
    {
        LogStreamName = Interface + "-all",
        Message = $"2 111122223333 {Interface} {source} 127.0.0.1 {sourcePort} {Port} 6 1 "
            + $"60 {Now.ToUnixTimeSeconds()} {Now.ToUnixTimeSeconds() + 20} {action} OK",
        Timestamp = Now.ToUnixTimeMilliseconds(),
        IngestionTime = Now.AddSeconds(100).ToUnixTimeMilliseconds(),
    };

    public static AlarmHistoryItem Item(string alarm, HistoryItemType type, string summary, double seconds) => new() { AlarmName = alarm,
        HistoryItemType = type, HistorySummary = summary, Timestamp = Now.AddSeconds(seconds).UtcDateTime };

    public Task<Rehearsal> OpenAsync(RehearsalOptions? options = null) => Rehearsal.OpenAsync(Template, File, options ?? Options, Account.Services);

    public async Task<RehearsalResult> RunAsync(RehearsalOptions? options = null) => await (await OpenAsync(options)).RunAsync();

    public void Dispose() => listener.Dispose();

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref connections);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    /// <summary>Each read of the clock is a minute after the one before, from the first connection on.</summary>
    sealed class Clock : TimeProvider
    {
        int reads;

        public override DateTimeOffset GetUtcNow() => Now.AddMinutes(reads++);
    }

    [GeneratedRegex("\\?\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
