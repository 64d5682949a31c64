using System.Text.Json.Nodes;
using Examples;

namespace FlowLogStack.Constructs.Tests;

/// <summary>The examples of <c>docs/examples</c>: compiled, compared with template snapshots, and linted for each partition.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Examples => [.. Stacks.Keys];

    static readonly Dictionary<string, Func<App, Stack>> Stacks = new()
    {
        ["NetworkStack"] = app => new NetworkStack(app, "NetworkStack"),
        ["ForwardingStack"] = app => new ForwardingStack(app, "ForwardingStack"),
        ["DashboardStack"] = app => new DashboardStack(app, "DashboardStack"),
        ["TransitGatewayStack"] = app => new TransitGatewayStack(app, "TransitGatewayStack"),
        ["GuideStack"] = app => new GuideStack(app, "GuideStack"),
        ["DetectionStack"] = app => new DetectionStack(app, "DetectionStack"),
        ["EncryptedStack"] = app => new EncryptedStack(app, "EncryptedStack"),
        ["OrganizationStack"] = app => new OrganizationStack(app, "OrganizationStack"),
        ["EnablerStack"] = app => new EnablerStack(app, "EnablerStack"),
        ["ActivityStack"] = app => new ActivityStack(app, "ActivityStack"),
        ["CentralDetectionStack"] = app => new CentralDetectionStack(app, "CentralDetectionStack"),
    };

    // Each example is synthesized once for the tests that read its template.
    static readonly Dictionary<string, Lazy<Template>> Templates =
        Stacks.ToDictionary(pair => pair.Key, pair => new Lazy<Template>(() => pair.Value(Repository.NewApp()).Template()));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Synthesizes_the_reviewed_template(string example) =>
        Snapshot.Matches($"{example}.template.json", Templates[example].Value.ToReviewedText());

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_wildcard_resource_is_one_that_has_a_reason(string example)
    {
        // Actions that list resources have no narrower resource; in a key policy '*' is the key itself.
        // Lambda checks the actions of its network interfaces before one exists, without an ARN.
        string[] listing = ["\"logs:DescribeLogGroups\"", "\"ec2:DescribeNetworkInterfaces\"",
            "[\"ec2:DescribeFlowLogs\",\"ec2:DescribeVpcs\"]", "[\"logs:CreateLogDelivery\",\"logs:DeleteLogDelivery\"]",
            "[\"logs:CreateLogDelivery\",\"logs:DeleteLogDelivery\",\"logs:GetLogDelivery\",\"logs:ListLogDeliveries\"]",
            """["ec2:AssignPrivateIpAddresses","ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface","ec2:DescribeNetworkInterfaces","ec2:"""
                + """DescribeSubnets","ec2:UnassignPrivateIpAddresses"]"""];
        foreach (var (type, statement) in Statements(Templates[example].Value.ToJson()))
        {
            if (statement["Effect"]!.GetValue<string>() != "Allow" || statement["Resource"]?.ToJsonString() is not "\"*\"")
                continue;
            Assert.True(type == "AWS::KMS::Key" || listing.Contains(statement["Action"]!.ToJsonString()), statement.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_service_that_is_let_in_has_to_say_on_whose_behalf(string example)
    {
        var admitted = Statements(Templates[example].Value.ToJson())
            .Where(pair => (string?)pair.Statement["Effect"] == "Allow" && pair.Statement["Principal"] is JsonObject principal
            && principal.ContainsKey("Service"))
            .Where(pair => pair.Statement["Principal"]!["Service"]!.ToJsonString() is not "\"lambda.amazonaws.com\"")
            // CloudTrail does not support the conditions for the role with which it writes to a log group.
            .Where(pair => pair.Statement["Principal"]!["Service"]!.ToJsonString() is not "\"cloudtrail.amazonaws.com\"" || pair.Type != "AWS::IAM::Role")
            .ToList();
        Assert.NotEmpty(admitted);
        // CloudTrail documents the ARN of the trail, which contains its account.
        Assert.All(admitted, pair => Assert.Matches(
            pair.Statement["Principal"]!["Service"]!.ToJsonString() is "\"cloudtrail.amazonaws.com\"" ? "aws:SourceArn"
                : "aws:SourceAccount|aws:SourceOrgID|kms:EncryptionContext",
            pair.Statement["Condition"]?.ToJsonString() ?? "no condition"));
    }

    // China and GovCloud have no telemetry rules.
    static readonly string[] OfTheAwsPartition = ["CentralDetectionStack"];

    [ToolFact("cfn-lint")]
    public void Lints_clean_in_every_kind_of_region() =>
        CloudFormationLint.AssertClean(
            Templates.Where(pair => !OfTheAwsPartition.Contains(pair.Key)).Select(pair => (pair.Key, pair.Value.Value.ToText())),
                CloudFormationLint.Regions, []);

    [ToolFact("cfn-lint")]
    public void Lints_clean_in_the_partitions_that_have_its_resources() =>
        CloudFormationLint.AssertClean(OfTheAwsPartition.Select(name => (name, Templates[name].Value.ToText())), ["eu-west-1", "us-east-1"], []);

    static IEnumerable<(string Type, JsonObject Statement)> Statements(JsonObject template)
    {
        foreach (var (_, resource) in template["Resources"]!.AsObject())
        {
            foreach (var statement in Find(resource!["Properties"]))
                yield return ((string)resource["Type"]!, statement);
        }

        static IEnumerable<JsonObject> Find(JsonNode? node) => node switch
        {
            JsonObject map when map.ContainsKey("Effect") => [map],
            JsonObject map => map.SelectMany(member => Find(member.Value)),
            JsonArray list => list.SelectMany(Find),
            _ => [],
        };
    }
}
