namespace FlowLogStack.Review.Tests;

/// <summary>Queries, tables, views and dashboards.</summary>
public sealed class QueryTests
{
    [Fact]
    public void A_changed_query_is_shown() => Change.OfStack().Set("Query/QueryString", "\"stats sum(bytes) by srcAddr\"").Finds("low query-changed Query");

    [Fact]
    public void A_view_is_shown_decoded()
    {
        var result = Change.OfStack().Set("View/TableInput/ViewOriginalText", $"\"{Change.ViewOf("SELECT srcaddr FROM flow_logs")}\"")
            .Finds("medium query-changed View");
        var evidence = result.Findings.Single(finding => finding.LogicalId == "View").Evidence.Single();
        Assert.StartsWith("SELECT srcaddr, log_status FROM flow_logs\n", evidence.Before, StringComparison.Ordinal);
        Assert.StartsWith("SELECT srcaddr FROM flow_logs\n", evidence.After, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_column_breaks_the_queries_and_views_that_use_it() =>
        Change.OfStack().Set("Table/TableInput/StorageDescriptor/Columns/13", null)
            .Finds("medium query-changed Table", "medium format-unfit Named", "high format-unfit View");

    [Fact]
    public void Another_order_of_columns_misreads_text()
    {
        var version = """{ "Name": "version", "Type": "int" }""";
        var account = """{ "Name": "account_id", "Type": "string" }""";
        Change.OfStack().Set("Table/TableInput/StorageDescriptor/Columns/0", account).Set("Table/TableInput/StorageDescriptor/Columns/1", version)
            .Finds("low query-changed Table", "high format-unfit Table");
    }

    [Fact]
    public void Partitions_of_other_folders_are_reported() =>
        Change.OfStack().Set("Table/TableInput/Parameters/projection.enabled", "\"false\"").Finds("medium query-changed Table");

    [Fact]
    public void A_changed_widget_is_shown_by_its_title()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["Board"]!["Properties"]!["DashboardBody"]!.GetValue<string>();
        var result = Change.OfStack().Set("Board/DashboardBody",
            System.Text.Json.JsonSerializer.Serialize(body.Replace("# Help", "# Guide", StringComparison.Ordinal)
            .Replace("us-east-1", "eu-west-1", StringComparison.Ordinal))).Finds("low dashboard-changed Board");
        Assert.Equal(["Changed: `SSH`.", "Added: `Guide`.", "Removed: `Help`."], result.Findings.Single(finding => finding.LogicalId == "Board").Details);
    }

    [Fact]
    public void A_moved_widget_is_no_alarm()
    {
        var body = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["Board"]!["Properties"]!["DashboardBody"]!.GetValue<string>();
        Change.OfStack().Set("Board/DashboardBody", System.Text.Json.JsonSerializer.Serialize(body.Replace("\"x\":12", "\"x\":0", StringComparison.Ordinal)
            .Replace("\"y\":0,\"width\":12,\"height\":6,\"properties\":{\"markdown\"", "\"y\":6,\"width\":24,\"height\":3,\"properties\":{\"markdown\"",
            StringComparison.Ordinal)))
            .Finds("info dashboard-changed Board");
    }

    [Fact]
    public void Removed_tables_queries_and_dashboards_are_listed() =>
        Change.OfStack().Without("View", "Named", "Board", "Query")
            .Finds("medium query-changed View", "low query-changed Named", "medium dashboard-changed Board", "low query-changed Query");
}
