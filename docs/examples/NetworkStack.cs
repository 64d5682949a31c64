using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace Examples;

/// <summary>A team's own stack, with its VPC watched.</summary>
public sealed class NetworkStack : Stack
{
    /// <summary>Makes the VPC and everything that watches it.</summary>
    public NetworkStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var vpc = new Vpc(this, "Vpc", new VpcProps { NatGateways = 0, RestrictDefaultSecurityGroup = false });
        new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.Vpc(vpc)],
            Format = FlowLogFormat.V5,
            Subscriptions = [new EmailSubscription("network-team@example.com")],
        });
    }
}
