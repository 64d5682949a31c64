using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.JSII.Runtime.Deputy;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests;

public sealed class OrganizationTests
{
    const string Boundary = "arn:aws:iam::111122223333:policy/boundary";
    const string VpcId = "vpc-0a1b2c3d4e5f67890";

    // Everything with a role or a function: deliveries, bucket emptiers, the processor, the hourly summary.
    static Stack Everything(IStackSynthesizer? synthesizer = null)
    {
        var stack = new Stack(Repository.NewApp(), "Net", new StackProps { Synthesizer = synthesizer });
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs",
            new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true,
                Changes = Detections.Changes });
        var processor = new FlowLogProcessor(stack, "Forwarder",
            new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(stack, "Endpoint", "x/y") },
                RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true });
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
        processor.ReadFrom(monitoring.Archive!);
        _ = new HourlyRollUp(stack, "Hourly", new HourlyRollUpProps { Table = monitoring.Table!, Workgroup = monitoring.Workgroup!,
            RemovalPolicy = RemovalPolicy.DESTROY, AutoDeleteObjects = true });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = Enum.GetValues<DashboardTopic>(),
            Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
            Processor = processor,
        });
        return stack;
    }

    [Fact]
    public void A_permissions_boundary_is_on_every_role_of_every_handler()
    {
        var stack = Everything();
        Amazon.CDK.AWS.IAM.PermissionsBoundary.Of(stack).Apply(ManagedPolicy.FromManagedPolicyArn(stack, "Boundary", Boundary));
        var roles = stack.Template().ResourcesOf("AWS::IAM::Role");
        Assert.True(roles.Count >= 8, $"{roles.Count} roles");
        Assert.All(roles.Values, role => Assert.Equal(Boundary, (string?)role["Properties"]!["PermissionsBoundary"]));
    }

    [Fact]
    public void A_path_is_on_every_role_and_every_reference_follows_it()
    {
        var stack = Everything();
        Aspects.Of(stack).Add(new RolePath());
        var roles = stack.Template().ResourcesOf("AWS::IAM::Role");
        Assert.All(roles.Values, role => Assert.Equal("/network/", (string?)role["Properties"]!["Path"]));
        Assert.DoesNotContain(":role/", stack.Template().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_function_is_made_with_a_role_of_the_stack_and_a_runtime_that_Lambda_has()
    {
        var template = Everything().Template();
        var functions = template.ResourcesOf("AWS::Lambda::Function");
        Assert.All(functions.Values, function => Assert.Contains((string)function["Properties"]!["Role"]!["Fn::GetAtt"]![0]!,
            template.ResourcesOf("AWS::IAM::Role").Keys));
        Assert.All(functions.Values, function => Assert.Contains((string)function["Properties"]!["Runtime"]!, (string[])["dotnet10", "python3.13"]));
    }

    [Fact]
    public void A_bootstrap_qualifier_of_your_own_is_in_every_asset()
    {
        var text = Everything(new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { Qualifier = "network1" })).Template().ToText();
        Assert.Contains("cdk-network1-assets-", text);
        Assert.DoesNotContain("hnb659fds", text);
    }

    [Fact]
    public void The_monitoring_alone_has_no_asset_and_no_need_of_a_bootstrap()
    {
        var stack = new Stack(Repository.NewApp(), "Net",
            new StackProps { Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }) });
        new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], RemovalPolicy = RemovalPolicy.DESTROY,
            AutoDeleteObjects = true });
        var text = stack.Template().ToText();
        Assert.DoesNotContain("cdk-", text);
        Assert.DoesNotContain("bootstrap", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_function_subscribes_to_topics_of_two_severities_and_of_two_constructs()
    {
        var stack = new Stack(Repository.NewApp(), "Net");
        var pager = Pager(stack);
        new FlowLogMonitoring(stack, "Blue", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)],
            Subscriptions = [new LambdaSubscription(pager)], SeveritySubscriptions = new Dictionary<Severity,
                IReadOnlyList<ITopicSubscription>> { [Severity.High] = [new LambdaSubscription(pager)] } });
        new FlowLogMonitoring(stack, "Green", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId("vpc-0fffffffffffffff1")],
            Subscriptions = [new LambdaSubscription(pager)] });
        var template = stack.Template();
        var topics = template.ResourcesOf("AWS::SNS::Subscription").Values.Select(subscription =>
            (string)subscription["Properties"]!["TopicArn"]!["Ref"]!).ToList();
        Assert.Equal(3, topics.Count);
        Assert.Distinct(topics);
        // The permission of each topic, and the logical id of the first subscription in CDK.
        Assert.Equal(topics.Order(StringComparer.Ordinal), template.ResourcesOf("AWS::Lambda::Permission").Values.Select(permission =>
            (string)permission["Properties"]!["SourceArn"]!["Ref"]!).Order(StringComparer.Ordinal));
        Assert.Contains(template.ResourcesOf("AWS::SNS::Subscription").Keys, id => id.StartsWith("PagerTopic", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_constructs_share_a_topic_a_key_and_a_subscriber()
    {
        var app = Repository.NewApp();
        var stack = new Stack(app, "Net");
        var key = new Amazon.CDK.AWS.KMS.Key(stack, "Key");
        var topic = new Topic(stack, "Shared", new TopicProps { MasterKey = key });
        var pager = Pager(stack);
        foreach (var (id, vpc) in new[] { ("Blue", VpcId), ("Green", "vpc-0fffffffffffffff1") })
        {
            new FlowLogMonitoring(stack, id, new FlowLogMonitoringProps
            {
                Sources = [CaptureSource.FromId(vpc)],
                ExistingTopic = topic,
                Subscriptions = [new LambdaSubscription(pager)],
                Changes = Detections.Changes,
                LogGroup = new FlowLogGroupProps { EncryptionKey = key },
                Archive = new FlowLogArchiveProps { EncryptionKey = key },
            });
        }

        app.Synth();
        var template = stack.Template();
        template.Counts("AWS::SNS::Topic", 1);
        template.Counts("AWS::KMS::Key", 1);
        template.Counts("AWS::SNS::Subscription", 1);
        foreach (var statements in new[] { template.Only("AWS::KMS::Key")["KeyPolicy"]!["Statement"]!.AsArray(),
            template.Only("AWS::SNS::TopicPolicy")["PolicyDocument"]!["Statement"]!.AsArray() })
        {
            Assert.Distinct(statements.Select(statement => (string?)statement!["Sid"]).OfType<string>());
            Assert.Contains(statements, statement => statement!["Principal"]!.ToJsonString().Contains("cloudwatch.amazonaws.com", StringComparison.Ordinal));
            Assert.Contains(statements, statement => statement!["Principal"]!.ToJsonString().Contains("events.amazonaws.com", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_imported_topic_is_shared_and_its_needs_are_printed()
    {
        var stack = new Stack(Repository.NewApp(), "Net");
        var topic = Topic.FromTopicArn(stack, "Shared", "arn:aws:sns:eu-west-1:111122223333:network-alarms");
        foreach (var (id, vpc) in new[] { ("Blue", VpcId), ("Green", "vpc-0fffffffffffffff1") })
            new FlowLogMonitoring(stack, id, new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(vpc)], ExistingTopic = topic });
        stack.Template().Counts("AWS::SNS::Topic", 0);
        Assert.Contains(stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry => entry.Type == "aws:cdk:warning"
            && entry.Data.ToString()!.Contains("cloudwatch.amazonaws.com", StringComparison.Ordinal));
    }

    [Fact]
    public void Access_logs_of_several_stacks_go_to_a_bucket_of_another_stack()
    {
        var app = Repository.NewApp();
        var storage = new Stack(app, "Storage");
        var logs = new AccessLogBucket(storage, "Access");
        foreach (var (name, vpc) in new[] { ("Blue", VpcId), ("Green", "vpc-0fffffffffffffff1") })
            new FlowLogMonitoring(new Stack(app, name), "FlowLogs",
                new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(vpc)], KeepAccessLogs = false,
                    Archive = new FlowLogArchiveProps { AccessLogs = logs } });
        app.Synth();
        storage.Template().Has("AWS::S3::BucketPolicy",
            """
                { "PolicyDocument": { "Statement": [{ "Action": "s3:*" }, { "Action": "s3:PutObject", "Principal": { "Service": "logging.s3.amazonaws.com" },
                  "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } },
                    "ArnLike": { "aws:SourceArn": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":s3:::*"]] } } } }] } }
                """);
    }

    [Fact]
    public void Access_logs_of_one_stack_are_admitted_by_the_bucket_they_are_of()
    {
        var stack = new Stack(Repository.NewApp(), "Net");
        new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)] });
        Assert.DoesNotContain(":s3:::*", stack.Template().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_bucket_for_access_logs_of_another_region()
    {
        var app = Repository.NewApp();
        Stack In(string region) => new(app, region, new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333", Region = region } });
        var logs = new AccessLogBucket(In("us-east-1"), "Access");
        Assert.Contains("S3 writes access logs to a bucket of the same account and region",
            Assert.Throws<ArgumentException>(() => new FlowLogMonitoring(In("eu-west-1"), "FlowLogs",
                new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], KeepAccessLogs = false,
                    Archive = new FlowLogArchiveProps { AccessLogs = logs } })).Message);
    }

    [Fact]
    public void A_processor_of_another_stack_reads_an_archive()
    {
        var app = Repository.NewApp();
        var monitoring = new FlowLogMonitoring(new Stack(app, "Net"), "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)] });
        var forward = new Stack(app, "Forward");
        new FlowLogProcessor(forward, "Forwarder",
            new FlowLogProcessorProps { Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(forward, "Endpoint", "x/y") } })
                .ReadFrom(monitoring.Archive!);
        app.Synth();
        Assert.Single(forward.Template().ResourcesOf("AWS::Events::Rule"));
    }

    static Function Pager(Construct scope) => new(scope, "Pager",
        new FunctionProps { Runtime = Runtime.PYTHON_3_12, Handler = "index.handler", Code = Code.FromInline("def handler(e, c): pass") });

    sealed class RolePath : DeputyBase, IAspect
    {
        public void Visit(IConstruct node)
        {
            if (node is CfnRole role)
                role.Path = "/network/";
        }
    }
}
