using Amazon.CDK.AWS.KinesisFirehose;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class CaptureToFirehoseTests : ConstructTests
{
    const string StreamArn = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flow-logs";

    static FlowLogCapture CaptureTo(Stack stack, CaptureDestination destination) => new(stack, "Capture", new FlowLogCaptureProps
    {
        Source = CaptureSource.FromId(VpcId),
        Destination = destination,
    });

    [Fact]
    public void Delivers_to_an_existing_stream_without_a_role_and_says_which_tag_it_needs()
    {
        CaptureTo(Stack, CaptureDestination.Firehose(StreamArn));
        Stack.Template().Has("AWS::EC2::FlowLog", $$"""{ "LogDestinationType": "kinesis-data-firehose", "LogDestination": "{{StreamArn}}" }""");
        var flowLog = Stack.Template().Only("AWS::EC2::FlowLog");
        Assert.False(flowLog.ContainsKey("DeliverLogsPermissionArn"));
        Assert.False(flowLog.ContainsKey("DestinationOptions"));
        Assert.Contains("LogDeliveryEnabled=true", Assert.Single(Messages("info")));
    }

    [Fact]
    public void Tags_a_stream_of_the_same_app_so_that_the_service_may_write_to_it()
    {
        var stream = new CfnDeliveryStream(Stack, "Stream", new CfnDeliveryStreamProps { DeliveryStreamType = "DirectPut" });
        CaptureTo(Stack, CaptureDestination.Firehose(stream));
        Stack.Template().Has("AWS::KinesisFirehose::DeliveryStream", """{ "Tags": [{ "Key": "LogDeliveryEnabled", "Value": "true" }] }""");
        Assert.Empty(Messages("info"));
    }

    [Fact]
    public void Refuses_a_stream_that_reads_from_elsewhere()
    {
        var stream = new CfnDeliveryStream(Stack, "Stream", new CfnDeliveryStreamProps { DeliveryStreamType = "KinesisStreamAsSource" });
        Assert.Contains("must be DirectPut", Assert.Throws<ArgumentException>(() => CaptureDestination.Firehose(stream)).Message);
    }

    [Theory]
    [InlineData("flow-logs")]
    [InlineData("arn:aws:kinesis:eu-west-1:111122223333:stream/flow-logs")]
    [InlineData("arn:aws:firehose:eu-west-1:111122223333:deliverystream:flow-logs")]
    [InlineData("arn:aws:firehose:eu-west-1:111122223333:deliverystream/")]
    [InlineData("arn:aws:firehose:eu-west-1:1111:deliverystream/flow-logs")]
    public void Refuses_what_is_not_a_streams_arn(string arn) =>
        Assert.Contains($"'{arn}' is not the ARN of a Firehose stream", Assert.Throws<ArgumentException>(() => CaptureDestination.Firehose(arn)).Message);

    [Fact]
    public void Refuses_a_stream_of_another_account_or_region()
    {
        var app = Repository.NewApp();
        var otherAccount = new Stack(app, "OtherAccount", new StackProps { Env = new Amazon.CDK.Environment { Account = "444455556666",
            Region = "eu-west-1" } });
        Assert.Contains("is in account 111122223333, but the flow log is in account 444455556666",
            Assert.Throws<ArgumentException>(() => CaptureTo(otherAccount, CaptureDestination.Firehose(StreamArn))).Message);
        var otherRegion = new Stack(app, "OtherRegion", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333", Region = "us-east-1" } });
        Assert.Contains("is in eu-west-1, but the flow log is in us-east-1",
            Assert.Throws<ArgumentException>(() => CaptureTo(otherRegion, CaptureDestination.Firehose(StreamArn))).Message);
    }
}
