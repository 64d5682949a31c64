using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

/// <summary>Events of a log group, the history of alarms, and public addresses of interfaces.</summary>
public sealed class RehearsalCallTests
{
    [Fact]
    public async Task Reads_events_of_a_log_group_page_by_page()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            {"events":[{"logStreamName":"eni-1-all","timestamp":1700000000000,"message":"2 ACCEPT","ingestionTime":1700000100000,"eventId":"e-1","new":{}}],
            "searchedLogStreams":[],"nextToken":"page-2"}
            """));
        using var logs = Clients.Logs(server);

        var answer = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = "flows", LogStreamNamePrefix = "eni-1",
            StartTime = 1_700_000_000_000,
            EndTime = 1_700_000_900_000, FilterPattern = "?\"50123\"", Limit = 100, NextToken = "t" });

        var request = Assert.Single(server.Requests);
        Assert.Equal("Logs_20140328.FilterLogEvents", request.Headers["X-Amz-Target"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"logGroupName":"flows","logStreamNamePrefix":"eni-1","startTime":1700000000000,"endTime":1700000900000,
            "filterPattern":"?\"50123\"","limit":100,"nextToken":"t"}
            """), JsonNode.Parse(request.Text)));
        var item = Assert.Single(answer.Events!);
        Assert.Equal(("eni-1-all", 1_700_000_000_000, "2 ACCEPT", 1_700_000_100_000, "e-1"), (item.LogStreamName, item.Timestamp, item.Message,
            item.IngestionTime, item.EventId));
        Assert.Equal("page-2", answer.NextToken);
    }

    [Fact]
    public async Task A_request_for_events_has_only_what_is_set()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "{}"));
        using var logs = Clients.Logs(server);
        var answer = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = "flows" });
        Assert.Equal("""{"logGroupName":"flows"}""", Assert.Single(server.Requests).Text);
        Assert.True(answer is { Events: null, NextToken: null });
    }

    [Fact]
    public async Task Reads_the_history_of_an_alarm()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <DescribeAlarmHistoryResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><DescribeAlarmHistoryResult><AlarmHistoryItems><member>
            <Timestamp>2026-01-31T13:00:00.123Z</Timestamp><HistoryItemType>StateUpdate</HistoryItemType>
            <AlarmName>SSH rejects</AlarmName><AlarmType>MetricAlarm</AlarmType>
            <HistoryData>{}</HistoryData><HistorySummary>Alarm updated from OK to ALARM</HistorySummary></member></AlarmHistoryItems>
            <NextToken>page-2</NextToken>
            </DescribeAlarmHistoryResult></DescribeAlarmHistoryResponse>
            """));
        using var cloudWatch = Clients.CloudWatch(server);

        var answer = await cloudWatch.DescribeAlarmHistoryAsync(new DescribeAlarmHistoryRequest { AlarmName = "SSH rejects",
            AlarmTypes = [AlarmType.MetricAlarm],
            HistoryItemType = HistoryItemType.StateUpdate, StartDate = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), MaxRecords = 100,
            EndDate = new DateTime(2026, 1, 31, 14, 0, 0, DateTimeKind.Utc), ScanBy = ScanBy.TimestampAscending, NextToken = "t" });

        Assert.Equal(
            ["Action=DescribeAlarmHistory", "AlarmName=SSH rejects", "AlarmTypes.member.1=MetricAlarm", "EndDate=2026-01-31T14:00:00Z",
                "HistoryItemType=StateUpdate",
                "MaxRecords=100", "NextToken=t", "ScanBy=TimestampAscending", "StartDate=2026-01-31T12:00:00Z", "Version=2010-08-01"],
            Clients.Form(Assert.Single(server.Requests)));
        var item = Assert.Single(answer.AlarmHistoryItems!);
        Assert.Equal(("SSH rejects", AlarmType.MetricAlarm, HistoryItemType.StateUpdate, "Alarm updated from OK to ALARM", "{}"),
            (item.AlarmName, item.AlarmType, item.HistoryItemType, item.HistorySummary, item.HistoryData));
        Assert.Equal(new DateTime(2026, 1, 31, 13, 0, 0, 123, DateTimeKind.Utc), item.Timestamp);
        Assert.Equal("page-2", answer.NextToken);
    }

    [Fact]
    public async Task Reads_public_addresses_of_interfaces()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <R><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><association><publicIp>198.51.100.1</publicIp></association>
            <privateIpAddressesSet>
            <item><privateIpAddress>10.0.0.4</privateIpAddress><association><publicIp>198.51.100.1</publicIp></association></item>
            <item><privateIpAddress>10.0.0.9</privateIpAddress></item>
            </privateIpAddressesSet></item></networkInterfaceSet></R>
            """));
        using var ec2 = Clients.Ec2(server);
        var item = Assert.Single((await ec2.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest())).NetworkInterfaces!);
        Assert.Equal("198.51.100.1", item.Association?.PublicIp);
        Assert.Equal(["198.51.100.1", null], item.PrivateIpAddresses!.Select(address => address.Association?.PublicIp));
    }
}
