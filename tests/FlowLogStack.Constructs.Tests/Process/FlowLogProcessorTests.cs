using System.Text.Json.Nodes;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Capture;
using FlowLogStack.Process;

namespace FlowLogStack.Constructs.Tests.Process;

public sealed class FlowLogProcessorTests : ConstructTests
{
    FlowLogProcessor Processor(FlowLogProcessorProps? props = null) => new(Stack, "Processor", props);

    EndpointOutput Endpoint =>
        new() { Secret = Secret.FromSecretCompleteArn(Stack, "Secret", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf") };

    JsonObject Variables() => Stack.Template().Only("AWS::Lambda::Function")["Environment"]!["Variables"]!.AsObject();

    /// <summary>Returns the actions that the function's role allows, inline or in its default policy.</summary>
    HashSet<string> Actions()
    {
        var template = Stack.Template();
        var role = (string)template.Only("AWS::Lambda::Function")["Role"]!["Fn::GetAtt"]![0]!;
        var inline = template.ResourcesOf("AWS::IAM::Role")[role]["Properties"]!["Policies"]!.AsArray().Select(policy => policy!["PolicyDocument"]!);
        var attached = template.ResourcesOf("AWS::IAM::Policy").Values.Where(policy => policy["Properties"]!["Roles"]!.ToJsonString()
            .Contains(role, StringComparison.Ordinal)).Select(policy => policy["Properties"]!["PolicyDocument"]!);
        return inline.Concat(attached)
            .SelectMany(document => document["Statement"]!.AsArray())
            .SelectMany(statement => statement!["Action"] is JsonArray many ? many.Select(action => (string)action!) : [(string)statement["Action"]!])
            .ToHashSet();
    }

    [Fact]
    public void Runs_an_executable_assembly_on_the_current_runtime()
    {
        Processor();
        Stack.Template().Has("AWS::Lambda::Function", """
            { "Runtime": "dotnet10", "Handler": "FlowLogStack.Processor", "Architectures": ["x86_64"], "MemorySize": 512, "Timeout": 120 }
            """);
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void Ships_its_code_for_either_architecture(string name)
    {
        Processor(new FlowLogProcessorProps { Architecture = name == "arm64" ? Architecture.ARM_64 : Architecture.X86_64 });
        Stack.Template().Has("AWS::Lambda::Function", $$"""{ "Architectures": ["{{name}}"] }""");
        var code = new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "processor", name));
        var files = code.GetFiles().Select(file => file.Name).ToList();
        foreach (var needed in new[] { "FlowLogStack.Processor.dll", "FlowLogStack.Processor.deps.json", "FlowLogStack.Processor.runtimeconfig.json",
            "FlowLogStack.Records.dll", "AWSSDK.Core.dll", "AWSSDK.S3.dll" })
            Assert.Contains(needed, files);
        Assert.DoesNotContain(files, file => file.StartsWith("Amazon.CDK", StringComparison.Ordinal) || file.EndsWith(".pdb", StringComparison.Ordinal)
            || file.EndsWith(".xml", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void Runs_native_code_on_Lambdas_Linux_where_it_was_made(string name)
    {
        using var code = new NativeStandIn(name);
        var architecture = name == "arm64" ? Architecture.ARM_64 : Architecture.X86_64;
        Processor(new FlowLogProcessorProps { Runtime = ProcessorRuntime.Native, Architecture = architecture });
        var function = Stack.Template().Only("AWS::Lambda::Function");

        // The handler is how engines find processors in templates, whatever their runtime.
        Assert.Equal(("provided.al2023", "FlowLogStack.Processor", name),
            ((string?)function["Runtime"], (string?)function["Handler"], (string?)function["Architectures"]![0]));
        Assert.EndsWith(".zip", (string)function["Code"]!["S3Key"]!);
    }

    [Fact]
    public void A_native_function_has_everything_else_as_the_managed_one_has()
    {
        using var code = new NativeStandIn("x86_64");
        var (managed, native) = (Of(ProcessorRuntime.Managed), Of(ProcessorRuntime.Native));

        Assert.Equal(managed, native);

        static string Of(ProcessorRuntime runtime)
        {
            var stack = new Amazon.CDK.Stack(Repository.NewApp(), "Stack");
            new FlowLogProcessor(stack, "Processor", new FlowLogProcessorProps { Runtime = runtime });
            var template = stack.Template();
            var function = template.Only("AWS::Lambda::Function").AsObject();
            function.Remove("Runtime");
            function.Remove("Code");
            return template.ResourcesOf("AWS::Lambda::Function").Single().Key + function.ToJsonString()
                + string.Join('\n', template.ResourcesOf("AWS::IAM::Role").Values.Concat(template.ResourcesOf("AWS::IAM::Policy").Values)
                .Select(resource => resource.ToJsonString()));
        }
    }

    [Theory]
    [InlineData("x86_64")]
    [InlineData("arm64")]
    public void Refuses_native_code_that_was_not_made(string name)
    {
        using var code = new NativeStandIn(name, isThere: false);
        var error = Assert.Throws<ArgumentException>(() => Processor(new FlowLogProcessorProps
        {
            Runtime = ProcessorRuntime.Native,
            Architecture = name == "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
        }));

        foreach (var part in new[] { $"native code for {name}",
            Path.Combine(ProcessorAsset.NativeFolder, name + ".zip"), "Managed", "forward.runtime", $"bash .ci/native {name}" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_the_function_its_format_and_where_to_park()
    {
        Processor(new FlowLogProcessorProps { Format = FlowLogFormat.V5 });
        Assert.Equal(FlowLogFormat.V5.ToString(), (string?)Variables()["FLOW_LOG_FORMAT"]);
        Assert.NotNull(Variables()["DEAD_LETTER_BUCKET"]!["Ref"]);
        // Events that Lambda itself drops are replayed from the same queue.
        Assert.Equal(Stack.Template().Only("AWS::Lambda::Function")["DeadLetterConfig"]!["TargetArn"]!["Fn::GetAtt"]![0]!.GetValue<string>(),
            (string?)Variables()["DEAD_LETTER_QUEUE_URL"]!["Ref"]);
    }

    [Fact]
    public void Tells_the_function_what_custom_fields_mean()
    {
        Processor(new FlowLogProcessorProps { Format = FlowLogFormat.Default.With(FlowField.Custom("new-id", FieldKind.Text),
            FlowField.Custom("new-count", FieldKind.Counter)) });
        Assert.Equal("new-id:Text,new-count:Counter", (string?)Variables()["FLOW_LOG_CUSTOM_FIELDS"]);
    }

    [Fact]
    public void Sets_no_variable_that_the_functions_readme_does_not_explain()
    {
        Processor(new FlowLogProcessorProps
        {
            Format = FlowLogFormat.Default.With(FlowField.Custom("new-id", FieldKind.Text)),
            Endpoint = Endpoint,
            Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake") },
            Enrich = true,
            Filter = new ProcessorFilter { InternalNetworks = ["10."], Action = TrafficType.Reject, SampleOneIn = 10 },
        });
        var readme = File.ReadAllText(Repository.PathOf("lambda", "FlowLogStack.Processor", "README.md"));
        Assert.All(Variables(), variable => Assert.True(readme.Contains($"`{variable.Key}`", StringComparison.Ordinal), variable.Key));
    }

    [Fact]
    public void Has_no_permission_that_no_feature_needs()
    {
        Processor();
        Assert.Equal(
            ["logs:CreateLogStream", "logs:PutLogEvents", "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "sqs:DeleteMessage",
                "sqs:ReceiveMessage", "sqs:SendMessage"],
            Actions().Order(StringComparer.Ordinal));
        // The function can access only its own bucket, in the folder of dead letters.
        var statements = Stack.Template().Only("AWS::IAM::Policy")["PolicyDocument"]!["Statement"]!.AsArray()
            .Where(statement => statement!.ToJsonString().Contains("s3:", StringComparison.Ordinal));
        Assert.All(statements, statement => Assert.Contains("DeadLetters", statement!["Resource"]!.ToJsonString()));
    }

    [Fact]
    public void Names_no_action_by_wildcard_but_those_of_keys()
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged });
        Processor(new FlowLogProcessorProps { Endpoint = Endpoint, Enrich = true, Tracing = true,
            Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake", new BucketProps { Encryption = BucketEncryption.KMS }) } }).ReadFrom(archive);
        Assert.All(Actions().Where(action => action.Contains('*', StringComparison.Ordinal)), action => Assert.StartsWith("kms:", action));
    }

    [Fact]
    public void The_endpoint_is_a_secret_passed_by_reference()
    {
        Processor(new FlowLogProcessorProps { Endpoint = Endpoint with { Encoding = RecordEncoding.VpcJson, BatchRecords = 500 } });
        var variables = Variables();
        Assert.Equal("arn:aws:secretsmanager:eu-west-1:111122223333:secret:endpoint-AbCdEf", (string?)variables["ENDPOINT_SECRET_ARN"]);
        Assert.Equal("VPC-JSON", (string?)variables["LOG_FORMAT"]);
        Assert.Equal("500", (string?)variables["ENDPOINT_BATCH_RECORDS"]);
        Assert.Contains("secretsmanager:GetSecretValue", Actions());
        Assert.DoesNotContain("{{resolve:", Stack.Template().ToText());
    }

    [Fact]
    public void The_destination_may_be_written_in_its_folder_only()
    {
        Processor(new FlowLogProcessorProps { Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake"), Prefix = "network/flow" } });
        Assert.Equal("network/flow/", (string?)Variables()["DESTINATION_PREFIX"]);
        Assert.Contains("\"/network/flow/*\"", Stack.Template().Only("AWS::IAM::Policy").ToJsonString());
    }

    [Fact]
    public void Filters_and_enrichment_are_passed_on_with_the_permission_they_need()
    {
        Processor(new FlowLogProcessorProps { Enrich = true, Filter = new ProcessorFilter { InternalNetworks = ["10.8.0.0/16", "fd00::/8"],
            Action = TrafficType.Reject, SampleOneIn = 10 } });
        var variables = Variables();
        Assert.Equal("10.8.0.0/16,fd00::/8", (string?)variables["VPC_CIDR_PREFIX"]);
        Assert.Equal("REJECT", (string?)variables["ACTION_FILTER"]);
        Assert.Equal("10", (string?)variables["SAMPLE_ONE_IN"]);
        Assert.Equal("true", (string?)variables["INCLUDE_SECURITY_GROUP_INFO"]);
        Assert.Contains("ec2:DescribeNetworkInterfaces", Actions());
    }

    [Fact]
    public void Refuses_a_log_group_whose_class_has_no_subscriptions() =>
        Assert.Contains("is of class INFREQUENT_ACCESS, which has no subscriptions. Use a group of class STANDARD.", Assert.Throws<ArgumentException>(() =>
            Processor().Subscribe(new LogGroup(Stack, "Flow", new LogGroupProps { LogGroupClass = LogGroupClass.INFREQUENT_ACCESS }))).Message);

    [Fact]
    public void Subscribes_to_a_log_group_that_may_invoke_it_and_no_other()
    {
        Processor().Subscribe(new FlowLogGroup(Stack, "Flow").LogGroup, "[version, account]");
        var template = Stack.Template();
        template.Has("AWS::Logs::SubscriptionFilter", """{ "FilterPattern": "[version, account]" }""");
        var filter = Assert.Single(template.ResourcesOf("AWS::Logs::SubscriptionFilter")).Value;
        Assert.False(filter["Properties"]!.AsObject().ContainsKey("RoleArn"));
        var permission = Assert.Single(template.ResourcesOf("AWS::Lambda::Permission"));
        Assert.Equal([permission.Key], filter["DependsOn"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("logs.amazonaws.com", (string?)permission.Value["Properties"]!["Principal"]);
        Assert.Matches(""":log-group:",\{"Ref":"FlowLogGroup\w+"\},":\*"\]\]\}$""", permission.Value["Properties"]!["SourceArn"]!.ToJsonString());
        Assert.NotNull(permission.Value["Properties"]!["SourceAccount"]);
    }

    [Fact]
    public void Refuses_its_own_log_group()
    {
        var processor = Processor();
        Assert.Contains("is the processor's own log group", Assert.Throws<ArgumentException>(() => processor.Subscribe(processor.LogGroup)).Message);
    }

    [Fact]
    public void Reads_an_archive_through_a_queue_that_retries_each_object_by_itself()
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Layout = new S3Layout { Prefix = "net" } });
        Processor().ReadFrom(archive);
        var template = Stack.Template();
        template.Has("AWS::Lambda::EventSourceMapping", """{ "BatchSize": 10, "FunctionResponseTypes": ["ReportBatchItemFailures"] }""");
        var queue = template.ResourcesOf("AWS::SQS::Queue").Single(queue => queue.Value["Properties"]!["RedrivePolicy"] is not null);
        Assert.Equal(5, (int)queue.Value["Properties"]!["RedrivePolicy"]!["maxReceiveCount"]!);
        Assert.Equal(720, (int)queue.Value["Properties"]!["VisibilityTimeout"]!);
        template.Has("AWS::S3::Bucket", """{ "NotificationConfiguration": { "EventBridgeConfiguration": { "EventBridgeEnabled": true } } }""");
        var bucket = template.ResourcesOf("AWS::S3::Bucket").Single(bucket => bucket.Value["Properties"]!["NotificationConfiguration"] is not null);
        var rule = Assert.Single(template.ResourcesOf("AWS::Events::Rule"));
        template.Has("AWS::Events::Rule", $$"""
            {
              "EventPattern": {
                "source": ["aws.s3"],
                "detail-type": ["Object Created"],
                "detail": { "bucket": { "name": [{ "Ref": "{{bucket.Key}}" }] }, "object": { "key": [{ "prefix": "net/AWSLogs/" }] } }
              }
            }
            """);
        Assert.Equal($$"""{"Fn::GetAtt":["{{queue.Key}}","Arn"]}""", rule.Value["Properties"]!["Targets"]![0]!["Arn"]!.ToJsonString());
        // The queue and its dead-letter queue admit only that rule of this account.
        var admissions = template.ResourcesOf("AWS::SQS::QueuePolicy").Values.Where(policy => policy.ToJsonString()
            .Contains("events.amazonaws.com", StringComparison.Ordinal)).Select(policy => policy.ToJsonString()).ToList();
        Assert.Equal(2, admissions.Count);
        Assert.All(admissions, admission =>
            Assert.Contains($$$$"""{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}"""
                + $$$$""","ArnEquals":{"aws:SourceArn":{"Fn::GetAtt":["{{{{rule.Key}}}}","Arn"]}}}""", admission));
        Assert.Superset(new HashSet<string> { "s3:GetObject", "sqs:ReceiveMessage", "sqs:DeleteMessage" }, Actions());
        template.Counts("Custom::S3BucketNotifications", 0);
    }

    [Fact]
    public void Reads_an_encrypted_archive_with_its_key()
    {
        Processor().ReadFrom(new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged }));
        Assert.Contains("kms:Decrypt", Actions());
    }

    [Fact]
    public void Refuses_to_write_into_the_archive_it_reads()
    {
        var archive = new FlowLogArchive(Stack, "Archive");
        var processor = Processor(new FlowLogProcessorProps { Destination = new BucketOutput { Bucket = archive.Bucket, Prefix = "AWSLogs/json" } });
        Assert.Contains("would read what it wrote", Assert.Throws<ArgumentException>(() => processor.ReadFrom(archive)).Message);
    }

    [Fact]
    public void Transforms_the_records_of_a_firehose_stream()
    {
        var role = new Role(Stack, "StreamRole", new RoleProps { AssumedBy = new ServicePrincipal("firehose.amazonaws.com") });
        var processing = Processor().ForFirehose(role);
        new CfnDeliveryStream(Stack, "Stream", new CfnDeliveryStreamProps
        {
            DeliveryStreamType = "DirectPut",
            ExtendedS3DestinationConfiguration = new CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty
            {
                BucketArn = new Bucket(Stack, "Bucket").BucketArn,
                RoleArn = role.RoleArn,
                ProcessingConfiguration = processing,
            },
        });
        var parameters = Stack.Template()
            .Only("AWS::KinesisFirehose::DeliveryStream")["ExtendedS3DestinationConfiguration"]!
                ["ProcessingConfiguration"]!["Processors"]![0]!["Parameters"]!.AsArray();
        Assert.Equal(["LambdaArn", "RoleArn", "NumberOfRetries", "BufferSizeInMBs", "BufferIntervalInSeconds"],
            parameters.Select(parameter => (string)parameter!["ParameterName"]!));
        Assert.Contains("lambda:InvokeFunction", Stack.Template().ToText());
    }

    [Fact]
    public void Alarms_on_everything_that_loses_or_delays_records()
    {
        Processor(new FlowLogProcessorProps { Enrich = true, Topics = [new Topic(Stack, "Topic")] }).ReadFrom(new FlowLogArchive(Stack, "Archive"));
        var alarms = Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => alarm["Properties"]!).ToList();
        Assert.Equal(
            [
                "ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesVisible", "AsyncEventsDropped",
                    "DeadLetterErrors",
                "EnrichErrors", "Errors", "ParkedRecords", "RefusedLoops", "Throttles",
            ],
            alarms.Select(alarm => (string)alarm["MetricName"]!).Order(StringComparer.Ordinal));
        Assert.All(alarms, alarm => Assert.Equal("notBreaching", (string?)alarm["TreatMissingData"]));
        Assert.All(alarms, alarm => Assert.Single(alarm["AlarmActions"]!.AsArray()));
    }

    [Theory]
    [InlineData("ParkedRecords", "FlowLogStack", "{\"replay\":{}}")]
    [InlineData("RefusedLoops", "FlowLogStack", "Delete the subscription filter")]
    [InlineData("EnrichErrors", "FlowLogStack", "ec2:DescribeNetworkInterfaces")]
    [InlineData("AsyncEventsDropped", "AWS/Lambda", "{\"replay\":{}}")]
    [InlineData("DeadLetterErrors", "AWS/Lambda", "may send to the queue")]
    public void One_such_event_alarms_for_this_function_alone_and_the_alarm_says_what_to_do(string metric, string space, string remedy)
    {
        Processor(new FlowLogProcessorProps { Enrich = true });
        var template = Stack.Template();
        var alarm = Assert.Single(template.ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm =>
            (string?)alarm["Properties"]!["MetricName"] == metric)["Properties"]!;
        Assert.Equal((space, "Sum", 1, 1, 300, "GreaterThanOrEqualToThreshold"),
            ((string?)alarm["Namespace"], (string?)alarm["Statistic"], (int)alarm["Threshold"]!, (int)alarm["EvaluationPeriods"]!, (int)alarm["Period"]!,
                (string?)alarm["ComparisonOperator"]));
        var dimension = Assert.Single(alarm["Dimensions"]!.AsArray())!;
        Assert.Equal(("FunctionName", Assert.Single(template.ResourcesOf("AWS::Lambda::Function")).Key),
            ((string?)dimension["Name"], (string?)dimension["Value"]!["Ref"]));
        Assert.Contains(remedy, (string)alarm["AlarmDescription"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_processor_that_does_not_enrich_has_no_alarm_on_enrichment()
    {
        Processor();
        Assert.DoesNotContain(Stack.Template().ResourcesOf("AWS::CloudWatch::Alarm").Values, alarm =>
            (string?)alarm["Properties"]!["MetricName"] == "EnrichErrors");
    }

    [Fact]
    public void Queues_are_encrypted_and_refuse_what_is_not_tls()
    {
        Processor().ReadFrom(new FlowLogArchive(Stack, "Archive"));
        var template = Stack.Template();
        Assert.Equal(3, template.ResourcesOf("AWS::SQS::Queue").Count);
        Assert.All(template.ResourcesOf("AWS::SQS::Queue").Values, queue => Assert.True((bool)queue["Properties"]!["SqsManagedSseEnabled"]!));
        Assert.Equal(3, template.ResourcesOf("AWS::SQS::QueuePolicy").Values.Count(policy => policy.ToJsonString()
            .Contains("aws:SecureTransport", StringComparison.Ordinal)));
    }

    [Fact]
    public void Concurrency_tracing_and_memory_are_choices()
    {
        Processor(new FlowLogProcessorProps { ReservedConcurrency = 5, Tracing = true, MemorySize = 1024, Timeout = Duration.Minutes(5) });
        Stack.Template().Has("AWS::Lambda::Function",
            """{ "ReservedConcurrentExecutions": 5, "TracingConfig": { "Mode": "Active" }, "MemorySize": 1024, "Timeout": 300 }""");
        Assert.Contains("xray:PutTraceSegments", Actions());
    }

    [Fact]
    public void Refuses_a_filter_or_enrichment_that_the_format_cannot_serve()
    {
        Assert.Contains("Add ${action}", Assert.Throws<FlowLogFormatException>(() =>
            new FlowLogProcessor(Stack, "A", new FlowLogProcessorProps { Format = FlowLogFormat.TransitGateway,
                Filter = new ProcessorFilter { Action = TrafficType.Reject } })).Message);
        Assert.Contains("Add ${interface-id}", Assert.Throws<FlowLogFormatException>(() =>
            new FlowLogProcessor(Stack, "B", new FlowLogProcessorProps { Format = FlowLogFormat.TransitGateway, Enrich = true })).Message);
        Assert.Contains("Add ${srcaddr}", Assert.Throws<FlowLogFormatException>(() =>
            new FlowLogProcessor(Stack, "C", new FlowLogProcessorProps { Format = FlowLogFormat.Default.Without(FlowField.SrcAddr),
                Filter = new ProcessorFilter { InternalNetworks = ["10."] } })).Message);
    }

    [Fact]
    public void Refuses_raw_lines_in_a_destination_of_json() =>
        Assert.Contains("is not JSON", Assert.Throws<ArgumentException>(() =>
            Processor(new FlowLogProcessorProps { Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake"),
                Encoding = RecordEncoding.VpcRaw } })).Message);

    [Fact]
    public void Refuses_a_prefix_with_a_slash_at_an_end() =>
        Assert.Contains("Use 'x'", Assert.Throws<ArgumentException>(() =>
            Processor(new FlowLogProcessorProps { Destination = new BucketOutput { Bucket = new Bucket(Stack, "Lake"), Prefix = "x/" } })).Message);

    [Fact]
    public void Ephemeral_storage_is_a_choice_and_Lambdas_own_by_default()
    {
        Processor(new FlowLogProcessorProps { EphemeralStorage = Size.Gibibytes(2) });
        Assert.Equal(2048, (int)Stack.Template().Only("AWS::Lambda::Function")["EphemeralStorage"]!["Size"]!);
        var other = new Stack(Repository.NewApp(), "Other");
        new FlowLogProcessor(other, "Processor");
        Assert.Null(other.Template().Only("AWS::Lambda::Function")["EphemeralStorage"]);
    }

    [Theory]
    [InlineData(511)]
    [InlineData(10241)]
    public void Refuses_ephemeral_storage_that_lambda_does_not_have(int mebibytes) =>
        Assert.Contains($"{mebibytes} MiB is not valid in Lambda. Use 512 to 10,240.", Assert.Throws<ArgumentException>(() =>
            Processor(new FlowLogProcessorProps { EphemeralStorage = Size.Mebibytes(mebibytes) })).Message);

    [Fact]
    public void Refuses_memory_that_lambda_does_not_have() =>
        Assert.Contains("100 MiB", Assert.Throws<ArgumentException>(() => Processor(new FlowLogProcessorProps { MemorySize = 100 })).Message);
}
