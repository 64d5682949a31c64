namespace FlowLogStack.Records.Tests.Renderings;

public sealed class TopContributorsTests
{
    static readonly TopContributors Talkers = new() { Id = "Talkers", Title = "Most bytes", Key = [FlowField.SrcAddr, FlowField.DstAddr],
        Sum = FlowField.Bytes };

    static readonly TopContributors Rejected = new() { Id = "Rejected", Title = "Most rejects", Key = [FlowField.SrcAddr],
        Conditions = [FlowField.Action.Is("REJECT")] };

    [Fact]
    public void Sums_by_position_from_one() => Assert.Equal(
        """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flow-logs"]"""
            + ""","LogFormat":"CLF","Fields":{"4":"srcaddr","5":"dstaddr","10":"bytes"},"Contribution":{"Keys":["srcaddr","dstaddr"],"Filters":[]"""
            + ""","ValueOf":"bytes"},"AggregateOn":"Sum"}""",
        Talkers.ToInsightRule(FlowLogFormat.Default, "flow-logs"));

    [Fact]
    public void Counts_by_the_positions_of_a_custom_format() => Assert.Equal(
        """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flow-logs"],"LogFormat":"CLF","Fields":{"1":"action","2":"srcaddr"}"""
            + ""","Contribution":{"Keys":["srcaddr"],"Filters":[{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""",
        Rejected.ToInsightRule(FlowLogFormat.Of(FlowField.Action, FlowField.SrcAddr), "flow-logs"));

    [Fact]
    public void Asks_Logs_Insights_the_same()
    {
        Assert.Equal("stats sum(bytes) as total by srcAddr, dstAddr\n| sort total desc\n| limit 10", Talkers.ToInsightsQuery(FlowLogFormat.Default));
        Assert.Equal("filter action = \"REJECT\"\n| stats count(*) as flows by srcAddr\n| sort flows desc\n| limit 10",
            Rejected.ToInsightsQuery(FlowLogFormat.Default));
    }

    [Fact]
    public void Refuses_a_format_without_its_fields() =>
        Assert.Contains("'Most bytes' requires 'bytes'",
            Assert.Throws<FlowLogFormatException>(() => Talkers.ToInsightRule(FlowLogFormat.Default.Without(FlowField.Bytes), "x")).Message);

    [Fact]
    public void Refuses_five_keys_and_sums_of_text()
    {
        Assert.Contains("supports 1 to 4", Assert.Throws<ArgumentException>(() =>
            (Talkers with { Key = [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol] })
            .ToInsightRule(FlowLogFormat.Default, "x")).Message);
        Assert.Contains("Use a number", Assert.Throws<ArgumentException>(() => (Talkers with { Sum = FlowField.Action }).ToInsightsQuery(FlowLogFormat.Default))
            .Message);
    }
}
