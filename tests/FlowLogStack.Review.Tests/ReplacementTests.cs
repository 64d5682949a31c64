namespace FlowLogStack.Review.Tests;

/// <summary>Resources that are replaced or deleted, and what is lost with them.</summary>
public sealed class ReplacementTests
{
    [Fact]
    public void A_renamed_log_group_that_is_kept_splits_the_logs_and_takes_its_filters_with_it()
    {
        var result = Change.OfStack().SetBefore("Group/LogGroupName", "\"flows\"").Set("Group/LogGroupName", "\"flows-2\"").Finds(
            "medium resource-replaced Group", "medium flow-log-replaced ToLogs", "low resource-replaced Ssh", "medium resource-replaced Forward",
                "medium resource-replaced Invoke");
        Assert.Contains("stays in the account", Text(result, "Group"), StringComparison.Ordinal);
        Assert.Contains("deletes the old one before it creates the new one", Text(result, "Ssh"), StringComparison.Ordinal);
        Assert.Contains("`flows-2`", Text(result, "ToLogs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_log_group_that_is_not_kept_loses_its_log_events()
    {
        var result = Change.OfStack().AttributeBefore("Group", "UpdateReplacePolicy", null).Attribute("Group", "UpdateReplacePolicy",
            null).SetBefore("Group/LogGroupName", "\"flows\"").Set("Group/LogGroupName", "\"flows-2\"").Review();
        Assert.Contains("critical resource-replaced Group", result.Findings.Select(Change.Line));
        Assert.Contains("all log events in it", Text(result, "Group"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_renamed_bucket_that_is_kept_moves_the_archive_to_an_empty_bucket() =>
        Change.OfStack().Set("Archive/BucketName", "\"flows-2\"")
            .Finds("medium resource-replaced Archive", "medium flow-log-replaced ToArchive", "medium resource-replaced ArchivePolicy");

    [Fact]
    public void A_deleted_bucket_stays_if_it_has_objects_and_loses_them_if_a_custom_resource_empties_it()
    {
        const string bucket = """{ "Type": "AWS::S3::Bucket", "Properties": {} }""";
        Change.OfStack().WithBoth("Results", bucket).Without("Results").Finds("high resource-deleted Results");
        Change.OfStack().WithBoth("Results", bucket).WithBoth("Empties", """
            { "Type": "Custom::S3AutoDeleteObjects", "Properties": { "BucketName": { "Ref": "Results" } } }
            """).Without("Results", "Empties")
            .Finds("critical resource-deleted Results", "medium resource-deleted Empties");
    }

    [Fact]
    public void A_removed_key_is_kept_or_makes_its_data_unreadable()
    {
        const string kept = """{ "Type": "AWS::KMS::Key", "Properties": { "EnableKeyRotation": true }, "DeletionPolicy": "Retain" }""";
        Change.OfStack().WithBoth("Other", kept).Without("Other").Finds("medium resource-deleted Other");
        var result = Change.OfStack().WithBoth("Other", kept.Replace("Retain", "Delete", StringComparison.Ordinal)).Without("Other")
            .Finds("critical resource-deleted Other");
        Assert.Contains("becomes unreadable", Text(result, "Other"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Group", "high")]
    [InlineData("Key", "high")]
    public void A_policy_that_kept_data_and_no_longer_does_is_reported(string id, string severity) =>
        Change.OfStack().Attribute(id, "DeletionPolicy", "Delete").Finds($"{severity} deletion-policy-weakened {id}");

    [Fact]
    public void A_policy_that_keeps_data_from_now_on_is_no_alarm() =>
        Change.OfStack().Attribute("Topic", "DeletionPolicy", "Retain").Finds("info deletion-policy-strengthened Topic");

    [Fact]
    public void A_literal_name_and_a_replacement_fail()
    {
        var result = Change.OfStack().SetBefore("Delivery/RoleName", "\"deliver\"").Set("Delivery/RoleName", "\"deliver\"")
            .Set("Delivery/Path", "\"/flows/\"").Review();
        Assert.Contains("high name-taken Delivery", result.Findings.Select(Change.Line));
        Assert.Contains("medium resource-replaced Delivery", result.Findings.Select(Change.Line));
    }

    [Fact]
    public void A_type_that_changes_under_one_logical_id_fails() =>
        Change.OfStack().With("Query", """{ "Type": "AWS::SNS::Topic", "Properties": {} }""").Finds("high type-changed Query");

    [Fact]
    public void A_replaced_topic_takes_its_subscriptions_with_it() =>
        Change.OfStack().Set("Topic/TopicName", "\"alarms\"").Finds("medium resource-replaced Topic", "medium resource-replaced Mail");

    [Fact]
    public void A_replaced_queue_loses_messages_unless_it_is_kept() =>
        Change.OfStack().Set("Failures/QueueName", "\"failures\"").Finds("medium resource-replaced Failures");

    [Fact]
    public void A_renamed_alarm_loses_its_history() =>
        Change.OfStack().Set("SshAlarm/AlarmName", "\"SSH\"").Finds("low resource-replaced SshAlarm");

    [Theory]
    [InlineData("Ssh/FilterName", "\"x\"", "low resource-replaced Ssh")]
    [InlineData("Forward/FilterName", "\"x\"", "medium resource-replaced Forward")]
    [InlineData("Changes/Name", "\"x\"", "medium resource-replaced Changes")]
    [InlineData("Named/Description", "\"x\"", "low resource-replaced Named")]
    [InlineData("Board/DashboardName", "\"x\"", "low resource-replaced Board")]
    [InlineData("LogsPolicy/PolicyName", "\"x\"", "medium resource-replaced LogsPolicy")]
    [InlineData("Invoke/Principal", "\"s3.amazonaws.com\"", "medium resource-replaced Invoke")]
    [InlineData("Forwarder/FunctionName", "\"x\"", "low resource-replaced Forwarder")]
    [InlineData("Work/Name", "\"x\"", "low resource-replaced Work")]
    [InlineData("Table/DatabaseName", "\"other\"", "medium resource-replaced Table")]
    [InlineData("Talkers/RuleName", "\"x\"", "low resource-replaced Talkers")]
    [InlineData("Worst/AlarmName", "\"x\"", "low resource-replaced Worst")]
    [InlineData("ForwarderRole/Path", "\"/x/\"", "medium resource-replaced ForwarderRole")]
    [InlineData("ToLogs/MaxAggregationInterval", "600", "medium flow-log-replaced ToLogs")]
    public void Each_create_only_property_of_our_types_replaces_the_resource(string path, string value, string expected) =>
        Assert.Contains(expected, Change.OfStack().Set(path, value).Review().Findings.Select(Change.Line));

    [Theory]
    [InlineData("AWS::EC2::Route", "RouteTableId", "high")]
    [InlineData("AWS::EC2::RouteTable", "VpcId", "high")]
    [InlineData("AWS::EC2::Subnet", "CidrBlock", "high")]
    [InlineData("AWS::EC2::SubnetRouteTableAssociation", "SubnetId", "high")]
    [InlineData("AWS::EC2::VPC", "CidrBlock", "high")]
    [InlineData("AWS::EC2::VPCGatewayAttachment", "VpcId", "high")]
    [InlineData("AWS::EC2::TransitGateway", "AmazonSideAsn", "high")]
    [InlineData("AWS::S3::Bucket", "BucketName", "high")]
    [InlineData("AWS::S3::BucketPolicy", "Bucket", "medium")]
    [InlineData("AWS::SNS::Topic", "TopicName", "medium")]
    [InlineData("AWS::SQS::Queue", "QueueName", "high")]
    [InlineData("AWS::Glue::Database", "DatabaseName", "medium")]
    [InlineData("AWS::Scheduler::Schedule", "Name", "medium")]
    [InlineData("AWS::SecretsManager::Secret", "Name", "critical")]
    [InlineData("AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamName", "critical")]
    [InlineData("AWS::Lambda::EventSourceMapping", "EventSourceArn", "medium")]
    [InlineData("AWS::CloudTrail::Trail", "TrailName", "medium")]
    [InlineData("AWS::CloudWatch::AnomalyDetector", "Stat", "low")]
    [InlineData("AWS::IAM::ManagedPolicy", "Path", "medium")]
    [InlineData("AWS::KMS::Alias", "AliasName", "low")]
    [InlineData("AWS::Logs::Delivery", "DeliverySourceName", "medium")]
    [InlineData("AWS::Athena::PreparedStatement", "StatementName", "low")]
    [InlineData("AWS::EC2::Instance", "ImageId", "high")]
    [InlineData("AWS::EC2::SecurityGroup", "VpcId", "high")]
    [InlineData("AWS::CloudFormation::StackSet", "StackSetName", "critical")]
    [InlineData("AWS::Config::OrganizationConfigRule", "OrganizationConfigRuleName", "low")]
    [InlineData("AWS::Logs::Destination", "DestinationName", "medium")]
    [InlineData("AWS::Logs::LogStream", "LogStreamName", "critical")]
    [InlineData("AWS::ObservabilityAdmin::OrganizationCentralizationRule", "RuleName", "medium")]
    [InlineData("AWS::ObservabilityAdmin::OrganizationTelemetryRule", "RuleName", "medium")]
    [InlineData("AWS::StepFunctions::StateMachine", "StateMachineType", "low")]
    public void Each_type_is_replaced_by_its_create_only_property_with_the_severity_of_its_loss(string type, string property, string severity)
    {
        var template = $$"""{ "Resources": { "X": { "Type": "{{type}}", "Properties": { "{{property}}": "a" } } } }""";
        var change = Change.Of(template).Set($"X/{property}", "\"b\"");
        Assert.Contains(change.Review().Findings, finding => Change.Line(finding) == $"{severity} resource-replaced X");
    }

    [Fact]
    public void A_conditional_create_only_property_may_replace_the_resource()
    {
        var template = """{ "Resources": { "X": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16", "InstanceTenancy": "default" } } } }""";
        var result = Change.Of(template).Set("X/InstanceTenancy", "\"dedicated\"").Finds("medium resource-replaced X");
        Assert.Contains("may be replaced", result.Findings.First().Title, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_is_recommended_only_for_data()
    {
        const string both = """
            { "Resources": { "V": { "Type": "AWS::EC2::VPCGatewayAttachment", "Properties": {} },
            "S": { "Type": "AWS::SecretsManager::Secret", "Properties": {} } } }
            """;
        var findings = Change.Of(both).Without("V", "S").Finds("high resource-deleted V", "critical resource-deleted S").Findings.ToList();
        Assert.Null(findings.Single(finding => finding.LogicalId == "V").Fix);
        Assert.Equal("The internet gateway attachment `V` is deleted.", findings.Single(finding => finding.LogicalId == "V").Title);
        Assert.Contains("export the data", findings.Single(finding => finding.LogicalId == "S").Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_replacement_of_an_unknown_type_is_not_claimed()
    {
        var template = """{ "Resources": { "X": { "Type": "Other::Service::Thing", "Properties": { "Size": 1 } } } }""";
        var result = Change.Of(template).Set("X/Size", "2").Finds("low property-changed X");
        Assert.Contains("not known here", Text(result, "X"), StringComparison.Ordinal);
    }

    internal static string Text(ReviewResult result, string id) =>
        string.Join('\n', result.Findings.Where(finding => finding.LogicalId == id).SelectMany(finding => finding.Details.Prepend(finding.Title)));
}
