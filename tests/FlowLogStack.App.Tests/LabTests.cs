namespace FlowLogStack.App.Tests;

/// <summary>The stack without settings: the default stack.</summary>
public sealed class LabTests : AppTests
{
    [Fact]
    public void Makes_a_small_VPC_of_two_public_subnets_without_NAT_gateways()
    {
        var template = Template("{}");
        template.Has("AWS::EC2::VPC", """{ "CidrBlock": "10.20.0.0/24" }""");
        template.Counts("AWS::EC2::Subnet", 2);
        template.Has("AWS::EC2::Subnet", """{ "CidrBlock": "10.20.0.0/25", "MapPublicIpOnLaunch": false }""");
        template.Has("AWS::EC2::Subnet", """{ "CidrBlock": "10.20.0.128/25" }""");
        template.Counts("AWS::EC2::NatGateway", 0);
    }

    [Fact]
    public void Makes_no_function_at_all()
    {
        var template = Template("{}");
        template.Counts("AWS::Lambda::Function", 0);
        template.Counts("Custom::VpcRestrictDefaultSG", 0);
    }

    [Fact]
    public void Records_all_traffic_of_the_VPC_by_the_minute_to_logs_and_to_S3()
    {
        var template = Template("{}");
        template.Counts("AWS::EC2::FlowLog", 2);
        template.Has("AWS::EC2::FlowLog",
            """{ "ResourceType": "VPC", "TrafficType": "ALL", "MaxAggregationInterval": 60, "LogDestinationType": "cloud-watch-logs" }""");
        template.Has("AWS::EC2::FlowLog", """{ "ResourceType": "VPC", "TrafficType": "ALL", "MaxAggregationInterval": 60, "LogDestinationType": "s3" }""");
    }

    [Fact]
    public void Counts_SSH_rejects_and_raises_an_alarm_on_the_first()
    {
        var template = Template("{}");
        template.Has("AWS::Logs::MetricFilter", """
            {
              "FilterName": "dest-port-22-rejects",
              "MetricTransformations": [{ "MetricNamespace": "vpcflowlogs", "MetricName": "SSH Rejects", "MetricValue": "1", "DefaultValue": 0 }]
            }
            """);
        template.Has("AWS::CloudWatch::Alarm", """
            { "AlarmName": "SSH rejects", "Namespace": "vpcflowlogs", "MetricName": "SSH Rejects", "Threshold": 1, "Period": 60,
              "TreatMissingData": "notBreaching" }
            """);
        template.Counts("AWS::SNS::Topic", 1);
        template.Counts("AWS::SNS::Subscription", 0);
    }

    [Fact]
    public void Saves_the_queries_of_the_lab()
    {
        var template = Template("{}");
        template.Has("AWS::Logs::QueryDefinition", """{ "Name": "Top 20 source addresses with the most rejected requests" }""");
        template.Has("AWS::Glue::Table", """{ "TableInput": { "Name": "flow_logs" } }""");
        template.Counts("AWS::Athena::WorkGroup", 1);
        Assert.NotEmpty(template.ResourcesOf("AWS::Athena::NamedQuery"));
    }

    [Fact]
    public void Says_where_everything_is()
    {
        var outputs = Template("{}").ToJson()["Outputs"]!.AsObject();
        Assert.Equal(
            ["AlarmsLink", "ArchiveBucket", "ArchiveLink", "AthenaLink", "Database", "LogGroup", "LogsInsightsLink", "Table", "Topic", "Workgroup"],
            outputs.Select(output => output.Key).Order(StringComparer.Ordinal));
        Assert.All(outputs, output => Assert.NotEmpty((string)output.Value!["Description"]!));
    }

    [Fact]
    public void Links_to_the_console_of_the_partition_it_is_deployed_to()
    {
        var template = Template("{}").ToJson();
        var (name, domains) = Assert.Single(template["Mappings"]!.AsObject());
        Assert.Equal(
            """{"aws":{"Console":"console.aws.amazon.com"},"aws-cn":{"Console":"console.amazonaws.cn"}"""
                + ""","aws-us-gov":{"Console":"console.amazonaws-us-gov.com"},"aws-eusc":{"Console":"console.amazonaws-eusc.eu"}"""
                + ""","aws-iso":{"Console":"unknown"},"aws-iso-b":{"Console":"unknown"},"aws-iso-e":{"Console":"unknown"},"aws-iso-f":{"Console":"unknown"}}""",
            domains!.ToJsonString());
        var links = template["Outputs"]!.AsObject().Where(output => output.Key.EndsWith("Link", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, links.Count);
        Assert.All(links, link => Assert.StartsWith(
            $$"""{"Fn::Join":["",["https://",{"Fn::FindInMap":["{{name}}",{"Ref":"AWS::Partition"},"Console"]},""",
            link.Value!["Value"]!.ToJsonString()));
    }

    [Fact]
    public void Two_syntheses_give_the_same_template() => Assert.Equal(NewTemplate("{}").ToText(), NewTemplate("{}").ToText());

    [Fact]
    public void Adding_a_source_changes_no_other_logical_id()
    {
        var one = Ids($$"""{ "sources": ["{{VpcId}}"] }""");
        var two = Ids($$"""{ "sources": ["vpc-00000000000000001", "{{VpcId}}"] }""");
        Assert.Equal(one, two.Where(id => !id.Contains("00000000000000001", StringComparison.Ordinal)));
        Assert.Equal(one.Count + 2, two.Count);

        static List<string> Ids(string json) =>
            [.. Template(json).ToJson()["Resources"]!.AsObject().Select(resource => resource.Key).Order(StringComparer.Ordinal)];
    }
}
