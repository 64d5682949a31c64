using Amazon.EC2;
using Amazon.EC2.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class CreateFlowLogsTests
{
    [Fact]
    public async Task Writes_the_destination_the_tags_and_the_tag_fields()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "<CreateFlowLogsResponse><flowLogIdSet/><unsuccessful/></CreateFlowLogsResponse>"));
        using var ec2 = Clients.Ec2(server);

        await ec2.CreateFlowLogsAsync(new CreateFlowLogsRequest
        {
            ClientToken = "token",
            DeliverCrossAccountRole = "arn:receiver",
            DeliverLogsPermissionArn = "arn:sender",
            DestinationOptions = new DestinationOptionsRequest { FileFormat = DestinationFileFormat.Parquet, HiveCompatiblePartitions = true,
                PerHourPartition = false },
            DryRun = true,
            LogDestination = "arn:aws:s3:::bucket/flows/",
            LogDestinationType = LogDestinationType.S3,
            LogFormat = "${srcaddr}",
            LogGroupName = "group",
            MaxAggregationInterval = 60,
            ResourceIds = ["vpc-1", "vpc-2"],
            ResourceType = FlowLogsResourceType.VPC,
            TagFieldSpecifications = [new TagFieldSpecificationRequest { ResourceType = "instance", TagKeys = ["team", "app"] }],
            TagSpecifications = [new TagSpecification { ResourceType = "vpc-flow-log", Tags = [new Tag("a", "b")] }],
            TrafficType = TrafficType.ALL,
        });

        Assert.Equal(
            ["Action=CreateFlowLogs", "ClientToken=token", "DeliverCrossAccountRole=arn:receiver", "DeliverLogsPermissionArn=arn:sender",
                "DestinationOptions.FileFormat=parquet", "DestinationOptions.HiveCompatiblePartitions=true", "DestinationOptions.PerHourPartition=false",
                "DryRun=true", "LogDestination=arn:aws:s3:::bucket/flows/", "LogDestinationType=s3", "LogFormat=${srcaddr}", "LogGroupName=group",
                "MaxAggregationInterval=60", "ResourceId.1=vpc-1", "ResourceId.2=vpc-2", "ResourceType=VPC", "TagFieldSpecification.1.ResourceType=instance",
                "TagFieldSpecification.1.TagKey.1=team", "TagFieldSpecification.1.TagKey.2=app", "TagSpecification.1.ResourceType=vpc-flow-log",
                "TagSpecification.1.Tag.1.Key=a", "TagSpecification.1.Tag.1.Value=b", "TrafficType=ALL", "Version=2016-11-15"],
            Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Reads_which_resources_have_no_new_flow_log()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <CreateFlowLogsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><clientToken>t</clientToken><flowLogIdSet><item>fl-1</item></flowLogIdSet>
            <unsuccessful><item><error><code>FlowLogAlreadyExists</code><message>There is an existing Flow Log.</message></error>
            <resourceId>vpc-2</resourceId></item></unsuccessful>
            </CreateFlowLogsResponse>
            """));
        using var ec2 = Clients.Ec2(server);

        var answer = await ec2.CreateFlowLogsAsync(new CreateFlowLogsRequest { ResourceIds = ["vpc-1", "vpc-2"] });

        Assert.Equal(["fl-1"], answer.FlowLogIds);
        var item = Assert.Single(answer.Unsuccessful!);
        Assert.Equal(("vpc-2", "FlowLogAlreadyExists", "There is an existing Flow Log."), (item.ResourceId, item.Error!.Code, item.Error.Message));
    }
}
