using System.Text;
using System.Text.Json.Nodes;
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
        var (resources, written) = Everything();
        var large = written.Where(resource => !ServiceLimits.HasLongText(resources[resource.Key]) && resource.Value!.ToString().Length > ServiceLimits.Ordinary)
            .Select(resource => $"{resource.Key} {resources[resource.Key].CfnResourceType} {resource.Value!.ToString().Length}").ToList();

        Assert.Empty(large);
        Assert.Contains(resources.Values, ServiceLimits.HasLongText);
    }

    [Fact]
    public void No_resource_is_larger_than_the_bound_of_its_texts()
    {
        var (resources, written) = Everything();
        var bounded = written.Where(resource => ServiceLimits.BoundOf(resources[resource.Key]) is not null).ToList();
        var large = bounded.Where(resource => Encoding.UTF8.GetByteCount(resource.Value!.ToString()) > ServiceLimits.BoundOf(resources[resource.Key]))
            .Select(resource => $"{resource.Key} {resource.Value!.ToString().Length} of {ServiceLimits.BoundOf(resources[resource.Key])}").ToList();

        Assert.Empty(large);
        Assert.Equal(["AWS::Logs::MetricFilter", "AWS::Logs::QueryDefinition"],
            bounded.Select(resource => resources[resource.Key].CfnResourceType).Distinct().Order(StringComparer.Ordinal));
    }

    (Dictionary<string, CfnResource> Resources, JsonObject Written) Everything()
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
        return (resources, Stack.Template().ToJson()["Resources"]!.AsObject());
    }
}
