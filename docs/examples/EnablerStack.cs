using Amazon.CDK;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>Flow logs for every VPC of an account, to a central bucket of another account.</summary>
public sealed class EnablerStack : Stack
{
    /// <summary>Creates the enabler and the topic of its alarms.</summary>
    public EnablerStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var topic = new AlarmTopic(this, "Topic");
        new FlowLogEnabler(this, "Enabler", new FlowLogEnablerProps
        {
            Destinations = [CaptureDestination.Bucket("example-org-flow-logs", new S3Layout { FileFormat = FileFormat.Parquet })],
            Format = FlowLogFormat.V5,
            Topics = [topic.Topic],
        });
    }
}
