using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using FlowLogStack.Dashboards;

namespace FlowLogStack.Compositions.Tests;

/// <summary>The default properties, with all features enabled, in stacks of any kind.</summary>
public sealed class DefaultTests : CompositionTests
{
    [Fact]
    public void The_chain_delivers_in_a_stack_of_any_environment()
    {
        new FlowLogMonitoring(Anywhere("Net"), "FlowLogs", OneVpc);
        Delivers();
    }

    [Fact]
    public void The_chain_delivers_in_a_known_environment_of_another_partition()
    {
        new FlowLogMonitoring(In("Net", region: "cn-north-1"), "FlowLogs", Everything());
        Delivers();
    }

    [Fact]
    public void Everything_switched_on_delivers()
    {
        var stack = In("Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", Everything());
        Forwarder(stack).ReadFrom(monitoring.Archive!);
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
        });
        Delivers();
    }

    [Fact]
    public void The_chain_delivers_in_a_nested_stack()
    {
        new FlowLogMonitoring(new NestedStack(In("Net"), "Logs"), "FlowLogs", Everything());
        Delivers();
    }

    static FlowLogMonitoringProps Everything() => OneVpc with
    {
        Format = FlowLogFormat.V5,
        LogGroup = new FlowLogGroupProps { Encryption = LogGroupEncryption.CustomerManaged },
        Archive = new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged },
        Changes = [Detections.SecurityGroupChanges, Detections.FlowLogsDeleted],
        CompositeAlarms = true,
        Subscriptions = [new EmailSubscription("ops@example.com")],
        SeveritySubscriptions = new Dictionary<Severity, IReadOnlyList<ITopicSubscription>> { [Severity.High] = [new EmailSubscription("pager@example.com")] },
    };
}
