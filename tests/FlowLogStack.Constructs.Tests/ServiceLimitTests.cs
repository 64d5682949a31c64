using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Access;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests;

/// <summary>Small stacks aren't measured, so no resource may be larger than its type is assumed to be.</summary>
public sealed class ServiceLimitTests : ConstructTests
{
    [Fact]
    public void No_resource_without_long_text_is_larger_than_assumed()
    {
        var monitoring = new FlowLogMonitoring(Stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId(VpcId)],
            Format = FlowLogFormat.V11,
            Detections = [.. Records.Detections.All.Where(detection => detection.IsAvailableIn(FlowLogFormat.V11))
                .DistinctBy(detection => detection.Id).Take(40)],
            TagFields = new TagFields { NetworkInterfaceKeys = ["a", "b"], InstanceKeys = ["a", "b"], AutoScalingGroupKeys = ["a", "b"] },
            Changes = Records.Detections.Changes,
            CompositeAlarms = true,
            Archive = new FlowLogArchiveProps { Accounts = [.. Enumerable.Range(0, 80).Select(i => $"{100000000000 + i}")] },
            InsightsQueries = new QueryCatalogue(),
        });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
        });
        var processor = new FlowLogProcessor(Stack, "Forwarder",
            new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(Stack, "Endpoint", "x/y") } });
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
        processor.ReadFrom(monitoring.Archive!);
        var resources = Stack.Node.FindAll().OfType<CfnResource>().ToDictionary(resource => (string)Stack.Resolve(resource.LogicalId));
        var written = Stack.Template().ToJson()["Resources"]!.AsObject();
        var large = written.Where(resource => !ServiceLimits.HasLongText(resources[resource.Key]) && resource.Value!.ToString().Length > ServiceLimits.Ordinary)
            .Select(resource => $"{resource.Key} {resources[resource.Key].CfnResourceType} {resource.Value!.ToString().Length}").ToList();

        Assert.Empty(large);
        Assert.Contains(resources.Values, ServiceLimits.HasLongText);
    }
}
