namespace FlowLogStack.Athena.Tests;

/// <summary>The engine in place of Athena, and the behavior that the other tests rely on.</summary>
public sealed class DuckDbTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    // Each test starts with the clock at noon and without tables.
    readonly Lazy<DuckDb> database = new(() =>
    {
        shared.Value.SetClock(Noon);
        shared.Value.Query("DROP TABLE IF EXISTS flow_logs");
        return shared.Value;
    });

    [Fact]
    public void Stands_at_the_moment_it_is_told()
    {
        Assert.Equal(["2026-11-21T12:00:00.000000Z|2026-11-21T12:00:00.000000Z|2026-11-21"], Lines("SELECT now(), current_timestamp, current_date"));
        database.Value.SetClock(Noon.AddDays(1));
        Assert.Equal(["2026/11/21"], Lines("SELECT date_format(current_timestamp - interval '1' day, '%Y/%m/%d')"));
    }

    [Fact]
    public void Means_by_a_function_what_trino_means()
    {
        Assert.Equal(
            ["2", "2023-11-14T22:13:20.000000Z", "1700000000.5", "2023/11/14 22:13:20", "2", "2023-11-14T22:13:20.000Z", "2026-11-21T11:00:00.000000Z", "1",
                "2", "a b c", "a-b", "3", "true"],
            new[]
            {
                "5 / 2", "from_unixtime(1700000000)", "to_unixtime(from_unixtime(1700000000.5))", "date_format(from_unixtime(1700000000), '%Y/%m/%d %H:%i:%s')",
                "day_of_week(from_unixtime(1700000000))", "to_iso8601(from_unixtime(1700000000))", "date_add('hour', -1, now())",
                "date_diff('hour', from_unixtime(0), from_unixtime(7199))", "bitwise_and(18, 2)", "url_decode('a+b%20c')",
                "array_join(ARRAY['a', NULL, 'b'], '-')",
                "(SELECT approx_distinct(x) FROM (VALUES (1), (2), (2), (3)) AS t (x))", "regexp_like('nat-0a1', '^nat-')",
            }.SelectMany(expression => Lines($"SELECT {expression}")));
    }

    [Fact]
    public void Answers_with_every_digit_of_a_number() =>
        Assert.Equal(["9223372036854775807|1.50|∅|[1,2]"],
            Lines("SELECT 9223372036854775807, CAST(1.5 AS DECIMAL(10, 2)), CAST(NULL AS varchar), ARRAY[1, 2]"));

    [Fact]
    public void Executes_a_prepared_statement_with_its_arguments() =>
        Assert.Equal(["2|b"], database.Value.Execute("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (x, y) WHERE x = ? AND y = ?", "2", "'b'").Lines);

    [Fact]
    public void Says_which_statement_it_refuses_and_goes_on()
    {
        Assert.Contains("in: SELECT nope", Assert.Throws<InvalidOperationException>(() => database.Value.Query("SELECT nope")).Message);
        Assert.Equal(1, database.Value.Query("SELECT 1").Scalar.GetInt32());
    }

    [Fact]
    public void Reads_a_dash_in_a_number_as_null_and_in_text_as_a_dash()
    {
        var format = FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstPort, FlowField.Bytes, FlowField.Action);
        database.Value.CreateFlowLogTable("flow_logs", format,
        [
            "10.0.0.1 443 9223372036854775807 ACCEPT",
            "- - - -",
            "10.0.0.2 2147483648 9223372036854775808 \"REJECT",
            "10.0.0.3 22",
            "10.0.0.4 22 1 ACCEPT 5 6",
        ]);
        Assert.Equal(
            ["-|∅|∅|-", "10.0.0.1|443|9223372036854775807|ACCEPT", "10.0.0.2|∅|∅|\"REJECT", "10.0.0.3|22|∅|∅", "10.0.0.4|22|1|ACCEPT"],
            Lines("SELECT * FROM flow_logs ORDER BY srcaddr"));
        Assert.Equal(["srcaddr VARCHAR", "dstport INTEGER", "bytes BIGINT", "action VARCHAR"], database.Value.Query("SELECT * FROM flow_logs")
            .Columns.Select(column => $"{column.Name} {column.Type}"));
    }

    [Fact]
    public void Runs_the_queries_that_stacks_save_today()
    {
        var projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null);
        database.Value.Query("CREATE TABLE flow_logs AS SELECT * FROM (VALUES " +
            "(2, '1', 'eni-1', '10.0.0.1', '10.0.0.2', 5, 22, 6, 1::bigint, 40::bigint, 1795253400::bigint, 1795253460::bigint, 'REJECT', 'OK', '1', 'r', "
                + "'2026/11/21')) " +
            "AS t (version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, \"end\", action, log_status, "
                + "log_account, log_region, log_time)");
        foreach (var query in AthenaQueries.For(FlowLogFormat.Default, projection, "flow_logs").Where(query => query.Id is not "RecordsLost"))
            Assert.Single(database.Value.Query(query.Sql).Rows);
    }

    IReadOnlyList<string> Lines(string sql) => database.Value.Query(sql).Lines;
}
