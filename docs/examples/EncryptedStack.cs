using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using FlowLogStack.Records;

namespace Examples;

/// <summary>One customer managed key for everything, and a processor function in private subnets.</summary>
public sealed class EncryptedStack : Stack
{
    /// <summary>Creates the key, the monitoring and the processor.</summary>
    public EncryptedStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        Encryption.CustomerManaged().ApplyTo(this);
        var monitoring = new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Changes = [Detections.FlowLogsDeleted],
        });
        var processor = new FlowLogProcessor(this, "Forwarder", new FlowLogProcessorProps
        {
            Format = monitoring.Format,
            Endpoint = new EndpointOutput { Secret = new Secret(this, "Endpoint") },
            Network = ProcessorNetwork.FromIds("vpc-0a1b2c3d4e5f67890", ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"]),
            Topics = [monitoring.Topic!.Topic],
            AccessLogs = monitoring.AccessLogs,
        });
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
    }
}
