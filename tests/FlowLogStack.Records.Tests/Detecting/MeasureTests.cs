namespace FlowLogStack.Records.Tests;

/// <summary>Queries and expressions of every measure.</summary>
public sealed class MeasureTests
{
    public static TheoryData<string, Measure, string, string> Ranked => new()
    {
        { "flows", Measure.Flows, "stats count(*) as flows, sum(bytes) as totalBytes by srcAddr, dstAddr, dstPort, interfaceId", "sort flows desc" },
        {
            "packets", Measure.Packets,
            "stats count(*) as flows, sum(packets) as totalPackets, sum(bytes) as totalBytes by srcAddr, dstAddr, dstPort, interfaceId",
                "sort totalPackets desc"
        },
        { "distinct", Measure.Distinct(FlowField.DstAddr), "stats count(*) as flows, sum(bytes) as totalBytes by srcAddr, dstAddr, dstPort, interfaceId",
            "sort flows desc" },
        {
            "distinct pairs", Measure.Distinct(FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort),
            """stats count_distinct(concat(dstAddr, "|", dstPort)) as targets, count(*) as flows, sum(bytes) as totalBytes by srcAddr""",
                "sort targets desc, flows desc"
        },
        {
            "targets", Measure.Targets(FlowField.SrcAddr, FlowField.DstPort),
            "stats count_distinct(dstPort) as targets, count(*) as flows, sum(bytes) as totalBytes by srcAddr", "sort targets desc, flows desc"
        },
        { "largest count", Measure.LargestCount(FlowField.SrcAddr, FlowField.DstPort), "stats count(*) as flows, sum(bytes) as totalBytes by srcAddr, dstPort",
            "sort flows desc" },
        {
            "largest sum", Measure.LargestSum(FlowField.Packets, FlowField.SrcAddr),
            "stats count(*) as flows, sum(packets) as totalPackets, sum(bytes) as totalBytes by srcAddr", "sort totalPackets desc, flows desc"
        },
        { "largest sum of bytes", Measure.LargestSum(FlowField.Bytes, FlowField.DstAddr), "stats count(*) as flows, sum(bytes) as totalBytes by dstAddr",
            "sort totalBytes desc, flows desc" },
    };

    [Theory]
    [MemberData(nameof(Ranked))]
    public void Who_is_behind_an_alarm_is_ranked_by_its_measure(string what, Measure measure, string stats, string sort)
    {
        var query = (Detections.SshRejects with { Measure = measure }).ToInsightsQuery(FlowLogFormat.Default).Split("\n| ");
        Assert.True(query[1..3] is [var first, var second] && first == stats && second == sort, $"{what}: {string.Join('\n', query)}");
    }

    [Theory]
    [MemberData(nameof(Ranked))]
    public void The_athena_query_of_an_alarm_requires_the_fields_of_its_measure(string what, Measure measure, string stats, string sort)
    {
        var query = AthenaQueries.Of(Detections.SshRejects with { Measure = measure });
        Assert.True(measure.Fields.All(query.Fields.Contains), what);
        var sql = query.ToSql(new AthenaTarget { Format = FlowLogFormat.Default, Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs" });
        var by = stats.Split(" by ")[1].Split(", ").Length;
        Assert.Contains($"GROUP BY {string.Join(", ", Enumerable.Range(1, by))}\n", sql, StringComparison.Ordinal);
        Assert.Contains("ORDER BY " + sort[5..].Replace("totalPackets", "total_packets", StringComparison.Ordinal)
            .Replace("totalBytes", "total_bytes", StringComparison.Ordinal)
            .Replace("desc", "DESC", StringComparison.Ordinal) + ", 1", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void The_expression_of_a_rule_reads_what_its_measure_counts()
    {
        Assert.Equal("INSIGHT_RULE_METRIC('r', 'UniqueContributors')", Of(Measure.Distinct(FlowField.DstAddr)).ToRuleExpression("r"));
        Assert.Equal("INSIGHT_RULE_METRIC('r', 'MaxContributorValue')", Of(Measure.LargestCount(FlowField.SrcAddr)).ToRuleExpression("r", "s"));
        var targets = Of(Measure.Targets(FlowField.SrcAddr, FlowField.DstAddr));
        Assert.Equal(
            "MIN([INSIGHT_RULE_METRIC('s', 'MaxContributorValue'), INSIGHT_RULE_METRIC('r', 'UniqueContributors') - INSIGHT_RULE_METRIC('s', "
                + "'UniqueContributors') + 1])",
            targets.ToRuleExpression("r", "s"));
        Assert.Contains("the name of the rule of sources is required", Assert.Throws<ArgumentException>(() => targets.ToRuleExpression("r")).Message,
            StringComparison.Ordinal);
        Assert.Contains("has no Contributor Insights rule", Assert.Throws<ArgumentException>(() => Of(Measure.Flows).ToRuleExpression("r")).Message,
            StringComparison.Ordinal);
        Assert.Equal("ANOMALY_DETECTION_BAND(m1, 2.5)", (Of(Measure.Flows) with { Threshold = 2.5 }).ToBandExpression("m1"));

        static Detection Of(Measure measure) => Detections.SshRejects with { Measure = measure };
    }
}
