using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

public sealed class MetricsTests
{
    [Fact]
    public async Task Counts_flows_and_bytes_by_direction()
    {
        using var rig = new ProcessorRig(("FLOW_LOG_FORMAT", "${flow-direction} ${action} ${bytes}"));

        await rig.SendAsync(Given.Subscription("ingress ACCEPT 10", "ingress ACCEPT 5", "ingress REJECT 7", "egress ACCEPT 1", "- REJECT 2", "- - -"));

        Assert.Equal(
            [("inbound", 2, 15, 1, 7), ("outbound", 1, 1, 0, 0), ("unknown", 0, 0, 1, 2)],
            rig.Metrics.Where(document => document.TryGetProperty("Direction", out _)).Select(document => (
                document.GetProperty("Direction").GetString(),
                document.GetProperty("AcceptedFlows").GetInt32(),
                document.GetProperty("AcceptedBytes").GetInt32(),
                document.GetProperty("RejectedFlows").GetInt32(),
                document.GetProperty("RejectedBytes").GetInt32())));
    }

    [Fact]
    public async Task Every_metric_and_dimension_it_declares_is_a_member_of_the_root()
    {
        using var rig = new ProcessorRig(("METRICS_NAMESPACE", "Team/Flows"));

        await rig.SendAsync(Given.Subscription(Given.Line(1), "garbage"));

        Assert.NotEmpty(rig.Metrics);
        foreach (var document in rig.Metrics)
        {
            var aws = document.GetProperty("_aws");
            Assert.InRange(aws.GetProperty("Timestamp").GetInt64(), 1_700_000_000_000, 4_000_000_000_000);
            var directive = Assert.Single(aws.GetProperty("CloudWatchMetrics").EnumerateArray());
            Assert.Equal("Team/Flows", directive.GetProperty("Namespace").GetString());
            foreach (var dimension in directive.GetProperty("Dimensions").EnumerateArray().SelectMany(set => set.EnumerateArray()))
                Assert.Equal(JsonValueKind.String, document.GetProperty(dimension.GetString()!).ValueKind);
            Assert.InRange(directive.GetProperty("Metrics").GetArrayLength(), 1, 100);
            foreach (var metric in directive.GetProperty("Metrics").EnumerateArray())
                Assert.True(document.GetProperty(metric.GetProperty("Name").GetString()!).ValueKind is JsonValueKind.Number or JsonValueKind.Array);
        }

        Assert.Equal((2, 1, 2), (rig.LastMetrics.GetProperty("Records").GetInt32(), rig.LastMetrics.GetProperty("RejectedLines").GetInt32(),
            rig.LastMetrics.GetProperty("DeliveredRecords").GetInt32()));
        Assert.Equal(1, rig.LastMetrics.GetProperty("DeliveryLatency").GetArrayLength());
    }

    [Fact]
    public async Task Counts_flows_of_each_security_group_of_enriched_records()
    {
        using var rig = new ProcessorRig(("FLOW_LOG_FORMAT", "${interface-id} ${action} ${bytes}"), ("LOG_FORMAT", "FIELDS"), ("INCLUDE_SECURITY_GROUP_INFO",
            "true"));
        rig.Aws.Interfaces.Add(new LoopbackInterface("eni-1", "subnet-0a", "vpc-01", ["sg-web", "sg-base"], ["10.20.1.5"]));
        rig.Aws.Interfaces.Add(new LoopbackInterface("eni-2", "subnet-0a", "vpc-01", ["sg-base"], ["10.20.1.6"]));

        await rig.SendAsync(Given.Subscription("eni-1 ACCEPT 10", "eni-1 REJECT 7", "eni-2 REJECT 2", "eni-2 REJECT 3", "eni-9 REJECT 5", "eni-1 - -"));

        var lines = rig.Log.Split('\n').Where(line => line.StartsWith("{\"SecurityGroup\":", StringComparison.Ordinal)).Select(line =>
            JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            [("sg-base", 1, 10, 3, 12), ("sg-web", 1, 10, 1, 7)],
            lines.Select(line => (line.GetProperty("SecurityGroup").GetString(), line.GetProperty("AcceptedFlows").GetInt32(),
                line.GetProperty("AcceptedBytes").GetInt32(),
                line.GetProperty("RejectedFlows").GetInt32(), line.GetProperty("RejectedBytes").GetInt32())));
        // Without the declaration of a metric, CloudWatch bills none.
        Assert.All(lines, line => Assert.False(line.TryGetProperty("_aws", out _)));
    }

    [Fact]
    public async Task Writes_no_security_groups_without_enrichment_and_at_most_a_hundred_with_it()
    {
        using var plain = new ProcessorRig();
        await plain.SendAsync(Given.Subscription(Given.Line(1)));
        Assert.DoesNotContain("SecurityGroup", plain.Log);

        using var rig = new ProcessorRig(("FLOW_LOG_FORMAT", "${interface-id} ${action}"), ("LOG_FORMAT", "FIELDS"), ("INCLUDE_SECURITY_GROUP_INFO", "true"));
        rig.Aws.Interfaces.Add(new LoopbackInterface("eni-1", "subnet-0a", "vpc-01", [.. Enumerable.Range(0, 120).Select(group => $"sg-{group}")],
            ["10.20.1.5"]));
        await rig.SendAsync(Given.Subscription("eni-1 REJECT"));
        Assert.Equal(100, rig.Log.Split('\n').Count(line => line.StartsWith("{\"SecurityGroup\":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_failed_event_publishes_its_metrics_too()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(400));

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Subscription(Given.Line(1))));

        Assert.Equal((1, 0), (rig.LastMetrics.GetProperty("Records").GetInt32(), rig.LastMetrics.GetProperty("DeliveredRecords").GetInt32()));
    }

    [Theory]
    [InlineData("JSON")]
    [InlineData("Text")]
    public void Lines_of_the_log_name_their_invocation(string format)
    {
        using var text = new StringWriter();
        var log = Log.FromEnvironment(text, name => name == "AWS_LAMBDA_LOG_FORMAT" ? format : null);
        log.RequestId = "req-1";
        log.TraceId = "Root=1-a";

        log.Warn("two\nlines");
        log.Raw("{}"u8);

        var lines = text.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.Contains("req-1", lines[0], StringComparison.Ordinal);
        Assert.Equal("{}", lines[1]);
        if (format is "JSON")
        {
            using var json = JsonDocument.Parse(lines[0]);
            Assert.Equal(("WARN", "req-1", "Root=1-a", "two\nlines"),
                (json.RootElement.GetProperty("level").GetString(), json.RootElement.GetProperty("requestId").GetString(),
                    json.RootElement.GetProperty("traceId").GetString(), json.RootElement.GetProperty("message").GetString()));
        }
    }

    [Fact]
    public void Lines_below_the_level_asked_for_are_left_out()
    {
        using var text = new StringWriter();
        var log = Log.FromEnvironment(text, name => name == "AWS_LAMBDA_LOG_LEVEL" ? "ERROR" : null);

        log.Info("a");
        log.Warn("b");
        log.Error("c");

        Assert.EndsWith(" - ERROR c" + Environment.NewLine, text.ToString(), StringComparison.Ordinal);
        Assert.Single(text.ToString().TrimEnd().Split('\n'));
    }
}
