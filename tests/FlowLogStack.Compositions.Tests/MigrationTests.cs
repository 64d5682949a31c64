using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Query;
using FlowLogStack.Review;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Migrations in two or three deployments, as the page on migration describes them, and what a review of each deployment finds.</summary>
public sealed class MigrationTests
{
    const string VpcId = "vpc-0a1b2c3d4e5f67890";

    static FlowLogMonitoringProps V5 => new() { Sources = [CaptureSource.FromId(VpcId)], Format = FlowLogFormat.V5 };

    static FlowLogMonitoringProps Next(FlowLogFormat format, FileFormat file, EarlierFlowLogs flowLogs) => V5 with
    {
        // The log group keeps its format, so that only the archive changes.
        LogGroup = null,
        Format = format,
        Archive = new FlowLogArchiveProps { Generation = 2, Layout = new S3Layout { FileFormat = file } },
        EarlierGenerations = [new ArchiveGeneration { Format = FlowLogFormat.V5, FlowLogs = flowLogs }],
    };

    [Fact]
    public void A_new_format_beside_the_old_one_starts_without_a_replacement_and_ends_without_a_gap()
    {
        var before = Monitored(V5 with { LogGroup = null });
        var both = Monitored(Next(FlowLogFormat.V10, FileFormat.PlainText, EarlierFlowLogs.Kept));
        var after = Monitored(Next(FlowLogFormat.V10, FileFormat.PlainText, EarlierFlowLogs.Removed));
        var first = Finds(before,
            both, "info migration-step", "info flow-log-added", "medium access-widened", "none flow-log-replaced", "none flow-log-removed", "none high");
        OnlyQueriesAreReplaced(first);
        Finds(both, after, "info migration-step", "low flow-log-removed", "none flow-log-replaced", "none resource-replaced", "none flow-log-added",
            "none query-changed");
    }

    [Fact]
    public void Text_becomes_Parquet_beside_it()
    {
        var before = Monitored(V5 with { LogGroup = null });
        var both = Monitored(Next(FlowLogFormat.V5, FileFormat.Parquet, EarlierFlowLogs.Kept));
        var after = Monitored(Next(FlowLogFormat.V5, FileFormat.Parquet, EarlierFlowLogs.Removed));
        OnlyQueriesAreReplaced(Finds(before, both, "info migration-step", "info flow-log-added", "none flow-log-replaced", "none high"));
        Finds(both, after, "info migration-step", "low flow-log-removed", "none flow-log-replaced", "none resource-replaced");
    }

    [Fact]
    public void Both_tables_and_the_view_over_them_are_there_in_both_steps()
    {
        foreach (var step in new[] { EarlierFlowLogs.Kept, EarlierFlowLogs.Removed })
        {
            var tables = Parsed(Monitored(Next(FlowLogFormat.V10, FileFormat.PlainText, step))).PropertiesOf("AWS::Glue::Table")
                .Select(table => (string)table.Properties["TableInput"]!["Name"]!).ToList();
            Assert.Contains("flow_logs", tables);
            Assert.Contains("flow_logs_2", tables);
            Assert.Contains("flow_logs_all", tables);
        }
    }

    [Fact]
    public void The_flow_log_that_is_kept_stays_as_it_was()
    {
        var before = Parsed(Monitored(V5 with { LogGroup = null })).Resources[FlowLog(Monitored(V5 with { LogGroup = null }), "generation-2",
            has: false)]!["Properties"];
        var both = Monitored(Next(FlowLogFormat.V10, FileFormat.PlainText, EarlierFlowLogs.Kept));
        Assert.Equal(before!.ToJsonString(), Parsed(both).Resources[FlowLog(both, "generation-2", has: false)]!["Properties"]!.ToJsonString());
    }

    [Fact]
    public void Flow_logs_of_a_third_generation_replace_those_of_the_second_under_their_id()
    {
        FlowLogMonitoringProps third = Next(FlowLogFormat.V10, FileFormat.PlainText, EarlierFlowLogs.Removed) with
        {
            Archive = new FlowLogArchiveProps { Generation = 3, Layout = new S3Layout { FileFormat = FileFormat.Parquet } },
            EarlierGenerations = [new ArchiveGeneration { Format = FlowLogFormat.V5, FlowLogs = EarlierFlowLogs.Removed },
                new ArchiveGeneration { Format = FlowLogFormat.V10 }],
        };
        var second = Monitored(Next(FlowLogFormat.V10, FileFormat.PlainText, EarlierFlowLogs.Removed));
        Assert.Equal(FlowLog(second, "generation-2", has: true), FlowLog(Monitored(third), "generation-3", has: true));
    }

    [Fact]
    public void Refuses_flow_logs_of_a_generation_where_none_are_created() =>
        Assert.Contains("FlowLogs of an earlier generation is set",
            Assert.Throws<ArgumentException>(() => Synthesized(stack => new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Capture = false,
            LogGroup = null,
            Archive = new FlowLogArchiveProps { Existing = Amazon.CDK.AWS.S3.Bucket.FromBucketName(stack, "Logs", "org-logs"), Generation = 2 },
            EarlierGenerations = [new ArchiveGeneration { FlowLogs = EarlierFlowLogs.Kept }],
        }))).Message);

    [Fact]
    public void A_key_for_everything_replaces_nothing_and_keeps_the_key_of_before()
    {
        var before = Monitored(V5);
        var after = Monitored(V5 with { Encryption = Encryption.CustomerManaged() });
        Finds(before, after, "low encryption-changed", "none resource-replaced", "none flow-log-replaced", "none encryption-lost", "none access-widened");
        // The topic had a key of its own, which stays outside of the stack.
        Finds(before, after, "medium encryption-changed", "none high");
    }

    [Fact]
    public void Without_the_key_the_review_states_what_is_lost() =>
        Finds(Monitored(V5 with { Encryption = Encryption.CustomerManaged() }), Monitored(V5), "high encryption-lost");

    [Fact]
    public void A_renamed_log_group_is_new_and_the_old_one_is_kept()
    {
        var before = Monitored(V5 with { LogGroup = new FlowLogGroupProps { LogGroupName = "/flows/old" } });
        var after = Monitored(V5 with { LogGroup = new FlowLogGroupProps { LogGroupName = "/flows/new" } });
        var result = Finds(before, after, "medium flow-log-replaced", "none flow-log-removed", "none critical");
        Assert.Contains(result.Findings, finding => finding is { Rule.Id: "resource-replaced", Type: "AWS::Logs::LogGroup" });
    }

    [Fact]
    public void A_flow_log_of_the_level_2_construct_is_taken_over_side_by_side()
    {
        var before = Synthesized(stack => L2(stack));
        var both = Synthesized(stack =>
        {
            L2(stack);
            new FlowLogMonitoring(stack, "FlowLogs", V5 with { Archive = null });
        });
        var after = Synthesized(stack => new FlowLogMonitoring(stack, "FlowLogs", V5 with { Archive = null }));
        Finds(before, both, "info migration-step", "info flow-log-added", "none flow-log-removed", "none resource-deleted");
        Finds(both, after, "info migration-step", "low flow-log-removed", "none flow-log-added");
    }

    [Fact]
    public void A_flow_log_of_the_level_2_construct_is_kept_before_it_is_imported()
    {
        var before = Synthesized(stack => L2(stack));
        var kept = Synthesized(stack => ((CfnFlowLog)L2(stack).Node.DefaultChild!).ApplyRemovalPolicy(RemovalPolicy.RETAIN));
        Finds(before, kept, "info deletion-policy-strengthened", "none flow-log-replaced", "none resource-replaced");
        // The flow log of the capture has the properties of the retained one, so an import changes nothing of it.
        var imported = Parsed(Synthesized(stack => new FlowLogCapture(stack, "Flows", new FlowLogCaptureProps
        {
            Source = CaptureSource.FromId(VpcId),
            Format = FlowLogFormat.V5,
            AggregationInterval = AggregationInterval.TenMinutes,
            Destination = CaptureDestination.CloudWatchLogs(new FlowLogGroup(stack, "Group", new FlowLogGroupProps
            {
                Existing = LogGroup.FromLogGroupName(stack, "Existing", "/flows"),
                DeliveryRole = Amazon.CDK.AWS.IAM.Role.FromRoleArn(stack, "Role", "arn:aws:iam::111122223333:role/flows"),
            })),
        }))).PropertiesOf("AWS::EC2::FlowLog").Single().Properties;
        var original = Parsed(kept).PropertiesOf("AWS::EC2::FlowLog").Single().Properties;
        foreach (var property in new[] { "ResourceId", "ResourceType", "LogDestinationType", "LogGroupName", "LogFormat", "DeliverLogsPermissionArn",
            "TrafficType" })
            Assert.Equal(original[property]?.ToString(), imported[property]?.ToString());
    }

    // Saved queries read the view over both tables from then on, and CloudFormation replaces a query whose text changes.
    static void OnlyQueriesAreReplaced(ReviewResult result)
    {
        var replaced = Assert.Single(result.Findings, finding => finding.Rule.Id == "resource-replaced");
        Assert.Equal((ReviewSeverity.Low, "6 resources without stored data are replaced."), (replaced.Severity, replaced.Title));
        Assert.All(replaced.Details, detail => Assert.Contains("Quer", detail, StringComparison.Ordinal));
    }

    static FlowLog L2(Stack stack) => new(stack, "Old", new FlowLogProps
    {
        ResourceType = FlowLogResourceType.FromVpc(Vpc.FromVpcAttributes(stack, "Vpc",
            new VpcAttributes { VpcId = VpcId, AvailabilityZones = ["eu-west-1a"] })),
        Destination = FlowLogDestination.ToCloudWatchLogs(
            LogGroup.FromLogGroupName(stack, "OldGroup", "/flows"),
                Amazon.CDK.AWS.IAM.Role.FromRoleArn(stack, "OldRole", "arn:aws:iam::111122223333:role/flows")),
        LogFormat = [LogFormat.Custom(FlowLogFormat.V5.ToString())],
    });

    static string Monitored(FlowLogMonitoringProps props) => Synthesized(stack => new FlowLogMonitoring(stack, "FlowLogs", props));

    static string Synthesized(Action<Stack> make)
    {
        var stack = new Stack(Repository.NewApp(), "Net", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333",
            Region = "eu-west-1" } });
        make(stack);
        return Template.Of(stack).ToText();
    }

    static SynthesizedStack Parsed(string template) => SynthesizedApp.OfTemplate("Net", template).Stacks[0];

    static string FlowLog(string template, string folder, bool has) => Parsed(template).ResourcesOf("AWS::EC2::FlowLog")
        .Single(flowLog => flowLog.Resource.ToJsonString().Contains(folder, StringComparison.Ordinal) == has).LogicalId;

    // Expected findings are "severity rule"; "none rule" or "none severity" must not be there.
    static ReviewResult Finds(string old, string now, params string[] expected)
    {
        using var review = new TemplateReview(new ReviewInput("old", [new StackTemplate("Net", "old.json", old)]),
            new ReviewInput("new", [new StackTemplate("Net", "new.json", now)]));
        var result = review.Finish();
        var found = result.Findings.Select(finding => $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Rule.Id}").ToList();
        foreach (var line in expected)
        {
            if (line.StartsWith("none ", StringComparison.Ordinal))
                Assert.DoesNotContain(found, one => one.Split(' ').Contains(line["none ".Length..]));
            else
                Assert.Contains(line, found);
        }

        return result;
    }
}
