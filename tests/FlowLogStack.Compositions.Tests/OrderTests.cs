using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Organization;

namespace FlowLogStack.Compositions.Tests;

/// <summary>The order in which CloudFormation creates resources, where a reference does not determine it.</summary>
public sealed class OrderTests : CompositionTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_subscription_is_created_after_the_destination_of_its_stack_whichever_is_added_first(bool hasEnvironment, bool isFirst)
    {
        var stack = hasEnvironment ? In("Net") : Anywhere("Net");
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "destination", ResourceName = "flow-logs",
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        if (isFirst)
            Subscribe(stack, "Here", arn);
        var destination = new SubscriptionDestination(stack, "Destination", new SubscriptionDestinationProps
        {
            DestinationName = "flow-logs",
            Target = SubscriptionTarget.FromStreamArn($"arn:aws:kinesis:{Region}:{Account}:stream/central"),
            Accounts = [OtherAccount],
        });
        if (!isFirst)
            Subscribe(stack, "Here", destination.DestinationArn);
        Subscribe(stack, "There", $"arn:aws:logs:{Region}:{OtherAccount}:destination:flow-logs");
        var waiting = Assert.Single(SynthesizedApp.Of(App)["Net"].ResourcesOf("AWS::Logs::SubscriptionFilter"),
            filter => filter.Resource["DependsOn"] is not null);
        Assert.StartsWith("Here", waiting.LogicalId, StringComparison.Ordinal);
        Assert.Contains("Destination", waiting.Resource["DependsOn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_log_is_created_after_the_permissions_of_a_given_role_of_the_app()
    {
        var stack = In("Net");
        var role = new Role(stack, "Role", new RoleProps { AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com") });
        var group = new FlowLogGroup(stack, "Logs", new FlowLogGroupProps { DeliveryRole = role });
        new FlowLogCapture(stack, "Capture", new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId),
            Destination = CaptureDestination.CloudWatchLogs(group) });
        var flowLog = Assert.Single(Delivers()["Net"].ResourcesOf("AWS::EC2::FlowLog")).Resource;
        Assert.Contains("DeliveryPolicy", flowLog["DependsOn"]!.ToJsonString(), StringComparison.Ordinal);
    }

    static void Subscribe(Stack stack, string id, string destination) => new CentralSubscription(stack, id, new CentralSubscriptionProps
    {
        LogGroup = LogGroup.FromLogGroupName(stack, id + "Logs", "/" + id),
        DestinationArn = destination,
    });
}
