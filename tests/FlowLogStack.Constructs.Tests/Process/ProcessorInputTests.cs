using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;
using FlowLogStack.Process;
using Construct = global::Constructs.Construct;

namespace FlowLogStack.Constructs.Tests.Process;

public sealed class ProcessorInputTests : ConstructTests
{
    static readonly string[] All = ["group", "archive", "second group", "second archive"];

    /// <summary>Returns the logical ids of a stack whose processor has these inputs, each with the JSON of its resource.</summary>
    static Dictionary<string, JsonNode> Resources(int? reserved, params string[] inputs)
    {
        var stack = new Stack(Repository.NewApp(), "Test");
        var groups = new[] { new FlowLogGroup(stack, "Group"), new FlowLogGroup(stack, "Group2") };
        var archives = new[] { new FlowLogArchive(stack, "Archive"), new FlowLogArchive(stack, "Archive2") };
        var processor = new FlowLogProcessor(stack, "Processor",
            new FlowLogProcessorProps { ReservedConcurrency = reserved, Destination = new BucketOutput { Bucket = new Bucket(stack, "Lake") } });
        foreach (var input in inputs)
        {
            if (input.EndsWith("group", StringComparison.Ordinal))
                processor.Subscribe(groups[input.StartsWith("second", StringComparison.Ordinal) ? 1 : 0].LogGroup);
            else
                processor.ReadFrom(archives[input.StartsWith("second", StringComparison.Ordinal) ? 1 : 0]);
        }

        return stack.Template().ToJson()["Resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => resource.Value!);
    }

    static HashSet<string> Ids(params string[] inputs) => [.. Resources(null, inputs).Keys];

    [Theory]
    [InlineData("group")]
    [InlineData("archive")]
    [InlineData("second group")]
    [InlineData("second archive")]
    public void An_input_keeps_its_logical_ids_when_any_other_is_removed(string removed)
    {
        var alone = All.ToDictionary(input => input, input => Ids(input).Except(Ids()).ToHashSet());
        var others = Ids([.. All.Where(input => input != removed)]);

        Assert.All(alone.Values, ids => Assert.NotEmpty(ids));
        Assert.All(alone.Where(input => input.Key != removed), input => Assert.Superset(input.Value, others));
        Assert.Empty(alone[removed].Intersect(others));
    }

    [Fact]
    public void The_order_of_inputs_changes_no_logical_id() =>
        Assert.Equal(Ids(All).Order(), Ids([.. All.Reverse()]).Order());

    [Fact]
    public void Inputs_are_named_after_their_sources()
    {
        var ids = Ids(All);

        Assert.Contains(ids, id => id.StartsWith("ProcessorFromArchiveNotifications", StringComparison.Ordinal));
        Assert.Contains(ids, id => id.StartsWith("ProcessorFromArchive2Notifications", StringComparison.Ordinal));
        Assert.Contains(ids, id => id.StartsWith("ProcessorFromGroup", StringComparison.Ordinal) && id.Contains("Subscription", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProcessorRuntime.Managed)]
    [InlineData(ProcessorRuntime.Native)]
    public void An_archive_of_Parquet_is_an_input_as_one_of_text_is(ProcessorRuntime runtime)
    {
        using var native = runtime is ProcessorRuntime.Native ? new NativeStandIn("x86_64") : null;
        string Template(FileFormat format)
        {
            var stack = new Stack(Repository.NewApp(), "Test");
            var archive = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { Layout = new S3Layout { FileFormat = format } });
            new FlowLogProcessor(stack, "Processor", new FlowLogProcessorProps { Runtime = runtime }).ReadFrom(archive);
            return stack.Template().ToText();
        }

        Assert.Equal(Template(FileFormat.PlainText), Template(FileFormat.Parquet));
    }

    [Fact]
    public void A_source_of_another_stack_is_named_by_its_place_in_the_app()
    {
        var other = new Stack((App)Stack.Node.Root, "Other");
        var group = new LogGroup(other, "Group");
        new FlowLogProcessor(Stack, "Processor").Subscribe(group);

        Assert.StartsWith("ProcessorFromOtherGroupSubscription", Assert.Single(Stack.Template().ResourcesOf("AWS::Logs::SubscriptionFilter")).Key,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_whose_paths_differ_only_in_where_they_are_divided_are_two_inputs()
    {
        var processor = new FlowLogProcessor(Stack, "Processor");
        processor.Subscribe(new LogGroup(new Construct(Stack, "A.B"), "C"));
        processor.Subscribe(new LogGroup(new Construct(Stack, "A"), "B.C"));

        Stack.Template().Counts("AWS::Logs::SubscriptionFilter", 2);
    }

    [Fact]
    public void A_source_called_as_a_part_of_the_processor_is_no_obstacle()
    {
        var processor = new FlowLogProcessor(Stack, "Processor");
        foreach (var name in new[] { "Logs", "Function", "Role", "Failures", "ErrorsAlarm" })
            processor.Subscribe(new LogGroup(Stack, name));

        Stack.Template().Counts("AWS::Logs::SubscriptionFilter", 5);
    }

    [Fact]
    public void One_log_group_may_be_subscribed_to_under_two_names_that_keep_their_ids()
    {
        string Only(params string[] names)
        {
            var stack = new Stack(Repository.NewApp(), "Test");
            var (group, processor) = (new LogGroup(stack, "Group"), new FlowLogProcessor(stack, "Processor"));
            foreach (var name in names)
                processor.Subscribe(group, name == "Rejects" ? "REJECT" : "", name);
            return stack.Template().ResourcesOf("AWS::Logs::SubscriptionFilter")
                .Single(filter => (string?)filter.Value["Properties"]!["FilterPattern"] == "REJECT").Key;
        }

        Assert.Equal(Only("Rejects"), Only("All", "Rejects"));
    }

    [Fact]
    public void Refuses_to_read_one_source_twice()
    {
        var (group, archive) = (new LogGroup(Stack, "Group"), new FlowLogArchive(Stack, "Archive"));
        var processor = new FlowLogProcessor(Stack, "Processor");
        processor.Subscribe(group);
        processor.ReadFrom(archive);

        var again = Assert.Throws<ArgumentException>(() => processor.Subscribe(group, "REJECT")).Message;
        Assert.Contains("reads 'Test/Group' already", again, StringComparison.Ordinal);
        Assert.Contains("'name'", again, StringComparison.Ordinal);
        Assert.Contains("reads 'Test/Archive' already", Assert.Throws<ArgumentException>(() => processor.ReadFrom(archive)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    [InlineData(1000, 1000)]
    [InlineData(5000, 1000)]
    public void A_queue_invokes_a_function_of_reserved_concurrency_no_more_than_that_at_once(int reserved, int maximum) =>
        Assert.Equal([maximum], Concurrencies(reserved, "archive"));

    [Fact]
    public void Several_queues_share_the_reserved_concurrency()
    {
        Assert.Equal([5, 5], Concurrencies(10, "archive", "second archive"));
        Assert.Equal([2, 2], Concurrencies(3, "archive", "second archive"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Warns_when_less_is_reserved_than_a_queue_uses_at_least(int reserved, int warnings)
    {
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { ReservedConcurrency = reserved }).ReadFrom(new FlowLogArchive(Stack, "Archive"));

        Assert.Equal(warnings, Messages("warning").Count(message => message.Contains("ReservedConcurrency to 2 or more", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_reserved_concurrency_a_queue_has_no_maximum() =>
        Assert.Equal([null], Concurrencies(null, "archive"));

    static IEnumerable<int?> Concurrencies(int? reserved, params string[] inputs) =>
        Resources(reserved, inputs).Values
            .Where(resource => (string?)resource["Type"] == "AWS::Lambda::EventSourceMapping")
            .Select(mapping => (int?)mapping["Properties"]!["ScalingConfig"]?["MaximumConcurrency"]);

    [Fact]
    public void Refuses_to_read_one_bucket_twice_under_two_imports_and_to_write_into_it()
    {
        FlowLogArchive Imported(string id) => FlowLogArchive.FromBucket(Stack, id, Bucket.FromBucketName(Stack, id + "Bucket", "central-logs"));
        var processor = new FlowLogProcessor(Stack, "Processor");
        processor.ReadFrom(Imported("One"));
        Assert.Contains("would read each object twice", Assert.Throws<ArgumentException>(() => processor.ReadFrom(Imported("Other"))).Message,
            StringComparison.Ordinal);
        var writer = new FlowLogProcessor(Stack, "Writer", new FlowLogProcessorProps { Destination = new BucketOutput
        {
            Bucket = Bucket.FromBucketName(Stack, "Lake", "central-logs"), Prefix = "AWSLogs",
        } });
        Assert.Contains("the processor would read what it wrote", Assert.Throws<ArgumentException>(() => writer.ReadFrom(Imported("Third"))).Message,
            StringComparison.Ordinal);
    }
}
