using System.Text.Json.Nodes;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SecretsManager;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Query;
using FlowLogStack.Streaming;
using Alias = Amazon.CDK.AWS.KMS.Alias;

namespace FlowLogStack.Compositions.Tests;

/// <summary>The one switch for a customer managed key: it covers everything that can have a key, and each service can use the key.</summary>
public sealed class EncryptionTests : CompositionTests
{
    [Fact]
    public void One_key_encrypts_everything_that_can_have_one()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        Everything(stack);
        Assert.Single(EncryptionProof.KeysInUse(EncryptedDelivers()));
    }

    [Fact]
    public void One_key_serves_a_stack_without_an_environment_and_one_of_another_partition()
    {
        foreach (var stack in new[] { Anywhere("Anywhere"), In("China", region: "cn-north-1") })
        {
            Encryption.CustomerManaged().ApplyTo(stack);
            Everything(stack);
        }

        Assert.Equal(2, EncryptionProof.KeysInUse(EncryptedDelivers()).Count);
    }

    [Fact]
    public void Encryption_of_the_app_has_a_key_for_each_stack()
    {
        Encryption.CustomerManaged().ApplyTo(App);
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc);
        Forwarder(In("Forward")).Subscribe(Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(In("Other"), "Flows", "flows"));
        var app = EncryptedDelivers();
        Assert.Single(app["Net"].ResourcesOf("AWS::KMS::Key"));
        Assert.Single(app["Forward"].ResourcesOf("AWS::KMS::Key"));
        Assert.Empty(app["Other"].ResourcesOf("AWS::KMS::Key"));
    }

    [Fact]
    public void Encryption_of_monitoring_covers_what_it_creates_and_its_dashboards()
    {
        var monitoring = new FlowLogMonitoring(In("Net"), "FlowLogs",
            OneVpc with { Encryption = Encryption.CustomerManaged(), Changes = [Detections.FlowLogsDeleted] });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
        });
        Assert.Single(EncryptionProof.KeysInUse(EncryptedDelivers()));
    }

    [Fact]
    public void A_key_of_another_stack_admits_each_service()
    {
        var key = new Key(In("Security"), "Key");
        var stack = In("Net");
        Encryption.CustomerManaged(key).ApplyTo(stack);
        Everything(stack);
        Assert.Single(EncryptionProof.KeysInUse(EncryptedDelivers()));
    }

    [Fact]
    public void A_key_serves_a_nested_stack()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        new FlowLogMonitoring(new NestedStack(stack, "Logs"), "FlowLogs", OneVpc with { Changes = [Detections.FlowLogsDeleted] });
        Assert.Single(EncryptionProof.KeysInUse(EncryptedDelivers()));
    }

    [Fact]
    public void Synthesis_prints_each_statement_that_an_imported_key_needs()
    {
        var stack = In("Net");
        Encryption.CustomerManaged(Key.FromKeyArn(stack, "Key", KeyArn)).ApplyTo(stack);
        Everything(stack);
        var app = EncryptedDelivers();
        Assert.Equal([KeyArn], EncryptionProof.KeysInUse(app));
        foreach (var principal in new[] { "logs.eu-west-1.amazonaws.com", "delivery.logs.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com" })
            Assert.Contains(app.Messages("warning"), warning => warning.Contains(KeyArn, StringComparison.Ordinal)
                && warning.Contains(principal, StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_keeps_a_key_of_its_own()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { EncryptionKey = new Key(stack, "Own") },
            Workgroup = new QueryWorkgroupProps { Encryption = ResultsEncryption.CustomerManaged } });
        Assert.Equal(3, EncryptionProof.KeysInUse(EncryptedDelivers()).Count);
    }

    [Fact]
    public void An_alias_of_a_key_of_the_app_is_resolved_for_services_that_need_the_ARN()
    {
        var stack = In("Net");
        Encryption.CustomerManaged(new Alias(stack, "Alias", new AliasProps { AliasName = "alias/flow-logs", TargetKey = new Key(stack, "Key") }))
            .ApplyTo(stack);
        Everything(stack);
        EncryptedDelivers();
    }

    [Fact]
    public void A_stream_and_a_secret_with_keys_of_their_own_keep_them()
    {
        var stack = In("Net");
        var own = new Key(stack, "Own");
        Encryption.CustomerManaged().ApplyTo(stack);
        var secret = new Secret(stack, "Endpoint", new SecretProps { EncryptionKey = own });
        new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = secret } });
        Assert.Contains("Own", EncryptedDelivers()["Net"].ResourcesOf("AWS::SecretsManager::Secret")
            .Single().Resource["Properties"]!["KmsKeyId"]!.ToJsonString());
    }

    [Fact]
    public void Each_reader_of_a_secret_may_use_the_key_of_the_stack()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        var secret = new Secret(stack, "Endpoint");
        foreach (var id in new[] { "One", "Other" })
            new FlowLogProcessor(stack, id, new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = secret } });
        new FlowLogStream(stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.Splunk("https://example.com", secret) });
        var template = EncryptedDelivers()["Net"];
        Assert.Equal(3, template.Text.Split("kms:EncryptionContext:SecretARN").Length - 1);
        Assert.Single(template.ResourcesOf("AWS::KMS::Key"));
    }

    [Fact]
    public void Refuses_encryption_that_is_applied_twice()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        Assert.Contains("already applied to 'Net'", Assert.Throws<InvalidOperationException>(() => Encryption.CustomerManaged().ApplyTo(stack)).Message);
    }

    [Fact]
    public void Refuses_a_key_that_AWS_manages()
    {
        var stack = In("Net");
        Encryption.CustomerManaged(Alias.FromAliasName(stack, "K", "alias/aws/s3")).ApplyTo(stack);
        Assert.Contains("which AWS manages", Assert.Throws<ArgumentException>(() => new FlowLogMonitoring(stack, "FlowLogs", OneVpc)).Message);
    }

    [Fact]
    public void The_proof_finds_each_statement_that_the_key_lacks()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        Everything(stack);
        var template = SynthesizedApp.Of(App)["Net"].Text;
        var statements = KeyPolicy(JsonNode.Parse(template)!).Count;
        Assert.True(statements > 5, $"{statements} statements");
        for (var i = 0; i < statements; i++)
        {
            var changed = JsonNode.Parse(template)!;
            var removed = KeyPolicy(changed)[i]!.ToJsonString();
            // Athena's statement repeats for queries what the account's own statement lets IAM decide.
            if (removed.Contains("EncryptQueryResults", StringComparison.Ordinal))
                continue;
            KeyPolicy(changed).RemoveAt(i);
            Assert.True(EncryptionProof.Problems(SynthesizedApp.OfTemplate("Net", changed.ToJsonString())).Count > 0, $"The proof holds without {removed}");
        }
    }

    [Fact]
    public void The_proof_finds_each_role_that_lacks_the_key()
    {
        var stack = In("Net");
        Encryption.CustomerManaged().ApplyTo(stack);
        Everything(stack);
        var template = SynthesizedApp.Of(App)["Net"].Text;
        var checkedRoles = 0;
        foreach (var (id, _) in JsonNode.Parse(template)!["Resources"]!.AsObject().Where(resource => (string?)resource.Value!["Type"] == "AWS::IAM::Policy"))
        {
            var changed = JsonNode.Parse(template)!;
            var statements = changed["Resources"]![id]!["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray();
            if (statements.RemoveAll(statement => statement!["Action"]!.ToJsonString().Contains("kms:", StringComparison.Ordinal)) == 0)
                continue;
            Assert.True(EncryptionProof.Problems(SynthesizedApp.OfTemplate("Net",
                changed.ToJsonString())).Count > 0, $"The proof holds without the key in {id}");
            checkedRoles++;
        }

        Assert.True(checkedRoles >= 2, $"{checkedRoles} roles use the key.");
    }

    static JsonArray KeyPolicy(JsonNode template) => template["Resources"]!.AsObject().Single(resource => (string?)resource.Value!["Type"] == "AWS::KMS::Key")
        .Value!["Properties"]!["KeyPolicy"]!["Statement"]!.AsArray();

    SynthesizedApp EncryptedDelivers()
    {
        var app = Delivers();
        Assert.Empty(EncryptionProof.WithoutKey(app));
        return app;
    }

    static void Everything(Stack stack)
    {
        var stream = new CfnDeliveryStream(stack, "Stream", new CfnDeliveryStreamProps
        {
            DeliveryStreamType = "DirectPut",
            ExtendedS3DestinationConfiguration = new CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty
            {
                BucketArn = "arn:aws:s3:::lake",
                RoleArn = new Role(stack, "StreamRole", new RoleProps { AssumedBy = new ServicePrincipal("firehose.amazonaws.com") }).RoleArn,
            },
        });
        new FlowLogStream(stack, "Lake", new FlowLogStreamProps { Destination = StreamDestination.ToBucket(), RemovalPolicy = RemovalPolicy.DESTROY });
        new ActivityTrail(stack, "Trail", new ActivityTrailProps { SendsToLogGroup = true, RemovalPolicy = RemovalPolicy.DESTROY });
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", OneVpc with
        {
            Changes = [Detections.SecurityGroupChanges, Detections.FlowLogsDeleted],
            Firehose = CaptureDestination.Firehose(stream),
            RemovalPolicy = RemovalPolicy.DESTROY,
            AutoDeleteObjects = true,
        });
        new HourlyRollUp(stack, "Hourly", new HourlyRollUpProps { Table = monitoring.Table!, Workgroup = monitoring.Workgroup!,
            RemovalPolicy = RemovalPolicy.DESTROY });
        var processor = new FlowLogProcessor(stack, "Forwarder", new FlowLogProcessorProps
        {
            Endpoint = new EndpointOutput { Secret = new Secret(stack, "Endpoint") },
            AccessLogs = monitoring.AccessLogs,
            Topics = [monitoring.Topic!.Topic],
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
        processor.ReadFrom(monitoring.Archive!);
        monitoring.AddDashboards(new MonitoringDashboardsProps { Topics = [DashboardTopic.SecurityGroups] });
    }
}
