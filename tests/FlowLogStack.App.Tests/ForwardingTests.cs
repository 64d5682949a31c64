using System.ComponentModel.DataAnnotations;
using FlowLogStack.Process;
using FlowLogStack.Records;

namespace FlowLogStack.App.Tests;

public sealed class ForwardingTests : AppTests
{
    const string Secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf";

    [Fact]
    public void Nothing_is_forwarded_unless_a_place_is_named() =>
        Template("{}").Counts("AWS::Lambda::Function", 0);

    [Fact]
    public void Forwards_the_log_groups_records_to_an_endpoint_whose_secret_is_named()
    {
        var template = Template($$"""
            { "forward": { "endpointSecretArn": "{{Secret}}", "encoding": "vpc-raw", "sampleOneIn": 10, "architecture": "arm64" } }
            """);
        template.Counts("AWS::Logs::SubscriptionFilter", 1);
        template.Has("AWS::Lambda::Function", $$"""
            { "Architectures": ["arm64"], "Environment": { "Variables": { "ENDPOINT_SECRET_ARN": "{{Secret}}", "LOG_FORMAT": "VPC-RAW",
              "SAMPLE_ONE_IN": "10" } } }
            """);
    }

    [Fact]
    public void A_native_function_that_this_build_lacks_is_refused_with_the_setting_and_the_fix()
    {
        var before = ProcessorAsset.NativeFolder;
        ProcessorAsset.NativeFolder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var error = Assert.Throws<ArgumentException>(() =>
                Template($$"""{ "forward": { "endpointSecretArn": "{{Secret}}", "runtime": "native", "architecture": "arm64" } }"""));
            Assert.Contains("`forward.runtime` to `managed`", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            ProcessorAsset.NativeFolder = before;
        }
    }

    [Fact]
    public void The_runtime_is_managed_by_default() =>
        Template($$"""{ "forward": { "endpointSecretArn": "{{Secret}}", "runtime": "managed" } }""")
            .Has("AWS::Lambda::Function", """{ "Runtime": "dotnet10" }""");

    [Fact]
    public void Forwards_the_archives_records_to_a_bucket()
    {
        var template = Template("""
            { "forward": { "destinationBucket": "data-lake", "destinationPrefix": "network", "from": "archive" }, "removal": "destroy-with-contents" }
            """);
        template.Counts("AWS::Logs::SubscriptionFilter", 0);
        template.Counts("AWS::Lambda::EventSourceMapping", 1);
        template.Has("AWS::Lambda::Function",
            """{ "Environment": { "Variables": { "DESTINATION_BUCKET": "data-lake", "DESTINATION_PREFIX": "network/" } } }""");
        template.Counts("Custom::EmptiedBucket", 4);
    }

    [Fact]
    public void Forwards_from_an_existing_bucket_with_permission_on_that_bucket_alone()
    {
        var template = Template($$"""
            { "archive": { "existingBucket": "central-logs" }, "forward": { "endpointSecretArn": "{{Secret}}", "from": "archive" } }
            """);
        template.Counts("Custom::S3BucketNotifications", 0);
        template.Counts("Custom::BucketEvents", 1);
        Assert.All(template.ResourcesOf("AWS::Lambda::Function").Values, function =>
            Assert.Contains((string?)function["Properties"]!["Runtime"], new[] { "dotnet10", "python3.13" }));
        Assert.DoesNotContain("ManagedPolicyArns", template.ToText());
        var statement = template.ResourcesOf("AWS::IAM::Role").Values.SelectMany(role => role["Properties"]!["Policies"]!.AsArray())
            .SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray())
            .Single(statement => statement!["Action"]!.ToJsonString().Contains("s3:PutBucketNotification", StringComparison.Ordinal))!;
        Assert.EndsWith(":s3:::central-logs\"]]}", statement["Resource"]!.ToJsonString());
    }

    // The stack sets these variables, or Lambda. The URL is in the secret, and the stack has no Firehose stream that invokes the function.
    static readonly string[] NotSettings =
    [
        ProcessorVariables.FlowLogFormat, ProcessorVariables.CustomFields, ProcessorVariables.SumoEndpoint, ProcessorVariables.TextEncoding,
        ProcessorVariables.FirehoseEncoding, ProcessorVariables.DeadLetterBucket, ProcessorVariables.DeadLetterPrefix, ProcessorVariables.DeadLetterQueue,
        ProcessorVariables.Region, ProcessorVariables.FunctionName, ProcessorVariables.OwnLogGroup,
    ];

    [Fact]
    public void Every_variable_of_the_function_is_a_setting()
    {
        var all = typeof(ProcessorVariables).GetFields().Select(field => field.GetValue(null) switch
        {
            NumberVariable number => number.Name,
            string name when name.All(c => char.IsAsciiLetterUpper(c) || c is '_') => name,
            _ => null,
        }).OfType<string>().ToList();
        Assert.True(all.Count > 25);
        Assert.Subset(all.ToHashSet(), NotSettings.ToHashSet());
        var least = Variables($$"""{ "endpointSecretArn": "{{Secret}}" }""");
        var most = Variables($$"""
            {
              "endpointSecretArn": "{{Secret[..^6]}}GhIjKl", "destinationBucket": "lake", "destinationPrefix": "network",
              "encoding": "vpc-json", "headerStyle": "sumo", "sourceCategory": "net/flow",
              "sourceHost": "vpc", "sourceName": "flow", "sourceFields": "team=network", "sourceClient": "client",
              "internalNetworks": ["10.0.0.0/8"], "action": "REJECT", "sampleOneIn": 7,
              "compress": false, "batchBytes": 500000, "batchRecords": 500, "concurrency": 2, "timeoutSeconds": 20, "maximumAttempts": 3,
              "includeLogInfo": true, "logStreamPrefixes": ["eni-0a"], "enrich": true, "interfaceCacheSeconds": 60, "metricsNamespace": "Network/Forwarding"
            }
            """);
        var coralogix = Variables($$"""
            { "endpointSecretArn": "{{Secret}}", "encoding": "coralogix", "coralogixApplication": "network", "coralogixSubsystem": "prod" }
            """);
        Assert.Equal(("\"network\"", "\"prod\""), (coralogix[ProcessorVariables.CoralogixApplication], coralogix[ProcessorVariables.CoralogixSubsystem]));
        var unset = all.Except(NotSettings).Except([ProcessorVariables.CoralogixApplication, ProcessorVariables.CoralogixSubsystem])
            .Where(name => !most.TryGetValue(name, out var value) || (least.TryGetValue(name, out var before) && before == value));
        Assert.Empty(unset);

        Dictionary<string, string> Variables(string forward) => Template($$"""{ "forward": {{forward}} }""").ResourcesOf("AWS::Lambda::Function").Values
            .Select(function => function["Properties"]!["Environment"]?["Variables"]?.AsObject()).OfType<System.Text.Json.Nodes.JsonObject>()
            .Single(variables => variables.ContainsKey(ProcessorVariables.FlowLogFormat))
            .ToDictionary(variable => variable.Key, variable => variable.Value!.ToJsonString());
    }

    [Fact]
    public void Numbers_have_the_limits_and_defaults_that_the_function_has()
    {
        foreach (var field in typeof(ProcessorVariables).GetFields().Where(field => field.FieldType == typeof(NumberVariable)))
        {
            var variable = (NumberVariable)field.GetValue(null)!;
            var setting = typeof(ForwardSettings).GetProperty(field.Name)!;
            var range = (RangeAttribute)Attribute.GetCustomAttribute(setting, typeof(RangeAttribute))!;
            var found = (field.Name, (int)range.Minimum, (int)range.Maximum, (int)setting.GetValue(new ForwardSettings())!);
            Assert.Equal((field.Name, variable.Least, variable.Most, variable.Default), found);
        }
    }

    [Fact]
    public void Settings_of_requests_are_variables_of_the_function()
    {
        Template($$"""
            { "forward": {
              "endpointSecretArn": "{{Secret}}", "headerStyle": "sumo", "sourceCategory": "net/flow", "sourceHost": "vpc", "sourceName": "flow",
                "sourceFields": "team=network", "sourceClient": "client",
              "compress": false, "batchBytes": 500000, "batchRecords": 500, "concurrency": 2, "timeoutSeconds": 20, "maximumAttempts": 3,
              "includeLogInfo": true, "logStreamPrefixes": ["eni-0a", "eni-0b"], "enrich": true, "interfaceCacheSeconds": 60,
                "metricsNamespace": "Network/Forwarding"
            } }
            """).Has("AWS::Lambda::Function", """
            { "Environment": { "Variables": {
              "SOURCE_CATEGORY_OVERRIDE": "net/flow", "SOURCE_HOST_OVERRIDE": "vpc", "SOURCE_NAME_OVERRIDE": "flow", "SOURCE_FIELDS_OVERRIDE": "team=network",
                  "SUMO_CLIENT_HEADER": "client",
              "COMPRESS_DATA": "false", "ENDPOINT_BATCH_BYTES": "500000", "ENDPOINT_BATCH_RECORDS": "500", "ENDPOINT_CONCURRENCY": "2",
                  "ENDPOINT_TIMEOUT_SECONDS": "20", "ENDPOINT_MAX_ATTEMPTS": "3",
              "INCLUDE_LOG_INFO": "true", "LOG_STREAM_PREFIX": "eni-0a,eni-0b", "INTERFACE_CACHE_SECONDS": "60", "METRICS_NAMESPACE": "Network/Forwarding"
            } } }
            """);
    }

    [Theory]
    [InlineData("\"destinationBucket\": \"data-lake\", \"compress\": false", "forward.compress: this has no effect, because records are not sent to an "
        + "endpoint")]
    [InlineData($"\"endpointSecretArn\": \"{Secret}\", \"sourceName\": \"x\"", "forward.sourceName: this has no effect, because it is a header of Sumo Logic")]
    [InlineData($"\"endpointSecretArn\": \"{Secret}\", \"from\": \"archive\", \"logStreamPrefixes\": [\"eni-\"]",
        "forward.logStreamPrefixes: this has no effect, because objects of the archive have no log stream")]
    [InlineData($"\"endpointSecretArn\": \"{Secret}\", \"interfaceCacheSeconds\": 60", "forward.interfaceCacheSeconds: this has no effect, because records "
        + "are not enriched")]
    public void Refuses_settings_of_the_function_that_would_have_no_effect(string forward, string problem) =>
        Assert.StartsWith(problem, Refusal($$"""{ "forward": { {{forward}} } }"""));

    [Fact]
    public void Alarms_of_the_forwarder_reach_the_topic()
    {
        var template = Template($$"""{ "forward": { "endpointSecretArn": "{{Secret}}" } }""");
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic")).Key;
        Assert.All(template.ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm =>
            Assert.Contains(topic, alarm["Properties"]!["AlarmActions"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData(""", "headerStyle": "none" """, "none")]
    [InlineData(""", "headerStyle": "sumo" """, "sumo")]
    [InlineData(""", "encoding": "vpc-json" """, "none")]
    public void The_header_style_is_a_setting_of_its_own(string more, string style) =>
        Template($$"""{ "forward": { "endpointSecretArn": "{{Secret}}"{{more}} } }""")
            .Has("AWS::Lambda::Function", $$"""{ "Environment": { "Variables": { "HEADER_STYLE": "{{style}}" } } }""");

    [Fact]
    public void Refuses_a_header_style_that_does_not_exist_or_has_no_endpoint()
    {
        var refusal = Refusal($$"""{ "forward": { "endpointSecretArn": "{{Secret}}", "headerStyle": "splunk" } }""");
        Assert.StartsWith("forward.headerStyle: \"splunk\" is not a valid value. Use \"none\"", refusal);
        Assert.All(HeaderStyle.All, style => Assert.Contains($"\"{style}\"", refusal));
        Assert.StartsWith("forward.headerStyle: this has no effect", Refusal("""{ "forward": { "destinationBucket": "data-lake", "headerStyle": "sumo" } }"""));
    }

    [Fact]
    public void Alarms_of_the_forwarder_have_subscribers_without_a_log_group_too()
    {
        var template = Template("""
            { "logs": { "enabled": false }, "alarms": { "notify": ["a@example.com"] }, "forward": { "destinationBucket": "data-lake", "from": "archive" } }
            """);
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic")).Key;
        template.Has("AWS::SNS::Subscription", """{ "Protocol": "email", "Endpoint": "a@example.com" }""");
        var alarms = template.ResourcesOf("AWS::CloudWatch::Alarm").Values.Where(alarm => (string?)alarm["Properties"]!["Namespace"] is "FlowLogStack"
            or "AWS/SQS" or "AWS/Lambda").ToList();
        Assert.Equal(9, alarms.Count);
        Assert.All(alarms, alarm => Assert.Contains(topic, alarm["Properties"]!["AlarmActions"]!.ToJsonString()));
    }

    [Fact]
    public void Alarms_of_the_forwarder_are_reason_enough_for_subscribers() =>
        Template($$"""{ "format": "${interface-id} ${bytes}", "alarms": { "notify": ["a@example.com"] }, "forward": { "endpointSecretArn": "{{Secret}}" } }""")
            .Has("AWS::SNS::Subscription", """{ "Endpoint": "a@example.com" }""");

    [Fact]
    public void Refuses_settings_of_a_forwarder_that_forwards_nowhere() =>
        Assert.Contains("forward.enrich: this has no effect", Refusal("""{ "forward": { "enrich": true } }"""));

    [Fact]
    public void Refuses_to_read_what_is_not_delivered()
    {
        Assert.StartsWith("forward.from: \"logs\" reads the log group", Refusal($$"""
            { "logs": { "enabled": false }, "forward": { "endpointSecretArn": "{{Secret}}" } }
            """));
        Assert.StartsWith("forward.from: \"archive\" reads the archive", Refusal($$"""
            { "archive": { "enabled": false }, "forward": { "endpointSecretArn": "{{Secret}}", "from": "archive" } }
            """));
    }

    [Fact]
    public void Forwards_from_an_archive_of_Parquet()
    {
        var template = Template($$"""
            { "archive": { "fileFormat": "parquet" }, "forward": { "endpointSecretArn": "{{Secret}}", "from": "archive" } }
            """);
        template.Counts("AWS::Lambda::EventSourceMapping", 1);
        template.Has("AWS::EC2::FlowLog", """{ "DestinationOptions": { "FileFormat": "parquet" } }""");
    }

    [Fact]
    public void Refuses_raw_lines_in_a_bucket_of_json() =>
        Assert.StartsWith("forward.encoding: \"vpc-raw\" is not JSON", Refusal("""
            { "forward": { "destinationBucket": "data-lake", "encoding": "vpc-raw" } }
            """));

    [Fact]
    public void Forwards_arrays_to_Coralogix_under_its_names()
    {
        var variables = Template($$"""
            { "forward": { "endpointSecretArn": "{{Secret}}", "encoding": "coralogix", "coralogixApplication": "network", "coralogixSubsystem": "prod",
              "batchBytes": 2000000 } }
            """)
            .Only("AWS::Lambda::Function")["Environment"]!["Variables"]!;
        Assert.Equal(["CORALOGIX", "network", "prod", "2000000", "none"],
            new[] { "LOG_FORMAT", "CORALOGIX_APPLICATION", "CORALOGIX_SUBSYSTEM", "ENDPOINT_BATCH_BYTES", "HEADER_STYLE" }.Select(name =>
                (string?)variables[name]));
    }

    [Theory]
    [InlineData("forward.batchBytes: 2000001 is more than the 2000000 bytes that Coralogix accepts.", "\"encoding\": \"coralogix\", \"batchBytes\": 2000001")]
    [InlineData("forward.coralogixApplication: this has no effect, because it is a name in Coralogix.", "\"coralogixApplication\": \"a\"")]
    [InlineData("forward.encoding: \"coralogix\" is for an endpoint", "\"encoding\": \"coralogix\", \"destinationBucket\": \"data-lake\"")]
    [InlineData("forward.coralogixSubsystem: \" a\" is not valid", "\"encoding\": \"coralogix\", \"coralogixSubsystem\": \" a\"")]
    public void Refuses_what_Coralogix_does_not_accept(string expected, string settings) =>
        Assert.Contains(expected, Refusal($$"""{ "forward": { "endpointSecretArn": "{{Secret}}", {{settings}} } }"""));

    [Fact]
    public void Refuses_a_filter_that_the_format_cannot_serve() =>
        Assert.Contains("Add ${action}", Refusal($$"""
            { "format": "${srcaddr} ${dstaddr}", "forward": { "endpointSecretArn": "{{Secret}}", "action": "REJECT" } }
            """));

    [Theory]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdE")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCd_f")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-??????")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf\\n")]
    public void Refuses_the_ARN_of_a_secret_without_its_suffix(string arn)
    {
        var refusal = Refusal($$"""{ "forward": { "endpointSecretArn": "{{arn}}" } }""");
        Assert.StartsWith($"forward.endpointSecretArn: \"{arn}\" is not valid", refusal);
        Assert.Contains("with the six characters at its end", refusal);
    }

    [Fact]
    public void Refuses_a_secret_that_is_written_out() =>
        Assert.StartsWith("forward.endpointSecretArn: \"https://collector.example.com/token\" is not valid", Refusal("""
            { "forward": { "endpointSecretArn": "https://collector.example.com/token" } }
            """));
}
