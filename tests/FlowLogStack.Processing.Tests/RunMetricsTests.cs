using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class RunMetricsTests
{
    static InterfaceFacts Interface(string id, params string[] groups) => new(id, "subnet-1", "vpc-1", groups, [], NetworkList.Empty);

    static List<JsonElement> Published(Action<EmbeddedMetrics> publish, string functionName = "f")
    {
        using var text = new StringWriter();
        publish(new EmbeddedMetrics("N", functionName, new Log(text, json: false, LogLevel.Info) { RequestId = "r" }));
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    static IEnumerable<string> Declared(JsonElement document) => document.GetProperty("_aws").GetProperty("CloudWatchMetrics").EnumerateArray().Single()
        .GetProperty("Metrics").EnumerateArray().Select(metric => $"{metric.GetProperty("Name").GetString()} {metric.GetProperty("Unit").GetString()}");

    static Dictionary<string, long> Numbers(JsonElement document) => document.EnumerateObject().Where(member => member.Value.ValueKind is JsonValueKind.Number)
        .ToDictionary(member => member.Name, member => member.Value.GetInt64());

    [Fact]
    public void Each_metric_of_the_function_has_its_own_count()
    {
        var metrics = new RunMetrics
        {
            Records = 1, RejectedLines = 2, DroppedRecords = 3, Bytes = 4, EnrichMisses = 5, EnrichErrors = 6, FormatMismatches = 7, RefusedLoops = 8,
        };
        metrics.CountDelivery(9, 10);
        metrics.CountDelivery(11, 12, TimeSpan.FromMilliseconds(13));
        metrics.CountParked(14);
        metrics.CountRetry();
        metrics.CountRetry();

        var document = Assert.Single(Published(to => to.Publish(metrics, DateTimeOffset.UnixEpoch)));
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["Records"] = 1, ["RejectedLines"] = 2, ["DroppedRecords"] = 3, ["Bytes"] = 4, ["EnrichMisses"] = 5, ["EnrichErrors"] = 6,
                ["FormatMismatches"] = 7, ["RefusedLoops"] = 8, ["DeliveredRecords"] = 20, ["BytesDelivered"] = 22, ["ParkedRecords"] = 14, ["Retries"] = 2,
            },
            Numbers(document));
        Assert.Equal(Numbers(document).Keys.Select(name => $"{name} {(name.StartsWith("Bytes", StringComparison.Ordinal) ? "Bytes" : "Count")}")
            .Append("DeliveryLatency Milliseconds").Order(), Declared(document).Order());
        Assert.Equal([13L], document.GetProperty("DeliveryLatency").EnumerateArray().Select(item => item.GetInt64()));
        Assert.Equal(("f", "r"), (document.GetProperty("FunctionName").GetString(), document.GetProperty("RequestId").GetString()));
    }

    [Fact]
    public void Each_metric_of_an_enabler_has_its_own_count()
    {
        var counts = new EnablerCounts { Checked = 1, OptedOut = 2, Existing = 3, Created = 4, Planned = 5 };
        for (var i = 0; i < 6; i++)
            counts.Fail($"vpc-{i}");

        var document = Assert.Single(Published(to => to.Publish(EnablerCounts.Metrics, counts, DateTimeOffset.UnixEpoch), ""));
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["CheckedVpcs"] = 1, ["OptedOutVpcs"] = 2, ["ExistingFlowLogs"] = 3, ["CreatedFlowLogs"] = 4, ["PlannedFlowLogs"] = 5, ["FailedFlowLogs"] = 6,
            },
            Numbers(document));
        Assert.Equal(Numbers(document).Keys.Select(name => $"{name} Count").Order(), Declared(document).Order());
        Assert.Equal("unknown", document.GetProperty("FunctionName").GetString());
        Assert.Equal("6 flow log(s) could not be created: vpc-0; vpc-1; vpc-2; vpc-3; vpc-4; and 1 more.", counts.Failures());
        Assert.Equal("""{"checked":1,"optedOut":2,"existing":3,"created":4,"planned":5,"failed":6}""", System.Text.Encoding.UTF8.GetString(counts.ToJson()));
    }

    [Fact]
    public void Failures_of_an_enabler_are_all_in_the_message_up_to_five()
    {
        var counts = new EnablerCounts();
        for (var i = 0; i < 5; i++)
            counts.Fail($"vpc-{i}");

        Assert.Equal("5 flow log(s) could not be created: vpc-0; vpc-1; vpc-2; vpc-3; vpc-4.", counts.Failures());
    }

    [Fact]
    public void Flows_count_by_their_direction_and_action()
    {
        var metrics = new RunMetrics();
        metrics.Count(Direction.Inbound, FlowAction.Accept, 10);
        metrics.Count(Direction.Inbound, FlowAction.Reject, 20);
        metrics.Count(Direction.Inbound, FlowAction.Reject, 30);
        metrics.Count(Direction.Internal, FlowAction.Accept, 40);

        var documents = Published(to => to.Publish(metrics, DateTimeOffset.UnixEpoch)).Skip(1).ToDictionary(
            document => document.GetProperty("Direction").GetString()!, Numbers);
        Assert.Equal(["inbound", "internal"], documents.Keys);
        Assert.Equal([1, 10, 2, 50], documents["inbound"].Values);
        Assert.Equal([1, 40, 0, 0], documents["internal"].Values);
        Assert.Equal(["AcceptedFlows Count", "AcceptedBytes Bytes", "RejectedFlows Count", "RejectedBytes Bytes"],
            Declared(Published(to => to.Publish(metrics, DateTimeOffset.UnixEpoch))[1]));
    }

    [Fact]
    public void Security_groups_are_sorted_by_rejected_then_accepted_flows_then_id()
    {
        var metrics = new RunMetrics();
        var both = Interface("eni-1", "sg-b", "sg-c");
        metrics.Count(both, FlowAction.Accept, 5);
        metrics.Count(both, FlowAction.Reject, 7);
        metrics.Count(Interface("eni-2", "sg-a"), FlowAction.Accept, 1);
        metrics.Count(Interface("eni-3", "sg-d", "sg-e"), FlowAction.Reject, 9);
        metrics.Count(Interface("eni-4", "sg-e"), FlowAction.Reject, 2);

        Assert.Equal([("sg-e", 0, 0, 2, 11), ("sg-b", 1, 5, 1, 7), ("sg-c", 1, 5, 1, 7), ("sg-d", 0, 0, 1, 9), ("sg-a", 1, 1, 0, 0)],
            metrics.BySecurityGroup().Select(row => (row.Group, (int)row.Flows.Accepted, (int)row.Flows.AcceptedBytes, (int)row.Flows.Rejected,
                (int)row.Flows.RejectedBytes)));
    }

    [Fact]
    public void Beyond_ten_thousand_interfaces_only_those_that_are_counted_already_count()
    {
        var metrics = new RunMetrics();
        var first = Interface("eni-0", "sg-first");
        metrics.Count(first, FlowAction.Accept, 1);
        for (var i = 1; i < 10_000; i++)
            metrics.Count(Interface($"eni-{i}", "sg-others"), FlowAction.Accept, 1);
        metrics.Count(Interface("eni-new", "sg-new"), FlowAction.Accept, 1);
        metrics.Count(first, FlowAction.Accept, 1);

        Assert.Equal([("sg-others", 9_999L), ("sg-first", 2L)], metrics.BySecurityGroup().Select(row => (row.Group, row.Flows.Accepted)));
    }

    [Fact]
    public void The_first_hundred_durations_of_deliveries_are_kept()
    {
        var metrics = new RunMetrics();
        for (var i = 0; i < 120; i++)
            metrics.CountDelivery(1, 2, TimeSpan.FromMilliseconds(i + 0.5));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), metrics.Latencies);
        Assert.Equal((120, 240), (metrics.DeliveredRecords, metrics.BytesDelivered));
    }
}
