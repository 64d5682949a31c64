namespace FlowLogStack.Records.Tests;

public sealed class QueryRenderingTests
{
    static readonly FlowLogFormat Custom = FlowLogFormat.Of(FlowField.End, FlowField.SrcAddr, FlowField.DstPort, FlowField.Action);

    [Fact]
    public void Insights_needs_no_parse_for_the_default_format_and_uses_its_discovered_names() =>
        Assert.Equal(
            "filter action = \"REJECT\"\n| stats count(*) as numRejections by srcAddr\n| sort numRejections desc\n| limit 20",
            InsightsQueries.TopRejectedSources(FlowLogFormat.Default).Query);

    [Fact]
    public void Insights_parses_a_custom_format_first() =>
        Assert.Equal(
            "parse @message \"* * * *\" as end, srcaddr, dstport, action\n| filter action = \"REJECT\"\n| stats count(*) as numRejections by srcaddr\n| sort "
                + "numRejections desc\n| limit 20",
            InsightsQueries.TopRejectedSources(Custom).Query);

    [Fact]
    public void Insights_writes_every_kind_of_condition() =>
        Assert.Equal(
            "filter (dstPort = 22 or dstPort = 3389) and (protocol != 1 and protocol != 6 and protocol != \"-\") and srcAddr like /^10\\.0\\..*$/ and "
                + "bytes >= 400",
            InsightsQuery.For(FlowLogFormat.Default).Filter(FlowField.DstPort.IsOneOf(22, 3389), FlowField.Protocol.IsNoneOf(1, 6),
                FlowField.SrcAddr.Matches("10.0.*"), FlowField.Bytes.IsAtLeast(400)));

    [Fact]
    public void Insights_refuses_a_field_the_format_lacks() =>
        Assert.Contains("Add ${bytes}", Assert.Throws<FlowLogFormatException>(() => InsightsQuery.For(Custom).Name(FlowField.Bytes)).Message);

    [Fact]
    public void Sql_quotes_every_column_because_some_are_reserved() =>
        Assert.Equal("\"end\" < 5 AND \"action\" = 'REJECT'", SqlConditions.ToSql(FlowField.End.IsBelow(5), FlowField.Action.Is("REJECT")));

    [Fact]
    public void Sql_writes_every_kind_of_condition() =>
        Assert.Equal(
            "\"dstport\" IN (22, 3389) AND (\"protocol\" <> 1 AND \"protocol\" <> 6) AND \"srcaddr\" LIKE '10.0.%' AND \"interface_type\" LIKE "
                + "'nat!_%' ESCAPE '!'",
            SqlConditions.ToSql(FlowField.DstPort.IsOneOf(22, 3389), FlowField.Protocol.IsNoneOf(1, 6), FlowField.SrcAddr.Matches("10.0.*"),
                FlowField.InterfaceType.Matches("nat_*")));

    [Fact]
    public void Sql_doubles_the_quotes_in_text() =>
        Assert.Equal("\"action\" = 'it''s'", SqlConditions.ToSql(FlowField.Action.Is("it's")));

    [Fact]
    public void Sql_of_no_condition_is_true() => Assert.Equal("TRUE", SqlConditions.ToSql());

    [Fact]
    public void The_ssh_detection_renders_for_any_order_of_fields() =>
        Assert.Equal("[protocol=6, action=REJECT, bytes, dstport=22]",
            Assert.Single(Detections.SshRejects.ToFilterPatterns(FlowLogFormat.Of(FlowField.Protocol, FlowField.Action, FlowField.Bytes, FlowField.DstPort))));

    [Fact]
    public void A_detection_says_which_fields_its_format_lacks()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => Detections.SshRejects.ToFilterPatterns(Custom));
        Assert.Contains("The detection 'SSH rejects' requires 'protocol'", error.Message);
        Assert.Contains("Add ${protocol} to the log format", error.Message);
    }
}
