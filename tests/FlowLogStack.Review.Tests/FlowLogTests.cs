namespace FlowLogStack.Review.Tests;

/// <summary>Flow logs: which records go where from when.</summary>
public sealed class FlowLogTests
{
    const string Longer = "\"${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} "
        + "${end} ${action} ${log-status} ${vpc-id}\"";
    const string Shorter = "\"${srcaddr} ${dstaddr} ${dstport} ${action}\"";

    [Fact]
    public void Appended_fields_in_a_log_group_break_what_parses_each_field()
    {
        var result = Change.OfStack().Set("ToLogs/LogFormat", Longer)
            .Finds("medium flow-log-replaced ToLogs", "high format-unfit Forwarder", "medium format-unfit Query");
        var text = ReplacementTests.Text(result, "ToLogs");
        Assert.Contains("15 instead of 14 fields", text, StringComparison.Ordinal);
        Assert.Contains("added: `vpc-id`", text, StringComparison.Ordinal);
        Assert.Contains("there is no gap", text, StringComparison.Ordinal);
        Assert.Contains("records of that time arrive twice", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_fields_break_each_filter_rule_query_and_processor()
    {
        var result = Change.OfStack().Set("ToLogs/LogFormat", Shorter).Finds(
            "medium flow-log-replaced ToLogs", "high format-unfit Forwarder", "medium format-unfit Query", "high format-unfit Ssh",
                "high format-unfit Talkers");
        Assert.Contains("The pattern has 14 fields and records have 4, so it selects nothing.", ReplacementTests.Text(result, "Ssh"), StringComparison.Ordinal);
        Assert.Contains("It reads `srcaddr` where records have `action`.", ReplacementTests.Text(result, "Talkers"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_order_of_text_below_the_same_prefix_misreads_objects()
    {
        var result = Change.OfStack().Set("ToArchive/LogFormat", Shorter).Finds("high flow-log-replaced ToArchive", "high format-unfit Table");
        Assert.Contains("below the same prefix `flows/AWSLogs/`", ReplacementTests.Text(result, "ToArchive"), StringComparison.Ordinal);
        Assert.Contains("`version` where objects have `srcaddr`", ReplacementTests.Text(result, "Table"), StringComparison.Ordinal);
    }

    [Fact]
    public void Appended_fields_of_text_are_null_in_old_objects()
    {
        var result = Change.OfStack().Set("ToArchive/LogFormat", Longer).Finds("medium flow-log-replaced ToArchive");
        Assert.Contains("new columns of old objects are NULL", ReplacementTests.Text(result, "ToArchive"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_prefix_leaves_the_earlier_objects_where_they_are()
    {
        var result = Change.OfStack().Set("ToArchive/LogDestination", """
            { "Fn::Join": ["", [{ "Fn::GetAtt": ["Archive", "Arn"] }, "/flows-v2/"]] }
            """).Finds("medium flow-log-replaced ToArchive");
        var text = ReplacementTests.Text(result, "ToArchive");
        Assert.Contains("below `flows-v2/` from the deployment on. Earlier ones stay in the bucket `Archive` below `flows/`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("arrive twice", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_in_place_of_text_below_the_same_prefix_is_unreadable_for_one_table() =>
        Assert.Contains("a table reads only one of them", ReplacementTests.Text(Change.OfStack().Set("ToArchive/DestinationOptions/FileFormat", "\"parquet\"")
            .Finds("high flow-log-replaced ToArchive"), "ToArchive"), StringComparison.Ordinal);

    [Fact]
    public void Another_layout_of_folders_does_not_fit_the_partitions() =>
        Change.OfStack().Set("ToArchive/DestinationOptions/PerHourPartition", "true").Finds("medium flow-log-replaced ToArchive");

    [Fact]
    public void Accepted_traffic_only_blinds_the_alarms_of_rejected_traffic()
    {
        var result = Change.OfStack().Set("ToLogs/TrafficType", "\"ACCEPT\"").Finds("high flow-log-replaced ToLogs", "high alarm-blind SshAlarm");
        Assert.Contains("Records of rejected traffic are no longer delivered.", ReplacementTests.Text(result, "ToLogs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_interval_delays_records_and_alarms() =>
        Assert.Contains("up to 600 instead of 60 seconds", ReplacementTests.Text(Change.OfStack().Set("ToLogs/MaxAggregationInterval", "600")
            .Finds("medium flow-log-replaced ToLogs"), "ToLogs"), StringComparison.Ordinal);

    [Fact]
    public void A_longer_interval_makes_alarms_on_sums_more_likely()
    {
        const string Text = "Alarms that sum packets or bytes by the minute enter ALARM more easily";
        var logs = Change.OfStack().Set("ToLogs/MaxAggregationInterval", "600").Finds("medium flow-log-replaced ToLogs");
        Assert.Contains(Text, ReplacementTests.Text(logs, "ToLogs"), StringComparison.Ordinal);
        var archive = Change.OfStack().Set("ToArchive/MaxAggregationInterval", "600").Finds("medium flow-log-replaced ToArchive");
        Assert.DoesNotContain(Text, ReplacementTests.Text(archive, "ToArchive"), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_source_is_recorded_in_place_of_the_first() =>
        Change.OfStack().Set("ToLogs/ResourceId", "\"vpc-2\"").Set("ToArchive/ResourceId", "\"vpc-2\"")
            .Finds("high flow-log-replaced ToLogs", "high flow-log-replaced ToArchive");

    [Fact]
    public void A_removed_flow_log_ends_the_delivery_and_blinds_alarms()
    {
        var result = Change.OfStack().Without("ToLogs").Finds("high flow-log-removed ToLogs", "high alarm-blind SshAlarm");
        Assert.Contains("`ToArchive`", ReplacementTests.Text(result, "ToLogs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_flow_log_to_the_same_place_delivers_records_twice()
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["ToLogs"]!.ToJsonString();
        Assert.Contains("arrive twice", ReplacementTests.Text(Change.OfStack().With("Second", copy).Finds("medium flow-log-added Second"), "Second"),
            StringComparison.Ordinal);
        Change.OfStack().With("Second", copy.Replace("vpc-1", "vpc-2", StringComparison.Ordinal)).Finds("info flow-log-added Second");
    }

    [Fact]
    public void The_last_step_of_a_migration_removes_a_flow_log_that_another_one_replaces()
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["ToArchive"]!.ToJsonString()
            .Replace("/flows/", "/flows-v2/", StringComparison.Ordinal);
        Change.OfStack().WithBoth("ToArchive2", copy).Without("ToArchive").Finds("info migration-step ToArchive", "low flow-log-removed ToArchive");
    }

    [Fact]
    public void The_first_step_of_a_migration_delivers_beside_the_flow_log_of_before()
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["ToArchive"]!.ToJsonString()
            .Replace("/flows/", "/flows-v2/", StringComparison.Ordinal);
        var result = Change.OfStack().With("ToArchive2", copy).Finds("info migration-step ToArchive2", "info flow-log-added ToArchive2");
        var step = Assert.Single(result.Findings, finding => finding.Rule.Id == "migration-step");
        Assert.StartsWith("First step of a migration: records of ", step.Title);
        Assert.Contains(step.Details, detail => detail.Contains("remove `ToArchive` in a later deployment", StringComparison.Ordinal));
    }

    [Fact]
    public void A_flow_log_of_other_traffic_is_not_a_step_of_a_migration()
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["ToArchive"]!.DeepClone();
        copy["Properties"]!["TrafficType"] = "REJECT";
        var text = copy.ToJsonString().Replace("/flows/", "/rejects/", StringComparison.Ordinal);
        Change.OfStack().With("Rejects", text).Finds("info flow-log-added Rejects");
    }

    [Fact]
    public void A_flow_log_that_is_removed_with_the_one_that_replaces_it_added_is_not_a_last_step()
    {
        var copy = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["ToArchive"]!.DeepClone();
        copy["Properties"]!["LogFormat"] = "${srcaddr} ${dstaddr}";
        var text = copy.ToJsonString().Replace("/flows/", "/flows-v2/", StringComparison.Ordinal);
        var result = Change.OfStack().With("ToArchive2", text).Without("ToArchive").Review();
        Assert.DoesNotContain(result.Findings, finding => finding.Rule.Id == "migration-step");
    }
}
