using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests;

public sealed class WatchOnlyTests : ConstructTests
{
    FlowLogMonitoring Watch(Func<FlowLogMonitoringProps, FlowLogMonitoringProps>? with = null)
    {
        var props = new FlowLogMonitoringProps { Capture = false,
            LogGroup = new FlowLogGroupProps { Existing = LogGroup.FromLogGroupName(Stack, "Group", "/org/flow-logs") }, Archive = null };
        return new(Stack, "FlowLogs", with?.Invoke(props) ?? props);
    }

    [Fact]
    public void Watching_an_existing_log_group_makes_no_network_no_flow_log_and_no_role()
    {
        Assert.Empty(Watch().Captures);
        var types = Stack.Template().ToJson()["Resources"]!.AsObject().Select(resource => (string)resource.Value!["Type"]!).Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["AWS::CloudWatch::Alarm", "AWS::KMS::Key", "AWS::Logs::MetricFilter", "AWS::Logs::QueryDefinition", "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy"], types);
    }

    [Fact]
    public void Querying_an_existing_bucket_makes_a_table_and_asks_for_no_delivery()
    {
        var bucket = Bucket.FromBucketName(Stack, "Bucket", "org-flow-logs");
        Watch(props => props with { LogGroup = null, Archive = new FlowLogArchiveProps { Existing = bucket } });
        Stack.Template().Counts("AWS::EC2::FlowLog", 0);
        Stack.Template().Counts("AWS::Glue::Table", 2);
        Assert.Empty(Messages("warning"));
    }

    [Fact]
    public void Refuses_what_only_flow_logs_of_its_own_would_fill()
    {
        Assert.StartsWith($"Capture is false, so that no flow log is made, but Sources has '{VpcId}'",
            Refused(props => props with { Sources = [CaptureSource.FromId(VpcId)] }));
        Assert.StartsWith("Capture is false, so that nothing would be delivered to a new log group",
            Refused(props => props with { LogGroup = new FlowLogGroupProps() }));
        Assert.StartsWith("Capture is false, so that nothing would be delivered to a new archive",
            Refused(props => props with { Archive = new FlowLogArchiveProps() }));
        Assert.StartsWith("Capture is false, so that no flow log is made, but Firehose is set",
            Refused(props => props with { Firehose = CaptureDestination.Firehose("arn:aws:firehose:eu-west-1:111122223333:deliverystream/x") }));

        string Refused(Func<FlowLogMonitoringProps, FlowLogMonitoringProps> with) =>
            Assert.Throws<ArgumentException>(() => new FlowLogMonitoring(new Stack(Repository.NewApp(), "Other"), "FlowLogs",
                with(new FlowLogMonitoringProps { Capture = false, LogGroup = null, Archive = null }))).Message;
    }

    [Fact]
    public void Refuses_a_second_format_for_a_group_that_is_watched()
    {
        Watch();
        Assert.Contains("already receives records in the format",
            Assert.Throws<FlowLogFormatException>(() => new FlowLogMonitoring(Stack, "Other",
                new FlowLogMonitoringProps { Capture = false, Format = FlowLogFormat.V5, Archive = null,
                    LogGroup = new FlowLogGroupProps { Existing = LogGroup.FromLogGroupName(Stack, "Again", "/org/flow-logs") } })).Message);
    }
}
