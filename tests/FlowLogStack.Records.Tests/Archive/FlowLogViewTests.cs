namespace FlowLogStack.Records.Tests;

/// <summary>Views as text and as errors. The tests of Athena read rows of them.</summary>
public sealed class FlowLogViewTests
{
    [Theory]
    [InlineData(false, "log_account varchar string, log_region varchar string, log_time varchar string")]
    [InlineData(true, "log_account varchar string, log_region varchar string, log_year integer int, log_month integer int, log_day integer int")]
    public void Partition_columns_of_a_view_have_the_types_of_the_table_for_Trino_and_for_Hive(bool isHive, string expected)
    {
        var projection = new PartitionProjection(new S3Layout { HiveCompatiblePartitions = isHive }, "archive", ["1"], ["r"], null);
        var columns = FlowLogView.Over(FlowLogFormat.Default, projection, "network", "flow_logs", "flows").Columns;
        Assert.Equal(expected, string.Join(", ", columns.Where(column => column.Name.StartsWith("log_", StringComparison.Ordinal)
            && column.Name != FlowField.LogStatus.Column).Select(column => $"{column.Name} {column.TrinoType} {column.HiveType}")));
    }

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
