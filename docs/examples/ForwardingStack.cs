using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Process;

namespace Examples;

/// <summary>Everything about a VPC that exists, and its records forwarded to an HTTPS endpoint within seconds, without the chatter inside it.</summary>
public sealed class ForwardingStack : Stack
{
    /// <summary>Makes the chain and the processor behind its log group.</summary>
    public ForwardingStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var monitoring = new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
        });
        var processor = new FlowLogProcessor(this, "Forwarder", new FlowLogProcessorProps
        {
            Format = monitoring.Format,
            Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(this, "Endpoint", "flow-logs/endpoint") },
            Filter = new ProcessorFilter { InternalNetworks = ["10.0.0.0/8"] },
            Enrich = true,
            Topics = [monitoring.Topic!.Topic],
            AccessLogs = monitoring.AccessLogs,
        });
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
    }
}
