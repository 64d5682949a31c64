using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class CaptureToLogsTests : ConstructTests
{
    FlowLogCapture CaptureTo(FlowLogGroup group, string id = "Capture", FlowLogFormat? format = null, string source = VpcId) =>
        new(Stack, id, new FlowLogCaptureProps
    {
        Source = CaptureSource.FromId(source),
        Destination = CaptureDestination.CloudWatchLogs(group),
        Format = format,
    });

    [Fact]
    public void Delivers_all_traffic_of_a_vpc_every_minute_in_the_default_format()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs"));
        const string format = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} "
            + "${start} ${end} ${action} ${log-status}";
        Stack.Template().Has("AWS::EC2::FlowLog", $$"""
            {
              "ResourceType": "VPC",
              "ResourceId": "vpc-0a1b2c3d4e5f67890",
              "TrafficType": "ALL",
              "MaxAggregationInterval": 60,
              "LogDestinationType": "cloud-watch-logs",
              "LogFormat": "{{format}}"
            }
            """);
        var flowLog = Stack.Template().Only("AWS::EC2::FlowLog");
        Assert.False(flowLog.ContainsKey("LogDestination"));
        Assert.False(flowLog.ContainsKey("DestinationOptions"));
        Assert.False(flowLog.ContainsKey("TagFieldSpecifications"));
    }

    [Fact]
    public void The_delivery_role_can_only_be_assumed_for_flow_logs_of_this_account_and_region()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs"));
        Stack.Template().Has("AWS::IAM::Role", """
            {
              "AssumeRolePolicyDocument": {
                "Statement": [{
                  "Action": "sts:AssumeRole",
                  "Effect": "Allow",
                  "Principal": { "Service": "vpc-flow-logs.amazonaws.com" },
                  "Condition": {
                    "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } },
                    "ArnLike": { "aws:SourceArn": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":ec2:", { "Ref": "AWS::Region" }, ":",
                      { "Ref": "AWS::AccountId" }, ":vpc-flow-log/*"]] } }
                  }
                }]
              }
            }
            """);
    }

    [Fact]
    public void The_delivery_role_can_write_to_its_group_and_do_nothing_else()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs", new FlowLogGroupProps { LogGroupName = "network" }));
        var statements = Stack.Template().Only("AWS::IAM::Role")["Policies"]!.AsArray()
            .SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray()).ToList();
        Assert.Equal(
            ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents", "logs:DescribeLogGroups"],
            statements.SelectMany(statement => statement!["Action"] is System.Text.Json.Nodes.JsonArray actions ? actions.Select(action => (string)action!)
                : [(string)statement["Action"]!]));
        Assert.Equal(2, statements.Count);
        Assert.All(statements[0]!["Resource"]!.AsArray(), resource => Assert.Contains(":log-group:", resource!.ToJsonString()));
        Assert.Equal("*", (string?)statements[1]!["Resource"]);
    }

    [Fact]
    public void The_group_keeps_its_records_for_a_month_and_survives_its_stack()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs"));
        Stack.Template().HasWhole("AWS::Logs::LogGroup", """{ "DeletionPolicy": "Retain", "Properties": { "RetentionInDays": 30 } }""");
    }

    [Fact]
    public void A_customer_managed_key_admits_cloudwatch_logs_for_groups_of_this_stack_without_a_cycle()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs", new FlowLogGroupProps { Encryption = LogGroupEncryption.CustomerManaged }));
        var template = Stack.Template();
        var statement = template.Only("AWS::KMS::Key")["KeyPolicy"]!["Statement"]!.AsArray()
            .Single(statement => (string?)statement!["Sid"] == "EncryptFlowLogRecords")!;
        Assert.Equal("""{"Service":{"Fn::Join":["",["logs.",{"Ref":"AWS::Region"},".",{"Ref":"AWS::URLSuffix"}]]}}""", statement["Principal"]!.ToJsonString());
        Assert.Equal("""["kms:Decrypt","kms:Describe*","kms:Encrypt","kms:GenerateDataKey*","kms:ReEncrypt*"]""", statement["Action"]!.ToJsonString());
        var condition = statement["Condition"]!["ArnLike"]!["kms:EncryptionContext:aws:logs:arn"]!.ToJsonString();
        Assert.Contains(":log-group:\",{\"Ref\":\"AWS::StackName\"},\"-*\"]", condition);
        var key = Assert.Single(template.ResourcesOf("AWS::KMS::Key")).Key;
        Assert.DoesNotContain("LogGroup", template.ResourcesOf("AWS::KMS::Key")[key].ToJsonString());
        template.Has("AWS::Logs::LogGroup", $$"""{ "KmsKeyId": { "Fn::GetAtt": ["{{key}}", "Arn"] } }""");
        template.Has("AWS::KMS::Key", """{ "EnableKeyRotation": true }""");
    }

    [Fact]
    public void A_customer_managed_key_admits_exactly_the_group_when_its_name_is_known()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs", new FlowLogGroupProps { LogGroupName = "/network/flow", EncryptionKey = new Key(Stack, "Own") }));
        var statement = Stack.Template().Only("AWS::KMS::Key")["KeyPolicy"]!["Statement"]!.AsArray()
            .Single(statement => (string?)statement!["Sid"] == "EncryptFlowLogRecords")!;
        Assert.Contains(":log-group:/network/flow\"]", statement["Condition"]!["ArnEquals"]!.ToJsonString());
    }

    [Fact]
    public void An_existing_group_and_role_are_used_as_they_are()
    {
        CaptureTo(new FlowLogGroup(Stack, "Logs", new FlowLogGroupProps
        {
            Existing = LogGroup.FromLogGroupName(Stack, "Imported", "VPCFlowLogs"),
            DeliveryRole = Role.FromRoleArn(Stack, "DeliverRole", "arn:aws:iam::111122223333:role/DeliverVPCFlowLogsRole"),
        }));
        var template = Stack.Template();
        template.Has("AWS::EC2::FlowLog",
            """{ "LogGroupName": "VPCFlowLogs", "DeliverLogsPermissionArn": "arn:aws:iam::111122223333:role/DeliverVPCFlowLogsRole" }""");
        template.Counts("AWS::Logs::LogGroup", 0);
        template.Counts("AWS::IAM::Role", 0);
    }

    [Fact]
    public void Several_flow_logs_of_one_format_share_a_group_and_its_role()
    {
        var group = new FlowLogGroup(Stack, "Logs");
        CaptureTo(group, "One");
        CaptureTo(group, "Two", source: "subnet-0a1b2c3d");
        Stack.Template().Counts("AWS::EC2::FlowLog", 2);
        Stack.Template().Counts("AWS::IAM::Role", 1);
    }

    [Fact]
    public void Refuses_two_formats_in_one_group()
    {
        var group = new FlowLogGroup(Stack, "Logs");
        CaptureTo(group, "One");
        var error = Assert.Throws<FlowLogFormatException>(() => CaptureTo(group, "Two", FlowLogFormat.V3));
        Assert.Contains("'Test/Logs/LogGroup' already receives records in the format '${version}", error.Message);
        Assert.Contains("Use one log group for each log format", error.Message);
    }

    [Fact]
    public void Refuses_two_formats_in_one_group_that_was_imported_twice()
    {
        CaptureTo(new FlowLogGroup(Stack, "A", new FlowLogGroupProps { Existing = LogGroup.FromLogGroupName(Stack, "One", "shared") }), "One1");
        var again = new FlowLogGroup(Stack, "B", new FlowLogGroupProps { Existing = LogGroup.FromLogGroupName(Stack, "Two", "shared") });
        Assert.Throws<FlowLogFormatException>(() => CaptureTo(again, "Two2", FlowLogFormat.V5));
    }
}
