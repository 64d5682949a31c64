using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>Combinations of valid settings that aren't valid together.</summary>
public sealed class CombinationTests : AppTests
{
    [Fact]
    public void Refuses_the_network_of_a_VPC_that_is_not_made() =>
        Assert.Equal("vpcCidr: \"10.0.0.0/24\" is the network of a VPC that the stack creates, but 'sources' contains existing resources. Remove one of them.",
            Refusal($$"""{ "sources": ["{{VpcId}}"], "vpcCidr": "10.0.0.0/24" }"""));

    [Fact]
    public void Refuses_sources_whose_records_differ_in_kind() =>
        Assert.Equal($"sources[1]: \"{TransitGatewayId}\" and \"{VpcId}\" have records of different kinds, and one log format cannot contain both. Use one "
            + "stack for VPC resources and one for transit gateways.", Refusal($$"""{ "sources": ["{{VpcId}}", "{{TransitGatewayId}}"] }"""));

    [Fact]
    public void Refuses_for_a_transit_gateway_what_its_flow_logs_do_not_have()
    {
        Assert.Equal(
            [
                "trafficType: \"REJECT\" is not possible for a transit gateway, whose flow logs record all traffic. Remove it.",
                "aggregationSeconds: 600 is not possible for a transit gateway. Use 60, or remove it.",
            ],
            Refusals($$"""{ "sources": ["{{TransitGatewayId}}"], "trafficType": "REJECT", "aggregationSeconds": 600 }"""));
        Assert.StartsWith("format: 'interface-id' at position 3 of the format appears only in VPC records",
            Refusal($$"""{ "sources": ["{{TransitGatewayId}}"], "format": "default" }"""));
    }

    [Fact]
    public void Refuses_more_monitored_resources_than_fit_a_stack()
    {
        var sources = string.Join(", ", Enumerable.Range(1, 300).Select(i => $"\"vpc-{i:x17}\""));
        var problem = Assert.Single(Assert.Throws<InvalidSettingsException>(() => Stack($$"""{ "sources": [{{sources}}] }""")).Problems);
        Assert.Equal("sources", problem.Path);
        Assert.Matches(@"^300 monitored resources with 2 flow log\(s\) each make 6\d\d resources, and CloudFormation allows 500 in a stack. "
            + @"List at most 23\d, ", problem.Message);
        Assert.Matches(@"List at most 4[89]\d, ", Assert.Throws<InvalidSettingsException>(() =>
            Stack($$"""{ "archive": { "enabled": false }, "sources": [{{sources}}, {{sources.Replace("vpc-0", "vpc-f", StringComparison.Ordinal)}}] }"""))
            .Message);
    }

    [Fact]
    public void Refuses_records_that_have_nowhere_to_go() =>
        Assert.Equal(": 'logs.enabled' and 'archive.enabled' are false and 'firehoseStreamArn' is not set, so no records are delivered. Enable one of them.",
            Refusal("""{ "logs": { "enabled": false }, "archive": { "enabled": false } }"""));

    [Fact]
    public void Refuses_settings_of_what_is_switched_off() =>
        Assert.Equal(
            [
                "logs.retentionDays: this has no effect, because records are not delivered to CloudWatch Logs. Remove it, or set 'logs.enabled' to true.",
                "alarms.detections: this has no effect, because detections require a log group, and records are not delivered to one. Remove it, or set "
                    + "'logs.enabled' to true.",
                "archive.prefix: this has no effect, because records are not delivered to S3. Remove it, or set 'archive.enabled' to true.",
                "athena.table: this has no effect, because Athena queries the archive, and records are not delivered to one. Remove it, or set "
                    + "'archive.enabled' to true.",
            ],
            Refusals("""
                {
                  "firehoseStreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/flows",
                  "logs": { "enabled": false, "retentionDays": 7 }, "alarms": { "detections": { "SshRejects": {} } },
                  "archive": { "enabled": false, "prefix": "x" }, "athena": { "table": "x" }
                }
                """));

    [Fact]
    public void Refuses_settings_of_a_new_resource_for_one_that_exists()
    {
        Assert.Equal("logs.name: this applies only to a new resource, but 'logs.existingLogGroup' is set. Remove one of them.",
            Refusal("""{ "logs": { "existingLogGroup": "a", "name": "b" } }"""));
        Assert.Equal(
            ["archive.encryption", "archive.versioned", "archive.expireAfterDays", "archive.tiers", "archive.accessLogs"],
            Refusals("""
                { "archive": { "existingBucket": "logs", "encryption": "customer-managed", "versioned": true, "expireAfterDays": 7, "tiers": [],
                  "accessLogs": true } }
                """)
                .Select(refusal => refusal.Split(':')[0]));
    }

    [Fact]
    public void Refuses_tiers_that_S3_would_refuse()
    {
        Assert.Equal("archive.tiers[0].afterDays: 10 is too early: S3 moves objects to STANDARD_IA after 30 days or more.",
            Refusal(Tiers(365, ("STANDARD_IA", 10))));
        Assert.Equal("archive.tiers[1].afterDays: 60 is not after the 90 days of the tier before. Order the tiers by age, each later than the last.",
            Refusal(Tiers(365, ("GLACIER_IR", 90), ("GLACIER", 60))));
        Assert.Equal("archive.tiers[1].storageClass: \"STANDARD_IA\" is not colder than \"GLACIER\" before it, and objects do not move back. Order the tiers "
            + "STANDARD_IA, INTELLIGENT_TIERING, ONEZONE_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE.", Refusal(Tiers(365, ("GLACIER", 30), ("STANDARD_IA", 60))));
        Assert.Equal("archive.tiers[0].afterDays: 90 is not before 'archive.expireAfterDays', 90, when objects are deleted. Expire later, or remove the tier.",
            Refusal(Tiers(90, ("GLACIER", 90))));

        static string Tiers(int expireAfterDays, params (string Class, int Days)[] tiers) =>
            $$"""
                { "archive": { "expireAfterDays": {{expireAfterDays}},
                  "tiers": [{{string.Join(", ", tiers.Select(tier => $$"""{ "storageClass": "{{tier.Class}}", "afterDays": {{tier.Days}} }"""))}}] } }
                """;
    }

    [Fact]
    public void Refuses_a_detection_whose_fields_the_format_lacks() =>
        Assert.Equal(
            "alarms.detections.SshRejects: The detection 'SSH rejects' requires 'dstport', 'protocol', which the log format of 2 fields lacks. Add ${dstport} "
                + "${protocol} to the log format.",
            Refusal("""{ "format": "${version} ${action}", "alarms": { "detections": { "SshRejects": { "enabled": true } } } }"""));

    [Fact]
    public void Refuses_to_notify_of_detections_none_of_which_is_on() =>
        Assert.Equal("alarms.notify: \"a@example.com\" would never be notified, because no detection is enabled for this log format. Remove it, or use a log "
            + "format with the fields of a detection.", Refusal($$"""{ "sources": ["{{TransitGatewayId}}"], "alarms": { "notify": ["a@example.com"] } }"""));

    [Theory]
    [InlineData("cn-north-1", "arn:aws:kms:cn-north-1:111122223333:key/a", "is of the partition 'aws', and its Region 'cn-north-1' is in 'aws-cn'. Use an ARN "
        + "that begins with 'arn:aws-cn:'.")]
    [InlineData("eu-west-1", "arn:aws-us-gov:kms:eu-west-1:111122223333:key/a", "is of the partition 'aws-us-gov', and its Region 'eu-west-1' is in 'aws'.")]
    [InlineData("us-gov-west-1", "arn:aws:kms:eu-west-1:111122223333:key/a", "is of the partition 'aws', and the stack is in 'us-gov-west-1', which is in "
        + "'aws-us-gov'.")]
    public void Refuses_an_ARN_whose_partition_is_not_that_of_its_Region(string region, string arn, string refusal) =>
        Assert.StartsWith($"archive.encryption: \"{arn}\" {refusal}", Refusal($$"""{ "region": "{{region}}", "archive": { "encryption": "{{arn}}" } }"""));

    [Fact]
    public void Refuses_an_ARN_of_IAM_whose_partition_is_not_that_of_the_stack() =>
        Assert.StartsWith("roles.permissionsBoundary: \"arn:aws:iam::111122223333:policy/a\" is of the partition 'aws', and the Region of the stack "
            + "'cn-north-1' is in 'aws-cn'.",
            Refusal("""{ "region": "cn-north-1", "roles": { "permissionsBoundary": "arn:aws:iam::111122223333:policy/a" } }"""));

    [Theory]
    [InlineData("eu-west-1", "arn:aws:kms:eu-west-1:111122223333:key/a")]
    [InlineData("cn-north-1", "arn:aws-cn:kms:cn-north-1:111122223333:key/a")]
    [InlineData("eusc-de-east-1", "arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/a")]
    [InlineData("us-iso-east-1", "arn:aws-iso:kms:us-iso-east-1:111122223333:key/a")]
    [InlineData("new-one-1", "arn:aws-new:kms:new-one-1:111122223333:key/a")]
    public void Takes_the_partition_of_a_Region_and_any_of_a_Region_that_is_not_known(string region, string arn) =>
        Assert.Equal(arn, SettingsReader.Parse("flowlogs.json", $$"""{ "region": "{{region}}", "archive": { "encryption": "{{arn}}" } }""").Archive.Encryption);

    [Theory]
    [InlineData("bucketName")]
    [InlineData("existingBucket")]
    public void Refuses_to_forward_into_the_part_of_the_archive_that_is_read(string key) =>
        Assert.StartsWith("The destination 'AWSLogs/x' lies in 'AWSLogs/' of the archive", Assert.Throws<ArgumentException>(() => Stack($$"""
            { "sources": ["{{VpcId}}"], "archive": { "{{key}}": "example-flow-logs" },
              "forward": { "from": "archive", "destinationBucket": "example-flow-logs", "destinationPrefix": "AWSLogs/x" } }
            """)).Message);

    [Fact]
    public void Refuses_more_breaching_periods_than_are_looked_at() =>
        Assert.Equal("alarms.detections.SshRejects: 11 of 10 periods cannot breach. Set 'datapointsToAlarm' to at most 'evaluationPeriods'.",
            Refusal("""{ "alarms": { "detections": { "SshRejects": { "datapointsToAlarm": 11 } } } }"""));

    [Fact]
    public void Refuses_private_subnets_that_nobody_told() =>
        Assert.Equal("alarms.detections.PrivateSubnetReached: the private subnets are not set. Add their CIDR blocks to 'network.privateSubnets', or remove "
            + "the detection.", Refusal("""{ "alarms": { "detections": { "PrivateSubnetReached": {} } } }"""));

    [Fact]
    public void Refuses_a_network_that_no_pattern_can_tell_once_and_where_it_is_named() =>
        Assert.StartsWith("network.internalRanges[0]: A filter pattern compares addresses as text, which cannot express the block 2600:1f18::/20",
            Refusal("""{ "network": { "internalRanges": ["2600:1000::/20"] }, "alarms": { "catalogue": "all" } }""")
            .Replace("2600:1000::", "2600:1f18::", StringComparison.Ordinal));

    [Fact]
    public void Refuses_to_notify_of_a_severity_that_no_detection_has() =>
        Assert.Equal("alarms.severities.low: \"a@example.com\" would never be notified, because no enabled detection has this severity. Remove it, or set the "
            + "severity of a detection to \"low\".", Refusal("""{ "alarms": { "severities": { "low": ["a@example.com"] } } }"""));

    [Fact]
    public void Refuses_allowances_that_a_detection_cannot_have() =>
        Assert.StartsWith("alarms.detections.VerticalScan: The condition on 'srcaddr' is not possible in a Contributor Insights rule",
            Refusal("""{ "alarms": { "detections": { "VerticalScan": { "allow": { "sources": ["192.0.2.0/24"] } } } } }"""));

    [Fact]
    public void Refuses_more_regular_expressions_than_a_log_group_can_have()
    {
        // A list of values beside other conditions on the same field needs a regular expression.
        var ids = new[] { "RemoteAccessAccepted", "DatabaseAccepted", "PrivateSubnetReached", "CleartextAccepted", "MailSent", "DnsOverTcp" };
        var detections = string.Join(", ", ids.Select(id => $$"""
            "{{id}}": { "allow": { "ports": [9999], "sources": ["10.1.2.3"], "destinations": ["10.0.8.9"] } }
            """));
        Assert.StartsWith(
            "alarms.detections: 6 filters would have regular expressions, those of RemoteAccessAccepted, DatabaseAccepted, CleartextAccepted, "
                + "PrivateSubnetReached, DnsOverTcp, MailSent, and CloudWatch Logs allows a log group 5",
            Refusal($$"""{ "network": { "privateSubnets": ["10.0.8.0/24", "10.0.9.0/24"] }, "alarms": { "detections": { {{detections}} } } }"""));
    }

    [Theory]
    [InlineData("te*am", "x", "tags: \"te*am\" contains \"*\", which IAM does not accept in the key of a tag. Use letters, digits, spaces and "
        + "_ . : / = + - @ only.")]
    [InlineData("team", "a,b", "tags.team: \"a,b\" contains \",\", which IAM does not accept in the value of a tag. Use letters, digits, spaces "
        + "and _ . : / = + - @ only.")]
    [InlineData("team", "a\\u0000", "tags.team: \"a\\u0000\" contains \"\\u0000\", which IAM does not accept in the value of a tag.")]
    [InlineData("team", "a\\u202e", "tags.team: \"a")]
    [InlineData("team", "\\ud83d\\ude00", "tags.team: ")]
    [InlineData("team", "${AWS::Region}", "tags.team: \"${AWS::Region}\" contains \"$\"")]
    public void Refuses_a_character_that_no_tag_of_a_role_can_have(string key, string value, string refusal) =>
        Assert.StartsWith(refusal, Refusal($$"""{ "tags": { "{{key}}": "{{value}}" } }"""));

    [Fact]
    public void Takes_the_characters_that_a_tag_can_have()
    {
        const string Value = "Größe 7_.:/=+-@";
        Assert.Equal(Value, SettingsReader.Parse("flowlogs.json", $$"""{ "tags": { "{{Value}}": "{{Value}}", "empty": "" } }""").Tags[Value]);
    }

    [Fact]
    public void Refuses_keys_of_tags_that_differ_in_case_only() =>
        Assert.Equal("tags: \"Team\" and \"team\" differ in case only, and IAM treats them as one key. Use one of them.",
            Refusal("""{ "tags": { "Team": "x", "team": "y" } }"""));

    [Theory]
    [InlineData("""{ "logs": { "name": "/x" }, "activity": { "logGroup": "/x" } }""", "activity.logGroup: \"/x\" is the log group of the flow logs")]
    [InlineData("""{ "logs": { "existingLogGroup": "/x" }, "activity": { "accessLogGroup": "/x" } }""", "activity.accessLogGroup: \"/x\" is the log group "
        + "of the flow logs")]
    [InlineData("""{ "activity": { "logGroup": "/x", "accessLogGroup": "/x" } }""", "activity.accessLogGroup: \"/x\" is the log group of the trail")]
    public void Refuses_one_log_group_for_records_of_two_kinds(string json, string refusal) => Assert.StartsWith(refusal, Refusal(json));

    [Fact]
    public void Refuses_tags_that_AWS_would_refuse()
    {
        Assert.StartsWith("tags: \"aws:team\" cannot be the key of a tag", Refusal("""{ "tags": { "aws:team": "x" } }"""));
        Assert.StartsWith("tags.team: the value has 257 characters", Refusal($$"""{ "tags": { "team": "{{new string('x', 257)}}" } }"""));
        Assert.StartsWith("tags: 51 tags are more than the 50",
            Refusal($$"""{ "tags": { {{string.Join(", ", Enumerable.Range(0, 51).Select(i => $"\"t{i}\": \"x\""))}} } }"""));
    }

    [Theory]
    [InlineData("", 47, "tags: 48 tags are more than the 50 that a resource can have, 3 of which the stack sets. Remove some.")]
    [InlineData("""
        "sources": ["vpc-0a1b2c3d"],
        """, 49, "tags: 50 tags are more than the 50 that a resource can have, 1 of which the stack sets. Remove some.")]
    [InlineData("""
        "sources": ["vpc-0a1b2c3d"], "logs": { "enabled": false },
        """, 50, "tags: 51 tags are more than the 50 that a resource can have. Remove some.")]
    public void Refuses_more_tags_than_fit_beside_those_that_the_stack_sets(string others, int most, string refusal)
    {
        string With(int tags) => $$"""{ {{others}} "tags": { {{string.Join(", ", Enumerable.Range(0, tags).Select(i => $"\"t{i}\": \"x\""))}} } }""";
        Assert.Equal(refusal, Refusal(With(most + 1)));
        Assert.Equal(50, Template(With(most)).ToJson()["Resources"]!.AsObject()
            .Max(resource => (resource.Value!["Properties"]?["Tags"] as JsonArray)?.Count ?? 0));
    }
}
