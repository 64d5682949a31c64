namespace FlowLogStack.Processor.Tests;

public sealed class FilterTests
{
    [Theory]
    [InlineData("ALL", new[] { 1, 2 })]
    [InlineData("ACCEPT", new[] { 1 })]
    [InlineData("REJECT", new[] { 2 })]
    public async Task Only_the_wanted_action_passes_and_records_without_one_always_do(string filter, int[] ports)
    {
        using var rig = new ProcessorRig(("ACTION_FILTER", filter));
        string[] lines = [Given.Line(1), Given.Line(2, action: "REJECT")];

        await rig.SendAsync(Given.Subscription([.. lines, Given.NoData]));

        Assert.Equal([.. ports.Select(port => lines[port - 1]), Given.NoData], rig.Delivered);
    }

    [Fact]
    public async Task A_sample_is_about_one_in_so_many_and_the_same_on_every_attempt()
    {
        var lines = Enumerable.Range(1, 10_000).Select(port => Given.Line(port)).ToList();
        using var rig = new ProcessorRig(("SAMPLE_ONE_IN", "10"));

        await rig.SendAsync(Given.Subscription([.. lines, Given.NoData]));
        var first = rig.Delivered.ToList();
        await rig.SendAsync(Given.Subscription([.. lines, Given.NoData]));

        Assert.InRange(first.Count, 800, 1200);
        Assert.Contains(Given.NoData, first);
        Assert.Equal([.. first, .. first], rig.Delivered);
        Assert.Equal(10_001 - first.Count, rig.LastMetrics.GetProperty("DroppedRecords").GetInt32());
    }
}
