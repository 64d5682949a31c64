using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>Telemetry rules, which create flow logs for VPCs that don't exist yet.</summary>
public sealed class TelemetryRuleTests : ConstructTests
{
    TelemetryRule New(Func<TelemetryRuleProps, TelemetryRuleProps>? change = null)
    {
        var props = new TelemetryRuleProps { RuleName = "flow-logs", Format = FlowLogFormat.V5 };
        return new TelemetryRule(Stack, "Rule", change is null ? props : change(props));
    }

    [Fact]
    public void A_rule_of_the_account_has_the_log_format_as_EC2_reads_it()
    {
        New(props => props with { Regions = ["eu-west-1"], SelectionCriteria = "Tags.Environment = 'production'" });
        Stack.Template().Has("AWS::ObservabilityAdmin::TelemetryRule", $$"""
            {
              "RuleName": "flow-logs",
              "Rule": {
                "ResourceType": "AWS::EC2::VPC", "TelemetryType": "Logs", "TelemetrySourceTypes": ["VPC_FLOW_LOGS"], "AllowFieldUpdates": true,
                    "Regions": ["eu-west-1"],
                "SelectionCriteria": "Tags.Environment = 'production'",
                "DestinationConfiguration": {
                  "DestinationType": "cloud-watch-logs", "DestinationPattern": "/flow-logs/<accountId>/<resourceId>", "RetentionInDays": 30,
                  "VPCFlowLogParameters": { "LogFormat": "{{FlowLogFormat.V5}}", "TrafficType": "ALL", "MaxAggregationInterval": 60 }
                }
              }
            }
            """);
    }

    [Theory]
    [InlineData("/flow-logs/123456789012/vpc-0a1b2c3d", 1)]
    [InlineData("/flow-logs/123456789012/other", 0)]
    public void Records_of_ten_minutes_are_a_warning_of_alarms_on_the_log_groups_of_the_pattern(string name, int warnings)
    {
        New(props => props with { AggregationInterval = AggregationInterval.TenMinutes });
        new DetectionAlarm(Stack, "Icmp", new DetectionAlarmProps { Detection = Records.Detections.IcmpBySender, Format = FlowLogFormat.V5,
            LogGroup = Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(Stack, "Group", name) });
        Stack.Template();
        Assert.Equal(warnings, Messages("warning").Count(warning => warning.StartsWith("The flow logs of 'Test/Rule' have a maximum aggregation interval",
            StringComparison.Ordinal)));
    }

    [Fact]
    public void A_rule_of_an_organization_has_its_scope_and_all_regions()
    {
        New(props => props with { Organization = new SourceOrganization("o-a1b2c3d4e5"), AllRegions = true });
        var rule = Stack.Template().Only("AWS::ObservabilityAdmin::OrganizationTelemetryRule")["Rule"]!.AsObject();
        Assert.Equal("OrganizationId = 'o-a1b2c3d4e5'", (string?)rule["Scope"]);
        Assert.True((bool)rule["AllRegions"]!);
        Assert.False(rule.ContainsKey("Regions"));
    }

    [ToolFact("cfn-lint")]
    public void Both_rules_and_the_StackSet_lint_clean()
    {
        New();
        _ = new TelemetryRule(Stack, "OfAll", new TelemetryRuleProps { RuleName = "all", Organization = new SourceOrganization("o-a1b2c3d4e5"),
            AllRegions = true });
        _ = new MemberStackSet(Stack, "Members", new MemberStackSetProps
        {
            OrganizationalUnits = ["ou-ab12-11111111"],
            Regions = ["eu-west-1"],
            Compose = stack => _ = new FlowLogMember(stack, "Member", new FlowLogMemberProps { Sources = [CaptureSource.FromId(VpcId)],
                LogGroupName = "/flow-logs" }),
        });
        CloudFormationLint.AssertClean([("Organization", Stack.Template().ToText()), ("Member", ((MemberStackSet)Stack.Node.FindChild("Members"))
            .Template.Body)], ["eu-west-1", "us-east-1"], []);
    }

    [Fact]
    public void Refuses_what_telemetry_rules_do_not_have()
    {
        Refused<FlowLogFormatException>("telemetry rules have no tag keys", props => props with { Format = FlowLogFormat.V11 });
        Refused<FlowLogFormatException>("", props => props with { Format = FlowLogFormat.TransitGateway });
        Refused<ArgumentException>("'/flow-logs/<vpc>' is not a pattern of log groups.", props => props with { LogGroupPattern = "/flow-logs/<vpc>" });
        Refused<ArgumentException>("The retention of 31 days", props => props with { Retention = Duration.Days(31) });
        Refused<ArgumentException>("The retention of 1.5 days", props => props with { Retention = Duration.Hours(36) });
        Refused<ArgumentException>("has AllRegions and the Region eu-west-1.", props => props with { AllRegions = true, Regions = ["eu-west-1"] });
        Refused<ArgumentException>("'flow logs' cannot name a telemetry rule.", props => props with { RuleName = "flow logs" });
    }

    void Refused<T>(string problem, Func<TelemetryRuleProps, TelemetryRuleProps> change)
        where T : Exception
    {
        Stack.Node.TryRemoveChild("Rule");
        Assert.Contains(problem, Assert.Throws<T>(() => New(change)).Message, StringComparison.Ordinal);
    }
}
