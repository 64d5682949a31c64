using Amazon.EC2;
using Amazon.EC2.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class DescribeFlowLogsTests
{
    const string Page = """
        <DescribeFlowLogsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
          <requestId>r-1</requestId>
          <flowLogSet>
            <item>
              <creationTime>2026-01-31T13:00:00.500Z</creationTime>
              <flowLogId>fl-1</flowLogId><flowLogStatus>ACTIVE</flowLogStatus>
              <deliverLogsStatus>FAILED</deliverLogsStatus><deliverLogsErrorMessage>Access error</deliverLogsErrorMessage>
              <deliverLogsPermissionArn>arn:aws:iam::111122223333:role/deliver</deliverLogsPermissionArn>
              <resourceId>vpc-1</resourceId><trafficType>ALL</trafficType>
              <logDestinationType>cloud-watch-logs</logDestinationType><logGroupName>flows</logGroupName>
              <logFormat>${version} ${srcaddr}</logFormat><maxAggregationInterval>60</maxAggregationInterval>
            </item>
            <item>
              <flowLogId>fl-2</flowLogId><logDestinationType>s3</logDestinationType><logDestination>arn:aws:s3:::bucket/folder/</logDestination>
              <destinationOptions><fileFormat>parquet</fileFormat><hiveCompatiblePartitions>true</hiveCompatiblePartitions>
              <perHourPartition>false</perHourPartition></destinationOptions>
            </item>
          </flowLogSet>
          <nextToken>page-2</nextToken>
        </DescribeFlowLogsResponse>
        """;

    [Fact]
    public async Task Writes_the_filter_the_ids_and_the_page()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        await ec2.DescribeFlowLogsAsync(new DescribeFlowLogsRequest { Filter = [new Filter("flow-log-id", ["fl-1", "fl-2"])], FlowLogIds = ["fl-1"],
            MaxResults = 100, NextToken = "t" });

        Assert.Equal(
            ["Action=DescribeFlowLogs", "Filter.1.Name=flow-log-id", "Filter.1.Value.1=fl-1", "Filter.1.Value.2=fl-2", "FlowLogId.1=fl-1", "MaxResults=100",
                "NextToken=t", "Version=2016-11-15"],
            Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Reads_how_a_flow_log_delivers_and_what()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Page));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.DescribeFlowLogsAsync(new DescribeFlowLogsRequest());

        Assert.Equal("page-2", answer.NextToken);
        Assert.Equal(2, answer.FlowLogs!.Count);
        var toLogs = answer.FlowLogs[0];
        Assert.Equal(("fl-1", "ACTIVE", "FAILED", "Access error"),
            (toLogs.FlowLogId, toLogs.FlowLogStatus, toLogs.DeliverLogsStatus, toLogs.DeliverLogsErrorMessage));
        Assert.Equal(("vpc-1", "flows", "${version} ${srcaddr}", 60),
            (toLogs.ResourceId, toLogs.LogGroupName, toLogs.LogFormat, toLogs.MaxAggregationInterval));
        Assert.Equal((TrafficType.ALL, LogDestinationType.CloudWatchLogs), (toLogs.TrafficType, toLogs.LogDestinationType));
        Assert.Equal("arn:aws:iam::111122223333:role/deliver", toLogs.DeliverLogsPermissionArn);
        Assert.Equal(new DateTime(2026, 1, 31, 13, 0, 0, 500, DateTimeKind.Utc), toLogs.CreationTime);
        Assert.Null(toLogs.DestinationOptions);
        var toBucket = answer.FlowLogs[1];
        Assert.Null(toBucket.DeliverLogsStatus);
        Assert.Equal("arn:aws:s3:::bucket/folder/", toBucket.LogDestination);
        Assert.Equal((DestinationFileFormat.Parquet, true, false),
            (toBucket.DestinationOptions!.FileFormat, toBucket.DestinationOptions.HiveCompatiblePartitions, toBucket.DestinationOptions.PerHourPartition));
    }
}
