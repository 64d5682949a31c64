using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation.Tests;

public sealed class DeploymentTests
{
    static readonly Deployment Known = new() { StackName = "S", StackId = "arn:aws-cn:cloudformation:cn-north-1:111122223333:stack/S/1", Region = "cn-north-1",
        AccountId = "111122223333", Partition = "aws-cn", PhysicalIds = new Dictionary<string,
            string> { ["X"] = "x-1", ["Rule"] = "arn:aws-cn:cloudwatch:cn-north-1:111122223333:insight-rule/r",
                ["Queue"] = "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q", ["Topic"] = "arn:aws-cn:sns:cn-north-1:111122223333:t" } };

    /// <summary>Returns the value of a resource's property.</summary>
    static TemplateResource Read(string value, string type = "AWS::S3::Bucket", Deployment? deployment = null) => AlarmTemplate.Resources(
        $$"""
        { "Conditions": { "Never": { "Fn::Equals": ["a", "b"] } }, "Resources": {
            "X": { "Type": "{{type}}", "Properties": { "Path": "/p/" } }, "Rule": { "Type": "AWS::CloudWatch::InsightRule" },
              "Queue": { "Type": "AWS::SQS::Queue" }, "Topic": { "Type": "AWS::SNS::Topic" },
            "Absent": { "Type": "AWS::Logs::LogGroup" }, "Named": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "named" } },
            "Asked": { "Type": "Any", "Properties": { "Value": {{value}} } }, "Never": { "Type": "Any", "Condition": "Never" } } }
        """,
        "S.template.json", null, deployment ?? Known).Single(resource => resource.LogicalId == "Asked");

    [Theory]
    [InlineData("AWS::S3::Bucket", "Arn", "arn:aws-cn:s3:::x-1")]
    [InlineData("AWS::IAM::Role", "Arn", "arn:aws-cn:iam::111122223333:role/p/x-1")]
    [InlineData("AWS::Logs::LogGroup", "Arn", "arn:aws-cn:logs:cn-north-1:111122223333:log-group:x-1:*")]
    [InlineData("AWS::KMS::Key", "Arn", "arn:aws-cn:kms:cn-north-1:111122223333:key/x-1")]
    [InlineData("AWS::Lambda::Function", "Arn", "arn:aws-cn:lambda:cn-north-1:111122223333:function:x-1")]
    [InlineData("AWS::KinesisFirehose::DeliveryStream", "Arn", "arn:aws-cn:firehose:cn-north-1:111122223333:deliverystream/x-1")]
    [InlineData("AWS::CloudWatch::Alarm", "Arn", "arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:x-1")]
    [InlineData("AWS::EC2::VPC", "VpcId", "x-1")]
    public void An_attribute_follows_from_the_physical_id(string type, string attribute, string expected) =>
        Assert.Equal(expected, (string?)Read($$"""{ "Fn::GetAtt": ["X", "{{attribute}}"] }""", type).Properties["Value"]);

    [Theory]
    [InlineData("""{ "Ref": "X" }""", "x-1")]
    [InlineData("""{ "Ref": "Rule" }""", "arn:aws-cn:cloudwatch:cn-north-1:111122223333:insight-rule/r")]
    [InlineData("""{ "Fn::GetAtt": ["Rule", "RuleName"] }""", "r")]
    [InlineData("""{ "Fn::GetAtt": ["Queue", "QueueName"] }""", "q")]
    [InlineData("""{ "Fn::GetAtt": ["Queue", "Arn"] }""", "arn:aws-cn:sqs:cn-north-1:111122223333:q")]
    [InlineData("""{ "Fn::GetAtt": ["Topic", "TopicName"] }""", "t")]
    [InlineData("""{ "Ref": "Named" }""", "named")]
    [InlineData("""{ "Fn::Sub": "${AWS::StackName} ${AWS::URLSuffix} ${AWS::Partition} ${AWS::StackId}" }""", "S amazonaws.com.cn aws-cn "
        + "arn:aws-cn:cloudformation:cn-north-1:111122223333:stack/S/1")]
    public void A_reference_leads_to_what_was_made(string value, string expected) => Assert.Equal(expected, (string?)Read(value).Properties["Value"]);

    [Theory]
    [InlineData("""{ "Ref": "Absent" }""", "the stack has no resource 'Absent', and the template gives it no name")]
    [InlineData("""{ "Fn::GetAtt": ["X", "WebsiteURL"] }""", "the attribute WebsiteURL of 'X' is known to the deployment alone")]
    public void What_the_deployment_does_not_tell_is_unknown_and_has_no_stand_in(string value, string reason) =>
        Assert.Contains(reason, Read(value).Unknown["Value"]);

    [Fact]
    public void Without_a_stack_the_account_is_unknown_until_it_is_given()
    {
        var deployment = new Deployment { StackName = "S", Region = "eu-west-1" };
        Assert.Contains("AWS::AccountId is not known without the stack; set it with --parameter AWS::AccountId=VALUE",
            Read("""{ "Ref": "AWS::AccountId" }""", deployment: deployment).Unknown["Value"]);
        Assert.Equal("eu-west-1", (string?)Read("""{ "Ref": "AWS::Region" }""", deployment: deployment).Properties["Value"]);
    }

    [Fact]
    public void A_resource_that_its_condition_leaves_out_is_not_there()
    {
        var all = AlarmTemplate.Resources("""
            { "Conditions": { "No": { "Fn::Equals": ["a", "b"] } },
              "Resources": { "A": { "Type": "T", "Condition": "No" }, "B": { "Type": "T", "Properties": { "P": { "Ref": "AWS::NoValue" }, "Q": 1 } } } }
            """, "t", null, Known);
        var only = Assert.Single(all);
        Assert.Equal("B", only.LogicalId);
        Assert.True(JsonNode.DeepEquals(new JsonObject { ["Q"] = 1 }, only.Properties));
    }

    [Fact]
    public void Alarms_and_filters_read_the_names_that_were_made()
    {
        var template = AlarmTemplate.Parse($$"""
            { "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" },
              "FlowLog": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogDestination": { "Fn::GetAtt": ["Group", "Arn"] } } } } }
            """, "S.template.json", null, Known with { PhysicalIds = new Dictionary<string, string> { ["Group"] = "S-Group-1" } });
        Assert.Equal("S-Group-1", Assert.Single(template.FlowLogs).LogGroup);
        Assert.Equal("S-Group-1", Assert.Single(template.LogGroups).Name);
    }

    [Theory]
    [InlineData("cdk.out/Network.template.json", "Network")]
    [InlineData("Network", "Network")]
    public void The_file_names_the_stack(string file, string stack) => Assert.Equal(stack, AlarmTemplate.StackNameOf(file));
}
