using FlowLogStack.Dashboards;
using FlowLogStack.Streaming;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Names that must be unique beyond the Region of a stack, or that two constructs of one app would both create.</summary>
public sealed class UniqueNameTests : CompositionTests
{
    [Fact]
    public void Roles_of_two_regions_of_an_account_have_different_names()
    {
        Receiver(In("Net"));
        var error = Assert.Throws<ArgumentException>(() => Receiver(In("Other", region: "us-east-1")));
        Assert.Contains("Two roles are named 'AWSLogDeliveryFirehoseCrossAccountRole', of 'Net/Receiver' and of 'Other/Receiver', and the regions of an "
            + "account share these names. Set another NameSuffix for one of them.", error.Message, StringComparison.Ordinal);
        Receiver(In("Third", OtherAccount));
    }

    [Fact]
    public void A_sending_role_has_the_name_of_no_other_role()
    {
        Sender(In("Net"), "Sender");
        Assert.Contains("Two roles are named 'Sender'", Refused(() => Sender(In("Other", region: "us-east-1"), "Sender")), StringComparison.Ordinal);
        Sender(In("Third"), name: null);
        Sender(In("Fourth"), name: null);
    }

    [Fact]
    public void Dashboards_of_two_regions_of_an_account_have_different_names()
    {
        Dashboard(In("Net"));
        Assert.Contains("Two dashboards are named 'flow-logs'", Refused(() => Dashboard(In("Other", region: "us-east-1"))), StringComparison.Ordinal);
        Dashboard(In("Third", OtherAccount));
    }

    [Fact]
    public void Trails_of_all_regions_have_different_names_in_an_account_and_those_of_one_region_in_that_region()
    {
        Trail(In("Net"), "trail", isMultiRegion: true);
        Assert.Contains("Two trails of all Regions are named 'trail'", Refused(() => Trail(In("Other", region: "us-east-1"), "trail", isMultiRegion: true)),
            StringComparison.Ordinal);
        Trail(In("Third"), "local", isMultiRegion: false);
        Trail(In("Fourth", region: "us-east-1"), "local", isMultiRegion: false);
    }

    [Fact]
    public void Buckets_of_all_accounts_of_a_partition_have_different_names()
    {
        Archive(In("Net"));
        Assert.Contains("Two buckets are named 'example-org-flow-logs', of 'Net/Archive' and of 'Other/Archive', and all accounts share these names.",
            Refused(() => Archive(In("Other", OtherAccount, "us-east-1"))), StringComparison.Ordinal);
        Archive(In("China", OtherAccount, "cn-north-1"));
    }

    [Fact]
    public void Two_constructs_of_a_region_create_log_groups_of_different_names()
    {
        Group(In("Net"));
        Assert.Contains("Two log groups are named '/flow-logs', of 'Net/Logs' and of 'Other/Logs', in one account and region. Set another LogGroupName for one "
            + "of them, or set the log group of one as Existing of the other.", Refused(() => Group(In("Other"))), StringComparison.Ordinal);
        Group(In("Third", region: "us-east-1"));
        var stack = In("Fourth");
        new FlowLogGroup(stack, "Logs", new FlowLogGroupProps { Existing = Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(stack, "Theirs", "/flow-logs") });
    }

    static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;

    static void Receiver(Stack stack) => new FirehoseReceiverRole(stack, "Receiver", new FirehoseReceiverRoleProps
    {
        Stream = new FlowLogStream(stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket() }),
        SenderRoleArns = ["arn:aws:iam::444455556666:role/Sender"],
    });

    static void Sender(Stack stack, string? name) => new FirehoseSenderRole(stack, "Role", new FirehoseSenderRoleProps
    {
        Sources = [CaptureSource.FromId(VpcId)],
        ReceiverRoleArn = $"arn:aws:iam::{OtherAccount}:role/AWSLogDeliveryFirehoseCrossAccountRole",
        RoleName = name,
    });

    static void Dashboard(Stack stack) => new FlowLogDashboard(stack, "Dashboard", new FlowLogDashboardProps
    {
        Name = "flow-logs",
        Rows = [[new TextPanel { Markdown = "# Flow logs" }]],
    });

    static void Trail(Stack stack, string name, bool isMultiRegion) =>
        new ActivityTrail(stack, "Trail", new ActivityTrailProps { TrailName = name, IsMultiRegion = isMultiRegion });

    static void Archive(Stack stack) => new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { BucketName = "example-org-flow-logs" });

    static void Group(Stack stack) => new FlowLogGroup(stack, "Logs", new FlowLogGroupProps { LogGroupName = "/flow-logs" });
}
