using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.CDK.AWS.SQS;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;
using FlowLogStack.Watch;

namespace FlowLogStack.Compositions.Tests;

/// <summary>Stacks that need each other, in each way that our constructs can make them: the message has both constructs and the way out.</summary>
public sealed class StackOrderTests : CompositionTests
{
    const string WayOut = "Put these constructs into one stack, or set a name on one of the resources and refer to it by that name";

    [Fact]
    public void Refuses_dashboards_of_a_processor_whose_stack_reads_the_log_group_that_they_draw()
    {
        var net = In("Net");
        var monitoring = new FlowLogMonitoring(net, "FlowLogs", OneVpc);
        var processor = Forwarder(In("Forward"));
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
        monitoring.AddDashboards(new MonitoringDashboardsProps { Topics = [DashboardTopic.Overview], Processor = processor });
        var error = Synthesis();
        Assert.Contains("The stacks 'Net' and 'Forward' need each other, so that none can be deployed first: "
            + "'Net/FlowLogs/Dashboards/Overview/Dashboard/Dashboard' of 'Net' uses 'Forward/Forwarder/", error);
        Assert.Contains("of 'Forward' uses 'Net/FlowLogs/Logs/LogGroup' of 'Net'", error);
        Assert.Contains(WayOut, error);
    }

    [Fact]
    public void Refuses_a_topic_of_a_stack_that_reads_the_archive_whose_alarms_notify_it()
    {
        var operations = In("Operations");
        var topic = new Topic(operations, "Pager");
        var monitoring = new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { ExistingTopic = topic });
        Forwarder(operations).ReadFrom(monitoring.Archive!);
        Assert.Contains("of 'Net' uses 'Operations/Pager' of 'Operations'", Synthesis());
    }

    [Fact]
    public void Refuses_a_function_that_a_topic_notifies_in_the_stack_of_the_topics_key()
    {
        var operations = In("Operations");
        var key = new Key(operations, "Key");
        var pager = new Function(operations, "Pager", new FunctionProps { Runtime = Runtime.PYTHON_3_12, Handler = "index.handler",
            Code = Code.FromInline("def handler(event, context): pass") });
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { TopicEncryptionKey = key, Subscriptions = [new LambdaSubscription(pager)] });
        var error = Synthesis();
        Assert.Contains("uses 'Operations/Key' of 'Operations'", error);
        Assert.True(error.Contains("of 'Operations' uses 'Net/FlowLogs/Notifications/", StringComparison.Ordinal), error);
    }

    [Fact]
    public void Refuses_a_queue_that_a_topic_notifies_in_the_stack_of_the_bucket_that_the_archive_is_in()
    {
        var operations = In("Operations");
        var bucket = new Bucket(operations, "Logs");
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { Archive = new FlowLogArchiveProps { Existing = bucket },
            Subscriptions = [new SqsSubscription(new Queue(operations, "Pager"))] });
        Assert.Contains(WayOut, Synthesis());
    }

    [Fact]
    public void Refuses_a_VPC_of_a_stack_that_queries_its_flow_logs()
    {
        var net = In("Net");
        var vpc = new Vpc(net, "Vpc", new VpcProps { NatGateways = 0, RestrictDefaultSecurityGroup = false });
        var monitoring = new FlowLogMonitoring(In("Logs"), "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.Vpc(vpc)] });
        new HourlyRollUp(net, "Hourly", new HourlyRollUpProps { Table = monitoring.Table!, Workgroup = monitoring.Workgroup! });
        Assert.Contains("of 'Logs' uses 'Net/Vpc' of 'Net'", Synthesis());
    }

    [Fact]
    public void Refuses_a_stack_that_is_deployed_after_the_one_that_reads_it()
    {
        var net = In("Net");
        var forward = In("Forward");
        Forwarder(forward).Subscribe(new FlowLogGroup(net, "Logs").LogGroup);
        // CDK checks an order that is set by hand against what it knows, which is nothing yet.
        net.AddDependency(forward);
        var error = Synthesis();
        Assert.Contains("'Net' is set to be deployed after 'Forward'", error);
        Assert.Contains(WayOut, error);
    }

    [Fact]
    public void Refuses_a_circle_of_three_stacks()
    {
        var monitoring = new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { ExistingTopic = new Topic(In("Operations"), "Pager") });
        var forward = In("Forward");
        Forwarder(forward).Subscribe(monitoring.LogGroup!.LogGroup);
        ((Stack)App.Node.FindChild("Operations")).AddDependency(forward);
        var error = Synthesis();
        Assert.Contains("'Net'", error);
        Assert.Contains("'Operations'", error);
        Assert.Contains("'Forward'", error);
    }

    [Fact]
    public void Refuses_a_log_group_of_another_stage()
    {
        var group = new FlowLogGroup(new Stack(new Stage(App, "Base"), "Net"), "Logs");
        Forwarder(new Stack(new Stage(App, "Readers"), "Forward")).Subscribe(group.LogGroup);
        var error = Synthesis();
        Assert.Contains("uses 'Base/Net/Logs/LogGroup' of the stack", error);
        Assert.Contains("which is in another stage", error);
    }

    [Fact]
    public void Takes_stacks_that_need_one_another_in_one_direction_through_nested_stacks_and_names()
    {
        var net = In("Net");
        var monitoring = new FlowLogMonitoring(net, "FlowLogs", OneVpc with { ExistingTopic = new Topic(In("Operations"), "Pager") });
        var nested = new NestedStack(net, "Nested");
        new SavedInsightsQueries(nested, "Queries", new SavedInsightsQueriesProps { LogGroup = monitoring.LogGroup!.LogGroup });
        var processor = Forwarder(In("Forward"));
        processor.Subscribe(monitoring.LogGroup!.LogGroup);
        Delivers();
    }

    [Fact]
    public void Large_stacks_are_compared()
    {
        var vpcs = Enumerable.Range(1, 100).Select(i => CaptureSource.FromId($"vpc-{i:x17}")).ToList();
        foreach (var name in new[] { "Blue", "Green" })
        {
            var topic = new Topic(In(name + "Operations"), "Pager");
            var monitoring = new FlowLogMonitoring(In(name), "FlowLogs",
                new FlowLogMonitoringProps { Sources = vpcs, Format = FlowLogFormat.V5, Changes = Detections.Changes, ExistingTopic = topic });
            monitoring.AddDashboards(new MonitoringDashboardsProps
            {
                Topics = Enum.GetValues<DashboardTopic>(),
                Activity = new ActivityLogGroups { Calls = monitoring.LogGroup!.LogGroup },
            });
        }

        Delivers();
    }

    [Fact]
    public void An_app_is_checked_each_time_it_is_synthesized()
    {
        var (net, forward) = (In("Net"), In("Forward"));
        Forwarder(forward).Subscribe(new FlowLogGroup(net, "Logs").LogGroup);
        Delivers();
        for (var i = 0; i < 3; i++)
        {
            SubscribeTo(new Topic(forward, $"Pager{i}"), net, "Later");
            Assert.Contains(WayOut, Synthesis());
            net.Node.TryRemoveChild("Later");
            App.Synth(new StageSynthesisOptions { Force = true });
        }
    }

    [Fact]
    public void A_stack_that_is_added_between_two_syntheses_is_checked()
    {
        var forward = In("Forward");
        var topic = new Topic(forward, "Pager");
        Forwarder(forward);
        Delivers();
        var monitoring = new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { ExistingTopic = topic });
        Forwarder(forward, "ArchiveForwarder").ReadFrom(monitoring.Archive!);
        Assert.Contains(WayOut, Synthesis());
    }

    [Fact]
    public void A_nested_stack_is_of_the_stack_that_it_is_deployed_with()
    {
        var net = In("Net");
        var logs = new FlowLogGroup(net, "Logs").LogGroup;
        var operations = In("Operations");
        var topic = new Topic(operations, "Pager");
        Forwarder(operations).Subscribe(logs);

        // The stack 'Inner' is in the tree of 'Net', and CloudFormation deploys it on its own, after the other two.
        var inner = new Stack(net, "Inner", new StackProps { Env = new Amazon.CDK.Environment { Account = Account, Region = Region } });
        new FlowLogGroup(inner, "Logs");
        new AlarmTopic(new NestedStack(inner, "Nested"), "Alarms", new AlarmTopicProps { Existing = topic });
        SubscribeTo(topic, (Stack)inner.Node.FindChild("Nested"), "Subscription");
        App.Synth();
    }

    static CfnResource SubscribeTo(Topic topic, Stack stack, string id) => new(stack, id, new CfnResourceProps
    {
        Type = "AWS::SNS::Subscription",
        Properties = new Dictionary<string, object> { ["TopicArn"] = topic.TopicArn },
    });

    string Synthesis() => Assert.ThrowsAny<Exception>(() => App.Synth(new StageSynthesisOptions { Force = true })).Message;
}
