using System.Text.Json.Nodes;
using Examples;

namespace FlowLogStack.App.Tests;

/// <summary>
/// The organization archive, a member and central detection in one local AWS emulator. The emulator creates buckets, keys, roles and flow logs from the
/// templates; other resources are created through their own APIs from the template's resolved properties, which the CLI checks against each
/// service's model. It has neither organizations nor telemetry and centralization rules.
/// </summary>
public sealed class OrganizationDeploymentTests : AppTests
{
    [ToolFact("moto_server", "aws")]
    public void An_archive_its_member_and_central_detection_are_created_from_their_examples()
    {
        using var aws = LocalAws.Start();
        AssertArchive(aws);
        AssertMember(aws);
        AssertCentralDetection(aws);
    }

    static void AssertArchive(LocalAws aws)
    {
        var values = Deploy(aws, "Archive", Template(Example("organization-archive")));
        var policy = values.PropertiesOf("AWS::S3::BucketPolicy").Values.Single(policy => (string?)policy["Bucket"] == "example-org-flow-logs");
        aws.Run("s3api", "put-bucket-policy", "--bucket", "example-org-flow-logs", "--policy", policy["PolicyDocument"]!.ToJsonString());
        var stored = JsonNode.Parse((string)aws.Run("s3api", "get-bucket-policy", "--bucket", "example-org-flow-logs")!["Policy"]!)!;
        Assert.True(JsonNode.DeepEquals(policy["PolicyDocument"], stored));
        var deliveries = stored["Statement"]!.AsArray().Where(statement =>
            statement!["Principal"]?.ToJsonString().Contains("delivery.logs.amazonaws.com", StringComparison.Ordinal) == true).ToList();
        Assert.NotEmpty(deliveries);
        Assert.All(deliveries, statement => Assert.Equal("o-a1b2c3d4e5", (string?)statement!["Condition"]!["StringEquals"]!["aws:SourceOrgID"]));
        var encryption = aws.Run("s3api", "get-bucket-encryption", "--bucket", "example-org-flow-logs")!["ServerSideEncryptionConfiguration"]!
            ["Rules"]![0]!;
        Assert.Equal("aws:kms", (string?)encryption["ApplyServerSideEncryptionByDefault"]!["SSEAlgorithm"]);
    }

    static void AssertMember(LocalAws aws)
    {
        string[] vpcs = [NewVpc(aws, "10.1.0.0/16"), NewVpc(aws, "10.2.0.0/16")];
        var settings = Example("member").Replace("vpc-0a1b2c3d4e5f67890", vpcs[0], StringComparison.Ordinal)
            .Replace("vpc-0fffffffffffffff1", vpcs[1], StringComparison.Ordinal);
        // CloudWatch Logs creates the group with the first delivery, and the emulator does not.
        aws.Run("logs", "create-log-group", "--log-group-name", "/flow-logs/member");
        Deploy(aws, "Member", Template(settings));
        var flowLogs = aws.Run("ec2", "describe-flow-logs")!["FlowLogs"]!.AsArray();
        Assert.Equal(vpcs.Concat(vpcs).Order(StringComparer.Ordinal),
            flowLogs.Select(flowLog => (string)flowLog!["ResourceId"]!).Order(StringComparer.Ordinal));
        Assert.All(flowLogs, flowLog => Assert.Equal("SUCCESS", (string?)flowLog!["DeliverLogsStatus"]));
        Assert.Equal(2, flowLogs.Count(flowLog => (string?)flowLog!["LogDestination"] == "arn:aws:s3:::example-org-flow-logs"));
        Assert.Equal(2, flowLogs.Count(flowLog => (string?)flowLog!["LogGroupName"] == "/flow-logs/member"));
    }

    static void AssertCentralDetection(LocalAws aws)
    {
        var template = new CentralDetectionStack(Repository.NewApp(), "Central").Template();
        var values = Deploy(aws, "Central", template);
        var stream = Assert.Single(template.ResourcesOf("AWS::KinesisFirehose::DeliveryStream")).Key;
        values = values with { PhysicalIds = new Dictionary<string, string>(values.PhysicalIds) { [stream] = "central" } };
        aws.Run("logs", "create-log-group", "--log-group-name", "/flow-logs");

        foreach (var filter in values.PropertiesOf("AWS::Logs::MetricFilter").Values)
            aws.Run("logs", "put-metric-filter", CamelCase(filter));
        Assert.Equal(2, aws.Run("logs", "describe-metric-filters", "--log-group-name", "/flow-logs")!["metricFilters"]!.AsArray().Count);
        foreach (var (id, alarm) in values.PropertiesOf("AWS::CloudWatch::Alarm"))
        {
            // CloudFormation generates a name where the template has none.
            alarm["AlarmName"] ??= id;
            aws.Run("cloudwatch", "put-metric-alarm", alarm);
        }

        var byAccount = aws.Run("cloudwatch", "describe-alarms")!["MetricAlarms"]!.AsArray().Where(alarm => alarm!["Dimensions"]!.AsArray().Any(dimension =>
            (string?)dimension!["Name"] == "@aws.account")).ToList();
        Assert.Equal(2, byAccount.Count);

        var destination = Assert.Single(values.PropertiesOf("AWS::Logs::Destination")).Value;
        var made = aws.Run("logs", "put-destination", "--destination-name", (string)destination["DestinationName"]!, "--role-arn",
            (string)destination["RoleArn"]!, "--target-arn", (string)destination["TargetArn"]!)!["destination"]!;
        aws.Run("logs", "put-destination-policy", "--destination-name", "flow-logs", "--access-policy", (string)destination["DestinationPolicy"]!);
        var policy = JsonNode.Parse((string)aws.Run("logs", "describe-destinations")!["destinations"]![0]!["accessPolicy"]!)!["Statement"]![0]!;
        Assert.Equal((string?)made["arn"], (string?)policy["Resource"]);
        Assert.Equal("o-a1b2c3d4e5", (string?)policy["Condition"]!["StringEquals"]!["aws:PrincipalOrgID"]);

        var subscription = Assert.Single(values.PropertiesOf("AWS::Logs::SubscriptionFilter")).Value;
        Assert.Equal((string?)made["arn"], (string?)subscription["DestinationArn"]);
    }

    static TemplateValues Deploy(LocalAws aws, string name, Template source)
    {
        var template = source.ToJson();
        // They concern CDK's bootstrap stack, and values that the emulator doesn't have.
        foreach (var section in new[] { "Rules", "Parameters", "Outputs" })
            template.Remove(section);
        var deployed = template.DeepClone().AsObject();
        // Dashboards and aliases refer to resources that the emulator doesn't create.
        foreach (var id in template["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] is not ("AWS::S3::Bucket" or "AWS::KMS::Key"
            or "AWS::IAM::Role" or "AWS::EC2::FlowLog" or "AWS::SNS::Topic" or "AWS::Logs::LogGroup")).Select(resource => resource.Key))
            deployed["Resources"]!.AsObject().Remove(id);
        foreach (var (_, resource) in deployed["Resources"]!.AsObject())
        {
            resource!.AsObject().Remove("DependsOn");
            // Inline policies name the resources that are left out.
            if ((string?)resource["Type"] == "AWS::IAM::Role")
                resource["Properties"]!.AsObject().Remove("Policies");
        }

        return new TemplateValues(template, aws.Deploy(name, deployed), name);
    }

    static string Example(string name) => File.ReadAllText(Repository.PathOf("docs", "examples", $"{name}.flowlogs.json"));

    static string NewVpc(LocalAws aws, string block) => (string)aws.Run("ec2", "create-vpc", "--cidr-block", block)!["Vpc"]!["VpcId"]!;

    static JsonNode CamelCase(JsonNode node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(member =>
            KeyValuePair.Create(char.ToLowerInvariant(member.Key[0]) + member.Key[1..], (JsonNode?)CamelCase(member.Value!)))),
        JsonArray list => new JsonArray([.. list.Select(item => CamelCase(item!))]),
        _ => node.DeepClone(),
    };
}
