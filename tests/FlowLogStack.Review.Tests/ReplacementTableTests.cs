using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Review.Tests;

/// <summary>The table of create-only properties.</summary>
public sealed class ReplacementTableTests
{
    static readonly string[] NotReplaced = ["AWS::CDK::Metadata"];

    // Of the properties that our templates have, those whose change CloudFormation documents as a replacement; a question mark is for "some changes".
    static readonly string[] Replacing =
    [
        "AWS::Athena::NamedQuery Database Description Name QueryString WorkGroup",
        "AWS::Athena::WorkGroup Name",
        "AWS::CloudFormation::StackSet PermissionModel StackSetName",
        "AWS::CloudTrail::Trail TrailName",
        "AWS::CloudWatch::Alarm AlarmName",
        "AWS::CloudWatch::CompositeAlarm AlarmName",
        "AWS::CloudWatch::Dashboard DashboardName",
        "AWS::CloudWatch::InsightRule RuleName",
        "AWS::Config::OrganizationConfigRule OrganizationConfigRuleName",
        "AWS::EC2::FlowLog DeliverCrossAccountRole DeliverLogsPermissionArn DestinationOptions LogDestination LogDestinationType LogFormat "
            + "LogGroupName MaxAggregationInterval ResourceId ResourceType TrafficType",
        "AWS::EC2::Instance LaunchTemplate NetworkInterfaces",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::Route DestinationCidrBlock RouteTableId",
        "AWS::EC2::RouteTable VpcId",
        "AWS::EC2::SecurityGroup GroupDescription VpcId",
        "AWS::EC2::Subnet AvailabilityZone CidrBlock VpcId",
        "AWS::EC2::SubnetRouteTableAssociation RouteTableId SubnetId",
        "AWS::EC2::TransitGateway",
        "AWS::EC2::VPC CidrBlock InstanceTenancy?",
        "AWS::EC2::VPCGatewayAttachment VpcId",
        "AWS::Events::Rule Name",
        "AWS::Glue::Database CatalogId?",
        "AWS::Glue::Table CatalogId DatabaseName",
        "AWS::IAM::InstanceProfile",
        "AWS::IAM::Policy",
        "AWS::IAM::Role RoleName",
        "AWS::KMS::Key",
        "AWS::KinesisFirehose::DeliveryStream DeliveryStreamName DeliveryStreamType",
        "AWS::Lambda::Function",
        "AWS::Lambda::Permission Action FunctionName Principal SourceAccount SourceArn",
        "AWS::Logs::Destination DestinationName",
        "AWS::Logs::LogGroup LogGroupName",
        "AWS::Logs::LogStream LogGroupName LogStreamName",
        "AWS::Logs::MetricFilter FilterName LogGroupName",
        "AWS::Logs::QueryDefinition",
        "AWS::Logs::ResourcePolicy PolicyName",
        "AWS::Logs::SubscriptionFilter LogGroupName",
        "AWS::ObservabilityAdmin::OrganizationCentralizationRule RuleName",
        "AWS::ObservabilityAdmin::OrganizationTelemetryRule RuleName",
        "AWS::S3::Bucket BucketName",
        "AWS::S3::BucketPolicy Bucket",
        "AWS::SNS::Subscription Endpoint Protocol TopicArn",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::Scheduler::Schedule",
        "AWS::SecretsManager::Secret",
        "AWS::StepFunctions::StateMachine StateMachineType",
    ];

    static IEnumerable<JsonObject> OurResources => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots"), "*.template.json")
        .SelectMany(file => (JsonObject)JsonNode.Parse(File.ReadAllText(file))!["Resources"]!).Select(resource => (JsonObject)resource.Value!)
        .Where(resource => !TypeOf(resource).StartsWith("Custom::", StringComparison.Ordinal) && !NotReplaced.Contains(TypeOf(resource)));

    [Fact]
    public void The_table_has_its_source_and_each_type_of_our_templates()
    {
        Assert.Contains("cfn-lint", ReplacementTable.Instance.Source, StringComparison.Ordinal);
        Assert.Empty(OurResources.Select(TypeOf).Except(ReplacementTable.Instance.Types.Keys));
    }

    [Fact]
    public void Each_property_of_our_templates_replaces_its_resource_as_documented()
    {
        var rows = OurResources.GroupBy(TypeOf).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type => string.Join(' ',
            type.SelectMany(resource => resource["Properties"] as JsonObject ?? []).Select(property => property.Key).Distinct()
                .Order(StringComparer.Ordinal).Select(property => Marked(type.Key, property)).OfType<string>().Prepend(type.Key)));
        Assert.Equal(string.Join('\n', Replacing), string.Join('\n', rows));

        static string? Marked(string type, string property) =>
            ReplacementTable.Of(type) is not { } row ? null
            : row.CreateOnly.Contains(property) ? property
            : row.Conditional.Contains(property) ? $"{property}?"
            : null;
    }

    [Fact]
    public void A_change_of_each_create_only_property_of_our_templates_is_a_replacement()
    {
        var missed = Replacing.Select(row => row.Split(' ')).SelectMany(row => row[1..].Where(property => !property.EndsWith('?'))
            .Select(property => (Type: row[0], Property: property))).Where(pair => !IsReplacement(pair.Type, pair.Property));
        Assert.Empty(missed);

        static bool IsReplacement(string type, string property) =>
            Change.Of($$"""{ "Resources": { "X": { "Type": "{{type}}", "Properties": { "{{property}}": "a" } } } }""").Set($"X/{property}", "\"b\"")
                .Review().Findings.Any(finding => finding.LogicalId == "X" && (finding.Rule == ReviewRules.Replaced
                || finding.Rule == ReviewRules.FlowLogReplaced || finding.Rule == ReviewRules.SubscriberChanged));
    }

    [Fact]
    public void Each_type_of_our_templates_that_can_be_replaced_has_a_severity_that_is_written_by_hand()
    {
        var stack = (JsonObject)JsonNode.Parse(Change.Stack)!["Resources"]!;
        var pairs = ExpectedFindings.Of(nameof(ReplacementTests.Each_create_only_property_of_our_types_replaces_the_resource))
            .Select(row => TypeOf((JsonObject)stack[((string)row[0]!).Split('/')[0]]!))
            .Concat(ExpectedFindings.Of(nameof(ReplacementTests.Each_type_is_replaced_by_its_create_only_property_with_the_severity_of_its_loss))
                .Select(row => (string)row[0]!)).ToHashSet();
        var replaceable = Replacing.Select(row => row.Split(' ')).Where(row => row.Length > 1).Select(row => row[0]);
        // These have tests of their own, because the severity depends on the rest of the stack or on the new subscriber.
        string[] elsewhere = ["AWS::CloudWatch::Alarm", "AWS::IAM::Role", "AWS::Logs::LogGroup", "AWS::SNS::Subscription"];
        Assert.Empty(replaceable.Except(pairs).Except(elsewhere));
    }

    [Fact]
    public void Each_type_states_what_is_lost() =>
        Assert.All(ReplacementTable.Instance.Types, type => Assert.False(string.IsNullOrWhiteSpace(type.Value.What), type.Key));

    [Fact]
    public void Each_rule_has_an_id_of_its_own_and_a_row_in_the_guide()
    {
        Assert.Equal(ReviewRules.All.Count, ReviewRules.All.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(ReviewRules.All.OrderBy(rule => rule.Section), ReviewRules.All);
        var guide = File.ReadAllText(Repository.PathOf("docs", "review.md"));
        Assert.All(ReviewRules.All, rule => Assert.Contains($"| `{rule.Id}` | {rule.Summary} |", guide, StringComparison.Ordinal));
    }

    static string TypeOf(JsonObject resource) => resource["Type"]!.GetValue<string>();
}
