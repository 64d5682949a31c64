using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Capture;
using FlowLogStack.Constructs.Tests.Dashboards;
using FlowLogStack.Organization;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>Detections on the log group that an organization's events are copied to, and the rule that reports VPCs without flow logs.</summary>
public sealed class CentralDetectionTests : ConstructTests
{
    static readonly SourceOrganization Members = new("o-a1b2c3d4e5");

    ILogGroup Central => field ??= LogGroup.FromLogGroupName(Stack, "Central", "/flow-logs");

    CentralizationRule Copy(Func<CentralizationRuleProps, CentralizationRuleProps>? change = null)
    {
        var props = new CentralizationRuleProps { RuleName = "flow-logs", Organization = Members, SourceRegions = ["eu-west-1", "us-east-1"] };
        return new CentralizationRule(Stack, "Copy", change is null ? props : change(props));
    }

    AccountAlarms Alarms(Func<AccountAlarmsProps, AccountAlarmsProps>? change = null)
    {
        var props = new AccountAlarmsProps { Detection = Detections.SshRejects, LogGroup = Central, Accounts = ["111111111111", "222222222222"],
            Regions = ["eu-west-1", "us-east-1"] };
        return new AccountAlarms(Stack, "Alarms", change is null ? props : change(props));
    }

    [Fact]
    public void A_centralization_rule_copies_flow_logs_of_the_organization_to_the_account_of_the_stack()
    {
        Copy();
        Stack.Template().Has("AWS::ObservabilityAdmin::OrganizationCentralizationRule", """
            {
              "RuleName": "flow-logs",
              "Rule": {
                "Source": {
                  "Regions": ["eu-west-1", "us-east-1"], "Scope": "OrganizationId = 'o-a1b2c3d4e5'",
                  "SourceLogsConfiguration": { "EncryptedLogGroupStrategy": "SKIP", "LogGroupSelectionCriteria": "LogGroupName LIKE '/flow-logs%'" }
                },
                "Destination": {
                  "Account": { "Ref": "AWS::AccountId" }, "Region": { "Ref": "AWS::Region" },
                  "DestinationLogsConfiguration": { "LogsEncryptionConfiguration": { "EncryptionStrategy": "AWS_OWNED" } }
                }
              }
            }
            """);
    }

    [Fact]
    public void The_metric_has_the_account_and_the_region_as_dimensions_and_no_default_value()
    {
        Alarms();
        var filter = Stack.Template().Only("AWS::Logs::MetricFilter");
        Assert.Equal("""["@aws.account","@aws.region"]""", filter["EmitSystemFieldDimensions"]!.ToJsonString());
        Assert.Equal("@aws.account IN [\"111111111111\", \"222222222222\"]", (string?)filter["FieldSelectionCriteria"]);
        Assert.False(filter["MetricTransformations"]![0]!.AsObject().ContainsKey("DefaultValue"));
        Assert.Equal(Detections.SshRejects.ToFilterPatterns(FlowLogFormat.Default)[0], (string?)filter["FilterPattern"]);
    }

    [Fact]
    public void Each_account_and_region_has_an_alarm_on_its_own_values_of_the_metric()
    {
        Alarms(props => props with { Topics = [new AlarmTopic(Stack, "Topic").Topic] });
        var alarms = Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!).ToList();
        Assert.Equal(
            ["111111111111 eu-west-1", "111111111111 us-east-1", "222222222222 eu-west-1", "222222222222 us-east-1"],
            alarms.Select(alarm => string.Join(' ', alarm["Dimensions"]!.AsArray().OrderBy(one => (string?)one!["Name"], StringComparer.Ordinal).Select(one =>
                (string?)one!["Value"]))).Order(StringComparer.Ordinal));
        var metric = Stack.Template().Only("AWS::Logs::MetricFilter")["MetricTransformations"]![0]!;
        Assert.All(alarms, alarm =>
        {
            Assert.Equal((string?)metric["MetricName"], (string?)alarm["MetricName"]);
            Assert.Equal((string?)metric["MetricNamespace"], (string?)alarm["Namespace"]);
            Assert.Equal("Sum", (string?)alarm["Statistic"]);
            Assert.Single(alarm["AlarmActions"]!.AsArray());
            Assert.Equal("""[{"Key":"severity","Value":"medium"}]""", alarm["Tags"]!.ToJsonString());
            Assert.EndsWith(" Severity: medium.", (string?)alarm["AlarmDescription"], StringComparison.Ordinal);
            Assert.EndsWith($"{alarm["Dimensions"]!.AsArray().Single(one => (string?)one!["Name"] == "@aws.account")!["Value"]} "
                + $"{alarm["Dimensions"]!.AsArray().Single(one => (string?)one!["Name"] == "@aws.region")!["Value"]}", (string?)alarm["AlarmName"]);
        });
    }

    [Fact]
    public void The_sum_of_all_accounts_and_the_alarms_by_account_are_beside_each_other()
    {
        Alarms();
        _ = new DetectionAlarm(Stack, "Sum", new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = Central });
        var template = Stack.Template();
        Assert.Equal(2, template.ResourcesOf("AWS::Logs::MetricFilter").Values.Select(filter => (string?)filter["Properties"]!["FilterName"]).Distinct()
            .Count());
        template.Counts("AWS::CloudWatch::Alarm", 5);
    }

    [ToolFact("cfn-lint")]
    public void Central_detection_lints_clean()
    {
        Copy();
        Alarms();
        _ = new CoverageRule(Stack, "OfAll", new CoverageRuleProps { OfOrganization = true, TrafficType = TrafficType.All,
            ExcludedAccounts = ["333333333333"] });
        _ = new CoverageRule(Stack, "OfOne", new CoverageRuleProps { RuleName = "one", TrafficType = TrafficType.All });
        CloudFormationLint.AssertClean([("Central", Stack.Template().ToText())], ["eu-west-1", "us-east-1"], []);
    }

    [Fact]
    public void A_rule_of_AWS_Config_reports_VPCs_without_flow_logs_of_an_account_or_an_organization()
    {
        _ = new CoverageRule(Stack, "OfAll", new CoverageRuleProps { OfOrganization = true, TrafficType = TrafficType.All,
            ExcludedAccounts = ["333333333333"] });
        _ = new CoverageRule(Stack, "OfOne", new CoverageRuleProps { RuleName = "one" });
        Stack.Template().Has("AWS::Config::OrganizationConfigRule",
            """
            { "OrganizationConfigRuleName": "vpc-flow-logs-enabled", "ExcludedAccounts": ["333333333333"], "OrganizationManagedRuleMetadata": {
              "RuleIdentifier": "VPC_FLOW_LOGS_ENABLED", "InputParameters": "{\"trafficType\":\"ALL\"}", "MaximumExecutionFrequency": "TwentyFour_Hours" } }
            """);
        Stack.Template().Has("AWS::Config::ConfigRule",
            """{ "ConfigRuleName": "one", "Source": { "Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED" } }""");
    }

    [Fact]
    public void Refuses_what_has_no_value_by_account()
    {
        Refused("'1' is not the id of an account.", () => Alarms(props => props with { Accounts = ["1"] }));
        Refused("have no accounts", () => Alarms(props => props with { Accounts = [] }));
        Refused("is listed twice", () => Alarms(props => props with { Accounts = ["111111111111", "111111111111"] }));
        Refused("A Region of the alarms", () => Alarms(props => props with { Regions = ["eu-west-1", "eu-west-1"] }));
        Refused("Use a group of class STANDARD.", () => Alarms(props => props with { LogGroup = new LogGroup(Stack, "Infrequent",
            new LogGroupProps { LogGroupClass = LogGroupClass.INFREQUENT_ACCESS }) }));
        Refused("has 6 topics", () => Alarms(props => props with { Topics = [.. Enumerable.Repeat(new AlarmTopic(Stack, "Topic").Topic, 6)] }));
        Refused("can't have an alarm for each account", () => Alarms(props => props with { Detection = Detections.LogsSilent }));
        Refused("make criteria of", () => Alarms(props => props with { Accounts = [.. Enumerable.Range(0, 150).Select(i => (100_000_000_000 + i)
            .ToString(CultureInfo.InvariantCulture))] }));
        Refused("has no Regions to copy from", () => Copy(props => props with { SourceRegions = [] }));
        Refused("cannot be the start of a log group's name", () => Copy(props => props with { LogGroupPrefix = "/flow'logs" }));
        Refused("cannot name a centralization rule", () => Copy(props => props with { RuleName = "flow logs" }));
        Refused("excludes 1001 accounts, and AWS Config allows 1000", () => new CoverageRule(Stack, "Rule", new CoverageRuleProps { OfOrganization = true,
            ExcludedAccounts = [.. Enumerable.Range(0, 1001).Select(i => (100_000_000_000 + i).ToString(CultureInfo.InvariantCulture))] }));
        Refused("'1' is not the id of an account.", () => new CoverageRule(Stack, "Rule", new CoverageRuleProps { OfOrganization = true,
            ExcludedAccounts = ["1"] }));
        Refused("'1' is not the id of an account.", () => Copy(props => props with { DestinationAccount = "1" }));
        Refused("applies to one account only", () => new CoverageRule(Stack, "Rule", new CoverageRuleProps { ExcludedAccounts = ["333333333333"] }));
    }

    void Refused(string problem, Action action)
    {
        foreach (var child in new[] { "Alarms", "Copy", "Rule" })
            Stack.Node.TryRemoveChild(child);
        Assert.Contains(problem, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_growth_with_accounts_and_VPCs_is_as_the_table_has_it()
    {
        var page = new StringBuilder("# Growth\n\nWhat a template gains with each account and each VPC. A test generates this page from synthesized "
            + "templates.\n\n");
        page.Append("| accounts, in one Region | bytes of the bucket policy, by `accounts` | by `organization` |\n|---|---|---|\n");
        foreach (var accounts in new[] { 1, 10, 50, 90 })
        {
            string[] listed = [.. Enumerable.Range(0, accounts).Select(i => (100_000_000_000 + i).ToString(CultureInfo.InvariantCulture))];
            page.Append(CultureInfo.InvariantCulture, $"| {accounts} | {Bytes(new FlowLogArchiveProps { Accounts = listed }):N0} ");
            page.Append(CultureInfo.InvariantCulture, $"| {Bytes(new FlowLogArchiveProps { Organization = Members }):N0} |\n");
        }

        page.Append("\nS3 allows 20,480 bytes. References to the bucket are counted as they are in the template, which is longer than the names that "
            + "they resolve to.\n\n| VPCs, to two destinations, with `sourceStacks` 8 | stacks | resources | of them flow logs |\n|---|---|---|---|\n");
        foreach (var vpcs in new[] { 1, 50, 500 })
        {
            var (stacks, resources, flowLogs) = Resources(vpcs);
            page.Append(CultureInfo.InvariantCulture, $"| {vpcs} | {stacks} | {resources:N0} | {flowLogs:N0} |\n");
        }

        page.Append("\nA test fails if the synthesis of 500 VPCs takes a minute. [Many VPCs](organization.md#many-vpcs) has the rule that divides them.\n");
        Snapshot.MatchesFile(Repository.PathOf("docs", "growth.md"), page.ToString());

        static int Bytes(FlowLogArchiveProps props)
        {
            var stack = new Stack(Repository.NewApp(), "Archive");
            _ = new FlowLogArchive(stack, "Archive", props);
            return Encoding.UTF8.GetByteCount(stack.Template().Only("AWS::S3::BucketPolicy")["PolicyDocument"]!.ToJsonString());
        }

        static (int Stacks, int Resources, int FlowLogs) Resources(int vpcs)
        {
            var app = Repository.NewApp();
            var stack = new Stack(app, "Net");
            _ = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
            {
                Sources = [.. Enumerable.Range(0, vpcs).Select(i => CaptureSource.FromId(string.Create(CultureInfo.InvariantCulture,
                    $"vpc-0a1b2c3d4e5f{i:x5}")))],
                SourceStacks = new SourceStacks(stack, 8),
            });
            var templates = app.Synth().Stacks.Select(one => new Template(File.ReadAllText(one.TemplateFullPath))).ToList();
            return (templates.Count, templates.Sum(template => template.ToJson()["Resources"]!.AsObject().Count), templates.Sum(template =>
                template.ResourcesOf("AWS::EC2::FlowLog").Count));
        }
    }

    JsonObject Board(Func<AccountDashboardProps, AccountDashboardProps>? change = null)
    {
        var props = new AccountDashboardProps { Name = "accounts", Alarms = [Alarms()] };
        _ = new AccountDashboard(Stack, "Board", change is null ? props : change(props));
        var template = Stack.Template();
        return JsonNode.Parse(DashboardRig.Deployed(template.ToJson(), template.Only("AWS::CloudWatch::Dashboard")["DashboardBody"]))!.AsObject();
    }

    [Fact]
    public void A_dashboard_has_a_variable_that_selects_the_account_in_every_panel()
    {
        var body = Board();
        var variable = Assert.Single(body["variables"]!.AsArray())!;
        Assert.Equal(("pattern", "select", "111111111111"), ((string?)variable["type"], (string?)variable["inputType"], (string?)variable["pattern"]));
        Assert.Equal(["111111111111", "222222222222"], variable["values"]!.AsArray().Select(choice => (string)choice!["value"]!));
        var selected = body["widgets"]!.ToJsonString().Replace((string)variable["pattern"]!, "222222222222", StringComparison.Ordinal);
        Assert.DoesNotContain("111111111111", selected, StringComparison.Ordinal);
        var widgets = JsonNode.Parse(selected)!.AsArray();
        Assert.Equal(["eu-west-1", "us-east-1"], widgets[0]!["properties"]!["metrics"]!.AsArray().Select(series => (string)series![5]!));
        Assert.All(widgets[0]!["properties"]!["metrics"]!.AsArray(), series => Assert.Equal("222222222222", (string?)series![3]));
        Assert.Contains("accountId = \"222222222222\"", (string)widgets[1]!["properties"]!["query"]!, StringComparison.Ordinal);
        Assert.Equal(1, (double)widgets[0]!["properties"]!["annotations"]!["horizontal"]![0]!["value"]!);
    }

    [Fact]
    public void The_series_of_a_dashboard_are_the_metrics_of_the_alarms()
    {
        var series = Board(props => props with { ShowsRecords = false })["widgets"]![0]!["properties"]!["metrics"]![0]!;
        var transformation = Stack.Template().Only("AWS::Logs::MetricFilter")["MetricTransformations"]![0]!;
        Assert.Equal((string?)transformation["MetricNamespace"], (string?)series[0]);
        Assert.Equal((string?)transformation["MetricName"], (string?)series[1]);
        Assert.Equal(["@aws.account", "@aws.region"], new[] { (string)series[2]!, (string)series[4]! });
    }

    [Fact]
    public void A_dashboard_without_the_account_in_the_log_format_has_no_log_panels()
    {
        var format = FlowLogFormat.Default.Without(FlowField.AccountId);
        Assert.Single(Board(props => props with { Alarms = [new AccountAlarms(Stack, "Short", new AccountAlarmsProps { Detection = Detections.SshRejects,
            LogGroup = Central, Format = format, Accounts = ["111111111111"], AlarmNamePrefix = "short " })] })["widgets"]!.AsArray());
    }

    [Fact]
    public void A_dashboard_needs_alarms_and_accounts_that_are_known()
    {
        Assert.Contains("has no alarms by account", Assert.Throws<ArgumentException>(() => Board(props => props with { Alarms = [] })).Message,
            StringComparison.Ordinal);
        Stack.Node.TryRemoveChild("Alarms");
        Stack.Node.TryRemoveChild("Board");
        Assert.Contains("known only after deployment", Assert.Throws<ArgumentException>(() => new AccountDashboard(Stack, "Unknown",
            new AccountDashboardProps { Name = "unknown", Alarms = [new AccountAlarms(Stack, "Token", new AccountAlarmsProps
            {
                Detection = Detections.SshRejects, LogGroup = Central, Accounts = [Aws.ACCOUNT_ID], AlarmNamePrefix = "token ",
            })] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_central_log_group_is_in_the_region_of_the_alarms()
    {
        var stack = new Stack((App)Stack.Node.Root, "Here", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333",
            Region = "eu-west-1" } });
        var elsewhere = LogGroup.FromLogGroupArn(stack, "Elsewhere", "arn:aws:logs:us-east-1:111122223333:log-group:/flow-logs:*");
        Assert.Contains("is in us-east-1", Assert.Throws<ArgumentException>(() => new AccountAlarms(stack, "Alarms", new AccountAlarmsProps
        {
            Detection = Detections.SshRejects, LogGroup = elsewhere, Accounts = ["111111111111"],
        })).Message, StringComparison.Ordinal);
    }
}
