namespace FlowLogStack.App.Tests;

/// <summary>Error messages of settings files: setting, value and fix.</summary>
public sealed class RefusalTests : AppTests
{
    [Fact]
    public void Refuses_a_key_that_is_no_setting_and_offers_the_nearest()
    {
        Assert.Equal("stackname2: unknown setting. Did you mean 'stackName'?", Refusal("""{ "stackname2": "x" }"""));
        Assert.Equal("logs.retentonDays: unknown setting. Did you mean 'logs.retentionDays'?", Refusal("""{ "logs": { "retentonDays": 30 } }"""));
        Assert.Equal("alarms.detections.SshReject: unknown setting. Did you mean 'alarms.detections.SshRejects'?",
            Refusal("""{ "alarms": { "detections": { "SshReject": {} } } }"""));
    }

    [Fact]
    public void Refuses_a_key_that_is_near_nothing_and_lists_what_there_is() =>
        Assert.Equal("tagKeys.colour: unknown setting. 'tagKeys' has networkInterface, instance, autoScalingGroup.",
            Refusal("""{ "tagKeys": { "colour": "blue" } }"""));

    [Theory]
    [InlineData("""{ "logs": { "enabled": "yes" } }""", "logs.enabled: \"yes\" is a string. Use true or false.")]
    [InlineData("""{ "sources": "vpc-0a1b2c3d" }""", "sources: \"vpc-0a1b2c3d\" is a string. Use a list, [ … ].")]
    [InlineData("""{ "logs": [] }""", "logs: [] is a list, [ … ]. Use an object, { … }.")]
    [InlineData("""{ "archive": { "expireAfterDays": 1.5 } }""", "archive.expireAfterDays: 1.5 is a number. Use a whole number or null.")]
    [InlineData("""{ "tags": { "team": 7 } }""", "tags.team: 7 is a whole number. Use a string.")]
    [InlineData("""{ "archive": { "tiers": [{ "storageClass": "GLACIER" }] } }""", "archive.tiers[0]: 'afterDays' is missing. Use a whole number.")]
    public void Refuses_a_value_of_the_wrong_type(string json, string refusal) => Assert.Equal(refusal, Refusal(json));

    [Fact]
    public void Refuses_null_where_leaving_the_key_out_says_the_same() =>
        Assert.Equal("format: null is not valid here. Use a string, or remove the key.", Refusal("""{ "format": null }"""));

    [Theory]
    [InlineData("""{ "trafficType": "all" }""", "trafficType: \"all\" is not a valid value. Use \"ALL\", \"ACCEPT\" or \"REJECT\". Did you mean \"ALL\"?")]
    [InlineData("""{ "aggregationSeconds": 61 }""", "aggregationSeconds: 61 is not a valid value. Use 60 or 600.")]
    [InlineData("""{ "removal": "delete" }""", "removal: \"delete\" is not a valid value. Use \"retain\", \"destroy\" or \"destroy-with-contents\".")]
    [InlineData("""{ "logs": { "retentionDays": 31 } }""", "logs.retentionDays: 31 is not a valid value. Use 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, "
        + "400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 or null.")]
    [InlineData("""{ "archive": { "fileFormat": "parket" } }""",
        "archive.fileFormat: \"parket\" is not a valid value. Use \"plain-text\" or \"parquet\". Did you mean \"parquet\"?")]
    [InlineData("""{ "customFields": { "colour": "string" } }""",
        "customFields.colour: \"string\" is not a valid value. Use \"text\", \"encoded-text\", \"address\", \"number\", \"counter\" or \"instant\".")]
    public void Refuses_a_value_that_is_not_a_choice(string json, string refusal) => Assert.Equal(refusal, Refusal(json));

    [Theory]
    [InlineData("""{ "athena": { "bytesScannedCutoff": 1000 } }""", "athena.bytesScannedCutoff: 1000 is too small. Use 10000000 or more.")]
    [InlineData("""{ "archive": { "expireAfterDays": 0 } }""", "archive.expireAfterDays: 0 is too small. Use 1 or more.")]
    [InlineData("""{ "alarms": { "detections": { "SshRejects": { "evaluationPeriods": 1441 } } } }""",
        "alarms.detections.SshRejects.evaluationPeriods: 1441 is too large. Use 1440 or less.")]
    [InlineData("""{ "format": "" }""", "format: \"\" is too short. Use at least 1 character(s), or remove the key.")]
    [InlineData("""{ "tagKeys": { "instance": ["a", "b", "c"] } }""", "tagKeys.instance: 3 items are more than the 2 allowed. Remove some.")]
    [InlineData("""{ "sources": ["vpc-0a1b2c3d", "vpc-0a1b2c3d"] }""", "sources[1]: \"vpc-0a1b2c3d\" is a duplicate. Use it once.")]
    public void Refuses_a_value_that_is_out_of_range(string json, string refusal) => Assert.Equal(refusal, Refusal(json));

    [Theory]
    [InlineData("""{ "stackName": "1st" }""", "stackName: \"1st\" is not valid. Use 1 to 128 letters, digits and hyphens, starting with a letter.")]
    [InlineData("""{ "stackName": "" }""", "stackName: \"\" is not valid. Use 1 to 128 letters, digits and hyphens, starting with a letter.")]
    [InlineData("""{ "logs": { "name": "aws/x" } }""",
        "logs.name: \"aws/x\" is not valid. Use 1 to 512 letters, digits and _ - . / #, and leave names that start with 'aws/' to AWS.")]
    [InlineData("""{ "archive": { "existingBucket": "s3://logs" } }""",
        "archive.existingBucket: \"s3://logs\" is not valid. Use a bucket's name, not its ARN or URL: 3 to 63 lower-case letters, digits, hyphens and dots, "
            + "without '..', '.-' or '-.', not an IP address, and without what S3 reserves, such as 'xn--' at the start or '-s3alias' at the end.")]
    [InlineData("""{ "archive": { "accounts": ["1234"] } }""", "archive.accounts[0]: \"1234\" is not valid. Use an account id of 12 digits, in quotes.")]
    [InlineData("""{ "archive": { "accounts": ["111122223333\n"] } }""",
        "archive.accounts[0]: \"111122223333\\n\" is not valid. Use an account id of 12 digits, in quotes.")]
    [InlineData("""{ "archive": { "regions": ["Ireland"] } }""", "archive.regions[0]: \"Ireland\" is not valid. Use a region's code, as in 'eu-west-1'.")]
    [InlineData("""{ "firehoseStreamArn": "arn:aws:kinesis:eu-west-1:111122223333:stream/x" }""",
        "firehoseStreamArn: \"arn:aws:kinesis:eu-west-1:111122223333:stream/x\" is not valid. Use the ARN of a Firehose stream, as in "
            + "'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'.")]
    [InlineData("""{ "alarms": { "metricNamespace": "AWS/VPC" } }""",
        "alarms.metricNamespace: \"AWS/VPC\" is not valid. Use 1 to 255 letters, digits and . - _ / #, and leave names that start with 'AWS/' to AWS.")]
    [InlineData("""{ "alarms": { "namePrefix": "Zürich: " } }""", "alarms.namePrefix: \"Zürich: \" is not valid. Use at most 128 ASCII characters, since the "
        + "topic's policy cannot name alarms with others, and neither quotation marks nor backslashes.")]
    [InlineData("""{ "network": { "internalRanges": ["10.0.0.0/33"] } }""",
        "network.internalRanges[0]: \"10.0.0.0/33\" is not a CIDR block. Use an address and a length, as in \"10.0.0.0/8\" or \"2001:db8::/32\".")]
    [InlineData("""{ "network": { "privateSubnets": ["10.0.0.1/24"] } }""",
        "network.privateSubnets[0]: \"10.0.0.1/24\" is not the normalized form of the block. Use \"10.0.0.0/24\".")]
    [InlineData("""{ "alarms": { "severities": { "high": ["nobody"] } } }""", "alarms.severities.high[0]: \"nobody\" is not a valid subscriber. Use an email "
        + "address, an https:// URL, or the ARN of an SQS queue or a Lambda function.")]
    [InlineData("""{ "athena": { "table": "Flow Logs" } }""",
        "athena.table: \"Flow Logs\" is not valid. Use 1 to 128 lower-case letters, digits and underscores.")]
    public void Refuses_a_name_that_AWS_would_refuse(string json, string refusal) => Assert.Equal(refusal, Refusal(json));

    [Theory]
    [InlineData("a..b")]
    [InlineData("a.-b")]
    [InlineData("a-.b")]
    [InlineData("192.168.1.1")]
    [InlineData("xn--logs")]
    [InlineData("sthree-logs")]
    [InlineData("amzn-s3-demo-logs")]
    [InlineData("logs-s3alias")]
    [InlineData("logs--ol-s3")]
    [InlineData("logs--euw1-az1--x-s3")]
    [InlineData("logs--table-s3")]
    [InlineData("logs.mrap")]
    public void Refuses_a_bucket_that_S3_cannot_have_wherever_it_is_named(string name)
    {
        foreach (var (path, json) in new[]
        {
            ("archive.bucketName", $$"""{ "archive": { "bucketName": "{{name}}" } }"""),
            ("archive.existingBucket", $$"""{ "archive": { "existingBucket": "{{name}}" } }"""),
            ("forward.destinationBucket", $$"""{ "forward": { "destinationBucket": "{{name}}" } }"""),
            ("activity.trailBucket", $$"""{ "activity": { "trailBucket": "{{name}}" } }"""),
            ("activity.loggedBuckets[0]", $$"""{ "activity": { "loggedBuckets": ["{{name}}"] } }"""),
        })
            Assert.StartsWith($"{path}: \"{name}\" is not valid. Use a bucket's name", Refusal(json));
    }

    [Theory]
    [InlineData("192.168.1.example")]
    [InlineData("logs-xn--1")]
    [InlineData("a.b-c.d")]
    [InlineData("123")]
    public void Takes_a_bucket_whose_name_is_only_similar(string name) =>
        Assert.Equal(name, SettingsReader.Parse("flowlogs.json", $$"""{ "archive": { "bucketName": "{{name}}" } }""").Archive.BucketName);

    [Theory]
    [InlineData("""{ "athena": { "workgroup": "primary" } }""", "athena.workgroup: \"primary\" is not valid. Use 1 to 128 letters, digits and . _ -, and not "
        + "'primary', which every account has already.")]
    [InlineData("""{ "logs": { "existingDeliveryRoleArn": "arn:aws:iam::111122223333:role/*" } }""", "logs.existingDeliveryRoleArn: "
        + "\"arn:aws:iam::111122223333:role/*\" is not valid.")]
    [InlineData("""{ "roles": { "permissionsBoundary": "arn:aws:iam::111122223333:policy/a/" } }""", "roles.permissionsBoundary: "
        + "\"arn:aws:iam::111122223333:policy/a/\" is not valid.")]
    [InlineData("""{ "forward": { "metricsNamespace": ":x" } }""", "forward.metricsNamespace: \":x\" is not valid.")]
    [InlineData("""{ "forward": { "metricsNamespace": " " } }""", "forward.metricsNamespace: \" \" is not valid.")]
    [InlineData("""{ "dashboards": { "documentationUrl": "https://x\ny" } }""", "dashboards.documentationUrl: \"https://x\\ny\" is not valid.")]
    [InlineData("""{ "subscriptions": { "name": "a\nb" } }""", "subscriptions.name: \"a\\nb\" is not valid.")]
    [InlineData("""{ "telemetryRule": { "name": "x", "logGroupPattern": "aws/x" } }""", "telemetryRule.logGroupPattern: \"aws/x\" is not valid.")]
    [InlineData("""{ "archive": { "prefix": "a/../b" } }""", "archive.prefix: The prefix 'a/../b' has the part '..', with which S3 and Athena find no folder.")]
    public void Refuses_a_name_that_is_valid_in_form_only(string json, string refusal) => Assert.StartsWith(refusal, Refusal(json));

    [Fact]
    public void Refuses_a_pattern_of_log_groups_that_is_too_long_at_its_own_key()
    {
        var refusal = Refusal($$"""{ "telemetryRule": { "name": "x", "logGroupPattern": "{{string.Concat(Enumerable.Repeat("<accountId>/", 50))}}" } }""");
        Assert.StartsWith("telemetryRule.logGroupPattern: \"<accountId>/", refusal);
        Assert.EndsWith("… has 600 characters. Use at most 512.", refusal);
    }

    [Theory]
    [InlineData("igw-0a1b2c3d4e5f67890")]
    [InlineData("vpc-xyz")]
    [InlineData("VPC-0a1b2c3d")]
    [InlineData("tgw-attach-")]
    public void Refuses_the_id_of_what_has_no_flow_logs(string id) =>
        Assert.StartsWith($"sources[0]: \"{id}\" is not valid. Use the id of a VPC, subnet,", Refusal($$"""{ "sources": ["{{id}}"] }"""));

    [Theory]
    [InlineData("10.20.0.1/24", "is an address within a network, not the network. Use \"10.20.0.0/24\".")]
    [InlineData("10.20.255.0/16", "is an address within a network, not the network. Use \"10.20.0.0/16\".")]
    [InlineData("10.20.0.0", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("10.20.0/24", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("10.20.0.256/24", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("010.20.0.0/24", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("10.20.0.0/33", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("fd00::/64", "is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".")]
    [InlineData("10.0.0.0/8", "has the length /8. Use /16 to /27, which AWS accepts for a VPC and leaves room for two subnets.")]
    [InlineData("10.0.0.0/28", "has the length /28. Use /16 to /27, which AWS accepts for a VPC and leaves room for two subnets.")]
    [InlineData("169.254.0.0/24",
        "lies in the range of link-local addresses (169.254.0.0/16), which AWS does not accept for a VPC. Use a private network, such as \"10.20.0.0/24\".")]
    public void Refuses_a_network_that_no_VPC_can_have(string cidr, string refusal) =>
        Assert.Equal($"vpcCidr: \"{cidr}\" {refusal}", Refusal($$"""{ "vpcCidr": "{{cidr}}" }"""));

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("192.168.1.32/27")]
    public void Takes_a_network_that_a_VPC_can_have(string cidr) =>
        Assert.Equal(cidr, SettingsReader.Parse("flowlogs.json", $$"""{ "vpcCidr": "{{cidr}}" }""").VpcCidr);

    [Theory]
    [InlineData("network-team", "is not a valid subscriber. Use an email address, an https:// URL, or the ARN of an SQS queue or a Lambda function.")]
    [InlineData("network-team@", "is not an email address. Use one such as \"network-team@example.com\".")]
    [InlineData("a b@example.com", "is not an email address. Use one such as \"network-team@example.com\".")]
    [InlineData("a\u202e@example.com", "is not an email address. Use one such as \"network-team@example.com\".")]
    [InlineData("a@localhost", "is not an email address. Use one such as \"network-team@example.com\".")]
    [InlineData("http://example.com/alarms", "would send alarms over the network in clear text. Use an https:// URL.")]
    [InlineData("HTTPS://example.com",
        "is not a URL that SNS can post to. Use one such as \"https://alarms.example.com/flow-logs\", in lower case and with spaces escaped.")]
    [InlineData("https://example.com/a b",
        "is not a URL that SNS can post to. Use one such as \"https://alarms.example.com/flow-logs\", in lower case and with spaces escaped.")]
    [InlineData("arn:aws:sns:eu-west-1:111122223333:topic", "is not the ARN of an SQS queue or a Lambda function. Use one such as "
        + "\"arn:aws:sqs:eu-west-1:111122223333:queue\" or \"arn:aws:lambda:eu-west-1:111122223333:function:name\".")]
    [InlineData("arn:aws:sqs:eu-west-1:1111:queue", "is not the ARN of an SQS queue or a Lambda function. Use one such as "
        + "\"arn:aws:sqs:eu-west-1:111122223333:queue\" or \"arn:aws:lambda:eu-west-1:111122223333:function:name\".")]
    public void Refuses_to_notify_what_cannot_be_notified(string subscriber, string refusal) =>
        Assert.Equal($"alarms.notify[0]: \"{subscriber}\" {refusal}", Refusal($$"""{ "alarms": { "notify": ["{{subscriber}}"] } }"""));

    [Theory]
    [InlineData("logs/AWSLogs", "The prefix 'logs/AWSLogs' has the part 'AWSLogs', which AWS reserves")]
    [InlineData("/logs", "The prefix '/logs' has an empty part")]
    public void Refuses_a_prefix_that_log_delivery_refuses(string prefix, string refusal) =>
        Assert.StartsWith($"archive.prefix: {refusal}", Refusal($$"""{ "archive": { "prefix": "{{prefix}}" } }"""));

    [Theory]
    [InlineData("""{ "format": "V55" }""", "format: \"V55\" is neither a preset nor a log format. Use default, v2,")]
    [InlineData("""{ "format": "${version} ${srcadr}" }""", "format: Position 2 of the format: 'srcadr' is not a flow log field. Did you mean 'srcaddr'?")]
    [InlineData("""{ "format": "${version} ${version}" }""", "format: 'version' at position 2 of the format is already at position 1")]
    [InlineData("""{ "format": "transit-gateway" }""", "format: 'resource-type' at position 2 of the format appears only in transit gateway records")]
    [InlineData("""{ "customFields": { "bytes": "counter" } }""", "customFields.bytes: 'bytes' is a documented field")]
    public void Refuses_a_format_that_the_flow_logs_cannot_have(string json, string refusal) => Assert.StartsWith(refusal, Refusal(json));

    [Fact]
    public void Says_how_a_field_newer_than_the_app_is_named() =>
        Assert.EndsWith("In settings that is 'customFields', as in { \"colour\": \"text\" }.", Refusal("""{ "format": "${colour}" }"""));

    [Fact]
    public void Refuses_tag_fields_without_keys_and_keys_without_fields()
    {
        Assert.Equal("tagKeys.instance: the format has 'instance-tag', which needs 1 tag key(s), and 0 are set. Add the tag keys, or remove the field from "
            + "the log format.", Refusal("""{ "format": "${instance-tag}" }"""));
        Assert.Equal("tagKeys.instance: \"Name\" is a tag key without a field in the log format. Add ${instance-tag} to the log format, or remove the key.",
            Refusal("""{ "tagKeys": { "instance": ["Name"] } }"""));
        Assert.Equal("tagKeys.instance: \"Team\" is a tag key without a field in the log format. Add ${instance-tag-2} to the log format, or remove the key.",
            Refusal("""{ "format": "${instance-tag}", "tagKeys": { "instance": ["Name", "Team"] } }"""));
    }

    [Fact]
    public void Refuses_a_custom_field_that_is_called_as_a_partition_is()
    {
        var refusal = Assert.Throws<InvalidSettingsException>(() =>
            Stack("""{ "format": "${version} ${log-account}", "customFields": { "log-account": "text" } }"""));
        Assert.StartsWith("format: 'log-account' at position 2", $"{refusal.Problems[0].Path}: {refusal.Problems[0].Message}");
    }
}
