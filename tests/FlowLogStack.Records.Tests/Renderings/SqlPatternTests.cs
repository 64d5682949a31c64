namespace FlowLogStack.Records.Tests;

/// <summary>Filter patterns as SQL, letter by letter; that they select the same records is tried on an engine, with the Athena tests.</summary>
public sealed class SqlPatternTests
{
    static readonly FlowLogFormat Table = FlowLogFormat.Of(FlowField.Action, FlowField.SrcAddr, FlowField.DstPort);

    static string Sql(string pattern, FlowLogFormat? events = null) => SqlPatterns.ToSql(LogPattern.Parse(pattern), Table, events);

    [Theory]
    [InlineData("", "TRUE")]
    [InlineData("[]", "TRUE")]
    [InlineData("[a, b]", "TRUE")]
    [InlineData("[a, b, c, d]", "FALSE")]
    [InlineData("[a=REJECT, rest]", "\"action\" = 'REJECT'")]
    [InlineData("[a, rest=\"10.0.0.1 22\"]", "coalesce(\"srcaddr\", '-') || ' ' || coalesce(CAST(\"dstport\" AS varchar), '-') = '10.0.0.1 22'")]
    [InlineData("[a, rest!=10.*]", "coalesce(\"srcaddr\", '-') || ' ' || coalesce(CAST(\"dstport\" AS varchar), '-') NOT LIKE '10.%'")]
    [InlineData("[all=*22]", "coalesce(\"action\", '-') || ' ' || coalesce(\"srcaddr\", '-') || ' ' || coalesce(CAST(\"dstport\" AS varchar), '-') LIKE '%22'")]
    [InlineData("[a=REJECT, ...]", "\"action\" = 'REJECT'")]
    [InlineData("[..., p=22]", "\"dstport\" = 22")]
    [InlineData("[a, s, p=\"22\"]", "\"dstport\" = 22")]
    [InlineData("[a, s, p=\"022\"]", "FALSE")]
    [InlineData("[a, s, p=\"-\"]", "\"dstport\" IS NULL")]
    [InlineData("[a, s, p!=\"-\"]", "\"dstport\" IS NOT NULL")]
    [InlineData("[a, s, p!=22]", "(\"dstport\" IS NULL OR \"dstport\" <> 22)")]
    [InlineData("[a, s, p>=1.5]", "CAST(\"dstport\" AS double) >= 1.5E0")]
    [InlineData("[a, s, p<1e30]", "CAST(\"dstport\" AS double) < 1E+30")]
    [InlineData("[a, s, p=4*]", "CAST(\"dstport\" AS varchar) LIKE '4%'")]
    [InlineData("[a, s, p>1 && p<9 || p=22]", "(\"dstport\" > 1 AND \"dstport\" < 9 OR \"dstport\" = 22)")]
    [InlineData("[a, s=\"-\", p]", "(\"srcaddr\" IS NULL OR \"srcaddr\" = '-')")]
    [InlineData("[a, s!=10.*, p]", "(\"srcaddr\" IS NULL OR \"srcaddr\" NOT LIKE '10.%')")]
    [InlineData("[a, s=\"it's_100%*\", p]", "\"srcaddr\" LIKE 'it''s!_100!%%' ESCAPE '!'")]
    [InlineData("[a, s=%^10\\.[0-4]\\d+$%, p]", "regexp_like(\"srcaddr\", '^[1][0][\\x2E][01234][0123456789]+\\z')")]
    [InlineData("[a, s=%x{2}?|y+?|[^a-y]%, p]", "(\"srcaddr\" IS NULL OR regexp_like(\"srcaddr\", '[x]{2}|[y]+|[^abcdefghijklmnopqrstuvwxy]'))")]
    [InlineData("[a, s=%\\D[\\d\\D]%, p]", "regexp_like(\"srcaddr\", '[^0123456789].')")]
    [InlineData("[a, s=5, p]", "coalesce(TRY_CAST(CASE WHEN regexp_like(\"srcaddr\", '^[0-9]{1,19}$') THEN \"srcaddr\" END AS bigint) = 5, TRY_CAST(CASE WHEN "
        + "regexp_like(\"srcaddr\", '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$') THEN \"srcaddr\" END AS double) = 5E0)")]
    [InlineData("REJECT -22", "strpos(coalesce(\"action\", '-') || ' ' || coalesce(\"srcaddr\", '-') || ' ' || coalesce(CAST(\"dstport\" AS varchar), '-'), "
        + "'REJECT') > 0 AND strpos(coalesce(\"action\", '-') || ' ' || coalesce(\"srcaddr\", '-') || ' ' || coalesce(CAST(\"dstport\" AS varchar), "
        + "'-'), '22') = 0")]
    public void Each_construct_has_its_sql(string pattern, string sql) => Assert.Equal(sql, Sql(pattern));

    [Fact]
    public void Fields_are_found_by_their_place_in_the_event_and_by_their_name_in_the_table()
    {
        var events = FlowLogFormat.Of(FlowField.DstPort, FlowField.Bytes, FlowField.Action);
        Assert.Equal("\"action\" = 'REJECT' AND \"dstport\" = 22", Sql("[port=22, bytes, action=REJECT]", events));
        Assert.Equal("\"action\" = 'REJECT'", Sql("[..., action=REJECT]", events));
    }

    [Theory]
    [InlineData("[port, bytes>5, action]",
        "The filter pattern [port, bytes>5, action] cannot be applied to the table: it requires 'bytes', which the table lacks.")]
    [InlineData("REJECT", "it requires 'bytes', which the table lacks")]
    [InlineData("{ $.a = 1 }", "it is a JSON pattern, but a table of records has no JSON")]
    public void Refuses_what_sql_cannot_say(string pattern, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => Sql(pattern, FlowLogFormat.Of(FlowField.DstPort, FlowField.Bytes, FlowField.Action)))
            .Message);
}
