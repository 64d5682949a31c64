namespace FlowLogStack.Records.Tests;

/// <summary>Views as text and as errors. The tests of Athena read rows of them.</summary>
public sealed class FlowLogViewTests
{
    [Fact]
    public void Refuses_a_union_of_layouts_that_no_one_predicate_prunes()
    {
        var plain = View(new S3Layout());
        var hive = View(new S3Layout { HiveCompatiblePartitions = true });
        Assert.Contains("Keep HiveCompatiblePartitions", Assert.Throws<ArgumentException>(() => FlowLogView.Union("all", plain, hive)).Message);
        Assert.Contains("The list of views is empty", Assert.Throws<ArgumentException>(() => FlowLogView.Union("all")).Message);

        static FlowLogView View(S3Layout layout) =>
            FlowLogView.Over(FlowLogFormat.V5, new PartitionProjection(layout, "archive", ["1"], ["r"], null), "network", "flow_logs", "flows");
    }
}
