using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.EC2.Model;
using FlowLogStack.Testing;

namespace FlowLogStack.Verification.Tests;

/// <summary>Rehearsals against this machine and an account in memory.</summary>
public sealed partial class RehearsalTests : IDisposable
{
    readonly Staged staged = new();

    public void Dispose() => staged.Dispose();

    [Fact]
    public async Task Follows_a_connection_from_its_record_to_the_message()
    {
        var said = new List<string>();
        staged.Say = said.Add;

        var result = await staged.RunAsync();

        Assert.True(result.HasPassed);
        Assert.Equal(
            [
                (RehearsalStepKind.Knock, $"127.0.0.1:{staged.Port}", 0.0), (RehearsalStepKind.Record, "flows", 100), (RehearsalStepKind.Datapoint,
                    "net / Knocks", 60),
                (RehearsalStepKind.Alarm, "Knocked", 150), (RehearsalStepKind.Message, "alerts", 151),
            ],
            result.Steps.Select(step => (step.Kind, step.Subject, (step.At!.Value - Staged.Now).TotalSeconds)));
        Assert.Matches("^connected, from port [0-9]+$", result.Steps[0].Detail);
        Assert.Equal("1 record, ACCEPT, in stream eni-0a1b2c3d-all", result.Steps[1].Detail);
        Assert.Equal("1 in the minute of 2026-01-31T13:00:00Z, by filter ssh", result.Steps[2].Detail);
        Assert.Equal("published by 'Knocked' to 1 confirmed subscription. Check that the message arrived", result.Steps[4].Detail);
        Assert.Equal(1, staged.Connections);
        Assert.Equal(["Waiting for the record: flows.", "Waiting for the datapoint: net / Knocks.", "Waiting for the alarm: Knocked.",
            "Waiting for the message: alerts."], said);
        Assert.Empty(staged.Account.Changes);
    }

    [Fact]
    public async Task A_closed_port_is_a_connection_too()
    {
        staged.Dispose();
        Assert.StartsWith("refused, from port ", (await staged.RunAsync()).Steps[0].Detail);
    }

    [Fact]
    public async Task Connects_to_nothing_without_consent()
    {
        var error = await Assert.ThrowsAsync<VerificationException>(() => staged.RunAsync(staged.Options with { HasConsent = false }));
        Assert.Equal($"127.0.0.1:{staged.Port} on eni-0a1b2c3d in vpc-1 is a target of stack Staged, and alarm 'Knocked' would notify its subscribers. No "
            + "connection was made. If you may connect to this target, add --consent.", error.Message);
        Assert.Equal(0, staged.Connections);
    }

    [Theory]
    [InlineData("unknown", "127.0.0.1 is not a target of this stack: no network interface of this account and Region has the address. Use the address of "
        + "an instance in the stack's VPC.")]
    [InlineData("filters without effect", "no network interface of this account and Region has the address")]
    [InlineData("another VPC", "no flow log of stack Staged that delivers to CloudWatch Logs records eni-0a1b2c3d in vpc-2. Use the address of an "
        + "interface in the stack's VPC")]
    [InlineData("another account", "eni-0a1b2c3d belongs to account 444455556666, not to 111122223333.")]
    [InlineData("private", "10.9.8.7 is not a target of this stack: a private address can belong to another network, and this machine has no interface in "
        + "vpc-1.")]
    [InlineData("private, filters without effect", "this machine has no interface in vpc-1")]
    [InlineData("ULA", "fd00::7 is not a target of this stack: a private address can belong to another network")]
    public async Task Rejects_targets_that_the_stack_does_not_own(string target, string expected)
    {
        var found = staged.Account.Interfaces[0];
        var options = staged.Options;
        staged.Account.IgnoresFilters = target.EndsWith("without effect", StringComparison.Ordinal);
        switch (target)
        {
            case "unknown":
                staged.Account.Interfaces.Clear();
                break;
            case "filters without effect":
                (found.PrivateIpAddress, found.PrivateIpAddresses![0].PrivateIpAddress) = ("10.0.0.5", "10.0.0.5");
                break;
            case "another VPC":
                found.VpcId = "vpc-2";
                break;
            case "another account":
                found.OwnerId = "444455556666";
                break;
            case "ULA":
                (found.PrivateIpAddress, found.PrivateIpAddresses![0].PrivateIpAddress) = ("10.9.8.7", "10.9.8.7");
                found.Ipv6Addresses = [new NetworkInterfaceIpv6Address { Ipv6Address = "fd00::7" }];
                options = options with { Target = IPAddress.Parse("fd00::7") };
                break;
            default:
                (found.PrivateIpAddress, found.PrivateIpAddresses![0].PrivateIpAddress) = ("10.9.8.7", "10.9.8.7");
                options = options with { Target = IPAddress.Parse("10.9.8.7") };
                break;
        }

        Assert.Contains(expected, (await Assert.ThrowsAsync<VerificationException>(() => staged.OpenAsync(options))).Message);
        Assert.Equal(0, staged.Connections);
        Assert.DoesNotContain("FilterLogEvents", staged.Account.Calls);
    }

    [Theory]
    [InlineData("vpc-1")]
    [InlineData("subnet-1")]
    [InlineData(Staged.Interface)]
    public async Task A_flow_log_of_the_vpc_the_subnet_or_the_interface_owns_the_target(string source)
    {
        staged.ResourceId = source;
        Assert.Equal(("ToLogs", Staged.Interface, "vpc-1"), await staged.OpenAsync() is { Target: var target } ? (target.FlowLog, target.InterfaceId,
            target.VpcId) : default);
    }

    // Opening a rehearsal calls AWS only, so nothing knocks at these addresses.
    [Theory]
    [InlineData("203.0.113.7")]
    [InlineData("2001:db8::7")]
    public async Task A_public_address_identifies_its_interface(string address)
    {
        staged.Account.Interfaces[0] = new Amazon.EC2.Model.NetworkInterface { NetworkInterfaceId = Staged.Interface, VpcId = "vpc-1", OwnerId = "111122223333",
            PrivateIpAddress = "10.9.8.7", Ipv6Addresses = [new NetworkInterfaceIpv6Address { Ipv6Address = "2001:db8::7" }],
            PrivateIpAddresses = [new NetworkInterfacePrivateIpAddress { PrivateIpAddress = "10.9.8.7",
                Association = new NetworkInterfaceAssociation { PublicIp = "203.0.113.7" } }] };
        Assert.Equal(Staged.Interface, (await staged.OpenAsync(staged.Options with { Target = IPAddress.Parse(address) })).Target.InterfaceId);
    }

    [Fact]
    public async Task Rejects_a_port_that_no_filter_counts()
    {
        var error = await Assert.ThrowsAsync<VerificationException>(() => staged.OpenAsync(staged.Options with { Port = staged.Port == 9 ? 10 : 9 }));
        Assert.StartsWith("No metric filter with an alarm on single datapoints counts a connection to port ", error.Message);
    }

    [Theory]
    [InlineData("ALARM", "Alarm 'Knocked' is already in ALARM, so it cannot enter it. Run the rehearsal after it has returned to OK.")]
    [InlineData("deleted", "Alarm 'Knocked' does not exist. Deploy the template, and check it with 'flowlogs verify'.")]
    [InlineData("disabled", "Neither alarm 'Knocked' nor a composite alarm with it notifies a topic.")]
    [InlineData("threshold", "Alarm 'Knocked' needs 5 records in one period, but --knocks is 1. Use --knocks 5.")]
    [InlineData("high threshold", "Alarm 'Knocked' needs 500 records in one period, but --knocks is 1. Use another port.")]
    [InlineData("format", "The log format of flow log ToLogs lacks srcport, by which the record of a connection is recognized. Add the fields to the format.")]
    [InlineData("stack", "Staged: ROLLBACK_COMPLETE. Read the stack's events, and deploy again.")]
    [InlineData("denied", "ec2:DescribeNetworkInterfaces: not authorized to perform DescribeNetworkInterfaces. Allow ec2:DescribeNetworkInterfaces for "
        + "the caller of the check.")]
    public async Task Connects_to_nothing_when_no_message_can_follow(string fault, string expected)
    {
        var alarm = staged.Account.Alarms[0];
        switch (fault)
        {
            case "ALARM":
                alarm.StateValue = StateValue.ALARM;
                break;
            case "deleted":
                staged.Account.Alarms.Clear();
                break;
            case "disabled":
                alarm.ActionsEnabled = false;
                break;
            case "threshold":
                staged.Threshold = "5";
                break;
            case "high threshold":
                staged.Threshold = "500";
                break;
            case "format":
                staged.LogFormat = "${version} ${dstport} ${action}";
                break;
            case "stack":
                staged.Account.Stacks[0].StackStatus = "ROLLBACK_COMPLETE";
                break;
            default:
                staged.Account.Refused["DescribeNetworkInterfaces"] = "UnauthorizedOperation";
                break;
        }

        Assert.StartsWith(expected, (await Assert.ThrowsAsync<VerificationException>(() => staged.OpenAsync())).Message);
        Assert.Equal(0, staged.Connections);
    }

    [Theory]
    [InlineData("record", "no record of the connections arrived within 30m")]
    [InlineData("action", "1 record arrived (REJECT), but no usable alarm counts so many of them within 30m")]
    [InlineData("other port", "no record of the connections arrived within 30m")]
    [InlineData("datapoint", "metric filter ssh published no datapoint for 2026-01-31T13:00:00Z within 30m")]
    [InlineData("alarm", "the alarm did not enter ALARM within 30m")]
    [InlineData("message", "no message was published within 30m")]
    [InlineData("action failed", $"Failed to execute action {Staged.Topic}. Received error: AccessDenied within 30m")]
    [InlineData("subscriber", "published, but the topic has no confirmed subscriber")]
    [InlineData("denied", "logs:FilterLogEvents: not authorized to perform FilterLogEvents")]
    public async Task Names_the_step_that_is_not_reached(string fault, string expected)
    {
        var account = staged.Account;
        switch (fault)
        {
            case "record":
                account.Events = _ => [];
                break;
            case "action":
                account.Events = request => [staged.Event(Staged.PortsOf(request)[0], "REJECT")];
                break;
            case "other port":
                account.Events = _ => [staged.Event("1"), new Amazon.CloudWatchLogs.Model.FilteredLogEvent { Message = "no record", Timestamp = 0 }];
                break;
            case "datapoint":
                account.Data.Clear();
                break;
            case "alarm":
                account.History.RemoveAll(item => item.HistorySummary!.EndsWith(" to ALARM", StringComparison.Ordinal));
                break;
            case "message":
                account.History.RemoveAll(item => item.HistoryItemType == HistoryItemType.Action);
                break;
            case "action failed":
                account.History[^1].HistorySummary = $"Failed to execute action {Staged.Topic}. Received error: AccessDenied.";
                break;
            case "subscriber":
                account.Subscriptions[0].SubscriptionArn = "PendingConfirmation";
                break;
            default:
                account.Refused["FilterLogEvents"] = "AccessDeniedException";
                break;
        }

        var result = await staged.RunAsync();

        Assert.False(result.HasPassed);
        Assert.Equal(Enum.GetValues<RehearsalStepKind>(), result.Steps.Select(step => step.Kind));
        var failed = Assert.Single(result.Steps, step => step.Outcome is CheckOutcome.Failed);
        Assert.Equal(expected, failed.Detail);
        Assert.NotEmpty(failed.Cure);
        Assert.All(result.Steps.SkipWhile(step => step != failed).Skip(1), step => Assert.Equal((CheckOutcome.Skipped, null), (step.Outcome, step.At)));
    }

    [Fact]
    public async Task An_earlier_alarm_is_not_the_answer()
    {
        foreach (var item in staged.Account.History)
            item.Timestamp = Staged.Now.AddMinutes(-1).UtcDateTime;
        Assert.Equal(RehearsalStepKind.Alarm, Assert.Single((await staged.RunAsync()).Steps, step => step.Outcome is CheckOutcome.Failed).Kind);
    }

    [Fact]
    public async Task Finds_the_record_by_address_where_a_nat_device_changes_ports()
    {
        staged.Account.Events = request => Staged.PortsOf(request) is ["203.0.113.9"] ? [staged.Event("7")] : [];
        Assert.True((await staged.RunAsync(staged.Options with { Sources = [IPAddress.Parse("203.0.113.9")] })).HasPassed);
        Assert.False((await staged.RunAsync(staged.Options with { Sources = [IPAddress.Parse("203.0.113.10")] })).HasPassed);
    }

    [Fact]
    public async Task Connects_as_often_as_the_threshold_needs_and_waits_for_as_many_records()
    {
        staged.Threshold = "3";
        staged.Account.Events = request => Staged.PortsOf(request).Select(port => staged.Event(port));
        var result = await staged.RunAsync(staged.Options with { Knocks = 3 });
        Assert.True(result.HasPassed);
        Assert.Equal("3 records, ACCEPT, in stream eni-0a1b2c3d-all", result.Steps[1].Detail);
        Assert.StartsWith("3 connected, from port ", result.Steps[0].Detail);

        staged.Account.Events = request => Staged.PortsOf(request).Take(2).Select(port => staged.Event(port));
        Assert.Equal("2 records arrived (ACCEPT), but no usable alarm counts so many of them within 30m",
            Assert.Single((await staged.RunAsync(staged.Options with { Knocks = 3 })).Steps, step => step.Outcome is CheckOutcome.Failed).Detail);
    }

    [Fact]
    public async Task A_composite_alarm_notifies_for_its_alarm()
    {
        staged.Account.Alarms[0].AlarmActions = null;
        staged.Account.Composites.Add(new CompositeAlarm { AlarmName = "Severe", AlarmRule = "ALARM(\"Knocked\")", AlarmActions = [Staged.Topic],
            StateValue = StateValue.OK });
        staged.Account.PhysicalIds["Severe"] = "Severe";
        staged.Account.History[^1].AlarmName = "Severe";
        var template = staged.Template.Replace("\"Topic\": { \"Type\"", """
            "Severe": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "Severe", "AlarmRule": "ALARM(\"Knocked\")" } },
              "Topic": { "Type"
            """, StringComparison.Ordinal);
        var result = await (await Rehearsal.OpenAsync(template, Staged.File, staged.Options, staged.Account.Services)).RunAsync();
        Assert.True(result.HasPassed);
        Assert.StartsWith("published by 'Severe'", result.Steps[^1].Detail);
    }

    [Fact]
    public async Task Stops_when_it_is_canceled()
    {
        using var cancellation = new CancellationTokenSource();
        staged.Account.Events = _ =>
        {
            cancellation.Cancel();
            return [];
        };
        var rehearsal = await staged.OpenAsync(staged.Options with { Poll = TimeSpan.FromMinutes(1) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal.RunAsync(cancellation.Token));
    }

    [Fact]
    public async Task The_policy_of_the_guide_allows_every_call_and_no_other()
    {
        await staged.RunAsync();
        var block = JsonBlock().Match(File.ReadAllText(Repository.PathOf("docs", "rehearsing.md"))).Groups[1].Value;
        var allowed = JsonNode.Parse(block)!["Statement"]!.AsArray().SelectMany(statement => statement!["Action"]!.AsArray()).Select(action =>
            ((string)action!).Split(':')[1]);
        Assert.Equal(staged.Account.Calls.Distinct().Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
