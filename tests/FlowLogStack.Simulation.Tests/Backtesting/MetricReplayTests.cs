namespace FlowLogStack.Simulation.Tests;

public sealed class MetricReplayTests
{
    static readonly MetricIdentity Rejects = new("test", "Rejects");

    [Fact]
    public void Sums_what_each_filter_selects_by_the_minute_its_record_begins()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Templates.Filter("Rejects", Templates.Pattern("action=REJECT"), more: ", \"DefaultValue\": 0"),
            Templates.Filter("Bytes", Templates.Pattern("dstport=443"), value: "$bytes"));
        var replay = new MetricReplay(template);

        replay.Read(Flows.Text([Flows.Header, Flows.Line(5, action: "REJECT"), Flows.Line(5, action: "REJECT", second: 59), Flows.Line(6, bytes: 100),
            Flows.Line(9, bytes: 20, port: 80)]), "flows.log");

        Assert.Equal([Rejects, new MetricIdentity("test", "Bytes")], replay.Metrics);
        Assert.Equal((Flows.At(5), Flows.At(10)), replay.Extent);
        Assert.Equal([2, 0, null, null, 0], Enumerable.Range(5, 5).Select(minute => replay.SumOf(Rejects, Flows.At(minute))));
        Assert.Equal([1680, 100, null], Enumerable.Range(5, 3).Select(minute => replay.SumOf(new MetricIdentity("test", "Bytes"), Flows.At(minute))));
    }

    [Fact]
    public void Says_of_a_metric_with_dimensions_that_it_is_many()
    {
        var replay = new MetricReplay(Templates.Of(Templates.Filter("Rejects", Templates.Pattern("action=REJECT"),
            more: ", \"Dimensions\": [{ \"Key\": \"Interface\", \"Value\": \"$eni\" }]")));
        Assert.Empty(replay.Metrics);
        Assert.Equal("it has a series for each value of Interface", replay.Unmeasured[Rejects]);
    }

    [Fact]
    public void Has_no_extent_without_records() => Assert.Null(new MetricReplay(Templates.Of(Templates.FlowLog())).Extent);
}
