namespace FlowLogStack.Review;

/// <summary>The queries, tables, views and dashboards that change or no longer fit.</summary>
sealed class QueryReview(ReviewContext context)
{
    // What determines which objects a table reads, and how.
    static readonly string[] Reading =
    [
        "Parameters", "PartitionKeys", "StorageDescriptor.Location", "StorageDescriptor.SerdeInfo", "StorageDescriptor.InputFormat",
    ];

    readonly MetricFeeds oldFeeds = new(context.Before, new HashSet<string>());
    readonly MetricFeeds newFeeds = new(context.After, new HashSet<string>());

    internal void Run()
    {
        var known = FormatFit.Of(context.Before).Select(Key).ToHashSet(StringComparer.Ordinal);
        foreach (var misfit in FormatFit.Of(context.After).Where(misfit => !known.Contains(Key(misfit))))
            context.Findings.Add(ReviewRules.FormatUnfit, misfit.Severity, misfit.Resource, misfit.Title, misfit.Mistakes,
                fix: "Generate it for the new log format, and keep the old one for older records.");
        ReviewColumns();
        ReviewTexts("AWS::Logs::QueryDefinition", "QueryString");
        ReviewTexts("AWS::Athena::NamedQuery", "QueryString");
        ReviewTexts("AWS::Athena::PreparedStatement", "QueryStatement");
        ReviewTables();
        ReviewDashboards();
    }

    static string Key(Misfit misfit) => $"{misfit.Resource.LogicalId}\n{misfit.Title}\n{string.Join('\n', misfit.Mistakes)}";

    // Queries and views over a table that lost columns.
    void ReviewColumns()
    {
        foreach (var pair in context.PairsOf("AWS::Glue::Table"))
        {
            var lost = ColumnsOf(pair.Old).Except(ColumnsOf(pair.New)).ToList();
            if (lost.Count == 0)
                continue;
            foreach (var query in context.After.Of("AWS::Athena::NamedQuery")
                .Where(query => FormatFit.Uses(query.Text("QueryString") ?? "", pair.New.DisplayName)))
            {
                if (lost.Where(column => FormatFit.Uses(query.Text("QueryString")!, column)).ToList() is { Count: > 0 } used)
                    context.Findings.Add(ReviewRules.FormatUnfit, ReviewSeverity.Medium, query,
                        $"The Athena query {Markup.Code(query.DisplayName)} uses {Markup.Codes(used)}, which the table {Markup.Code(pair.New.DisplayName)} "
                        + "no longer has.", ["It fails with `COLUMN_NOT_FOUND`."]);
            }

            foreach (var view in context.After.Of("AWS::Glue::Table").Where(view => view.Text("TableInput.ViewOriginalText") is not null))
            {
                var sql = RawJson.Text(DecodedText.ViewIn(view.Text("TableInput.ViewOriginalText")!)?["originalSql"]) ?? "";
                if (FormatFit.Uses(sql, pair.New.DisplayName) && lost.Where(column => FormatFit.Uses(sql, column)).ToList() is { Count: > 0 } used)
                    context.Findings.Add(ReviewRules.FormatUnfit, ReviewSeverity.High, view,
                        $"The view {Markup.Code(view.DisplayName)} uses {Markup.Codes(used)}, which the table {Markup.Code(pair.New.DisplayName)} no longer "
                        + "has.", ["Each query on the view fails."]);
            }
        }
    }

    void ReviewTexts(string type, string property)
    {
        foreach (var pair in context.PairsOf(type)
            .Where(pair => pair.Differs(property) || pair.Differs("LogGroupNames") || pair.Differs("Database") || pair.Differs("WorkGroup")))
        {
            context.Findings.Add(
                ReviewRules.QueryChanged, ReviewSeverity.Low, pair.New, $"{Markup.Sentence(pair.New.Words)} changes.",
                evidence: new[] { property, "LogGroupNames", "Database", "WorkGroup" }.Where(pair.Differs).Select(pair.Evidence));
        }

        Listed(type, "query", "queries");
    }

    void Listed(string type, string one, string many)
    {
        var (removed, added) = (context.RemovedOf(type).ToList(), context.AddedOf(type).ToList());
        if (removed.Count > 0)
            context.Findings.Add(ReviewRules.QueryChanged, ReviewSeverity.Low, removed[0],
                $"{removed.Count} {(removed.Count == 1 ? one : many)} ({ResourceWords.Kind(type)}) removed: "
                + $"{Markup.Codes(removed.Select(resource => resource.DisplayName))}.");
        if (added.Count > 0)
            context.Findings.Add(ReviewRules.QueryChanged, ReviewSeverity.Info, added[0],
                $"{added.Count} {(added.Count == 1 ? one : many)} ({ResourceWords.Kind(type)}) added: "
                + $"{Markup.Codes(added.Select(resource => resource.DisplayName))}.");
    }

    void ReviewTables()
    {
        foreach (var pair in context.PairsOf("AWS::Glue::Table").Where(pair => pair.Differs("TableInput")))
        {
            if (pair.Differs("TableInput.ViewOriginalText"))
            {
                context.Findings.Add(ReviewRules.QueryChanged, ReviewSeverity.Medium, pair.New,
                    $"The view {Markup.Code(pair.New.DisplayName)} returns other rows or columns.", evidence: [pair.Evidence("TableInput.ViewOriginalText")]);
                continue;
            }

            var (old, now) = (ColumnsOf(pair.Old), ColumnsOf(pair.New));
            var details = new List<string>();
            if (now.Except(old).ToList() is { Count: > 0 } added)
                details.Add($"New columns: {Markup.Codes(added)}.");
            if (old.Except(now).ToList() is { Count: > 0 } removed)
                details.Add($"Removed columns: {Markup.Codes(removed)}.");
            if (details.Count == 0 && !old.SequenceEqual(now))
                details.Add("The order of columns changes. Text is read by position.");
            var others = Reading.Where(property => pair.Differs($"TableInput.{property}")).ToList();
            if (details.Count > 0 || others.Count > 0)
            {
                context.Findings.Add(
                    ReviewRules.QueryChanged, others.Count > 0 || old.Except(now).Any() ? ReviewSeverity.Medium : ReviewSeverity.Low, pair.New,
                        $"The table {Markup.Code(pair.New.DisplayName)} changes.", details,
                    others.Select(property => pair.Evidence($"TableInput.{property}")));
            }
        }

        foreach (var removed in context.RemovedOf("AWS::Glue::Table"))
            context.Findings.Add(ReviewRules.QueryChanged, ReviewSeverity.Medium, removed,
                $"The {(removed.Text("TableInput.TableType") == "VIRTUAL_VIEW" ? "view" : "table")} {Markup.Code(removed.DisplayName)} is removed from the "
                + "catalog.", ["S3 data stay. Queries on it fail."]);
        foreach (var added in context.AddedOf("AWS::Glue::Table"))
            context.Findings.Add(ReviewRules.QueryChanged, ReviewSeverity.Info, added,
                $"The {(added.Text("TableInput.TableType") == "VIRTUAL_VIEW" ? "view" : "table")} {Markup.Code(added.DisplayName)} is added.");
    }

    void ReviewDashboards()
    {
        foreach (var pair in context.PairsOf("AWS::CloudWatch::Dashboard").Where(pair => pair.Differs("DashboardBody")))
            ReviewDashboard(pair);
        foreach (var removed in context.RemovedOf("AWS::CloudWatch::Dashboard"))
            context.Findings.Add(ReviewRules.DashboardChanged, ReviewSeverity.Medium, removed, $"The dashboard {Markup.Code(removed.DisplayName)} is removed.");
        foreach (var added in context.AddedOf("AWS::CloudWatch::Dashboard"))
            context.Findings.Add(ReviewRules.DashboardChanged, ReviewSeverity.Info, added, $"The dashboard {Markup.Code(added.DisplayName)} is added.");
        foreach (var dashboard in context.After.Of("AWS::CloudWatch::Dashboard"))
        {
            var empty = DashboardText.WidgetsOf(dashboard)
                .SelectMany(widget => widget.Metrics.Where(metric => oldFeeds.Publishes(metric) && !newFeeds.Publishes(metric))
                    .Select(metric => (widget.Title, Metric: metric)))
                .Distinct().ToList();
            if (empty.Count > 0)
                context.Findings.Add(ReviewRules.WidgetEmpty, ReviewSeverity.Medium, dashboard,
                    $"The dashboard {Markup.Code(dashboard.DisplayName)} shows metrics that no metric filter publishes any longer.", empty
                    .Select(item => $"{Markup.Code(item.Title)} shows {Markup.Code(item.Metric)}."));
        }
    }

    void ReviewDashboard(ResourcePair pair)
    {
        var (old, now) = (DashboardText.WidgetsOf(pair.Old).ToList(), DashboardText.WidgetsOf(pair.New).ToList());
        var same = old.Select(widget => widget.Essence).Intersect(now.Select(widget => widget.Essence)).ToHashSet(StringComparer.Ordinal);
        old.RemoveAll(widget => same.Contains(widget.Essence));
        now.RemoveAll(widget => same.Contains(widget.Essence));
        var evidence = new List<ReviewEvidence>();
        foreach (var widget in now.ToList())
        {
            if (old.Find(other => other.Title == widget.Title && other.Kind == widget.Kind) is not { } before)
                continue;
            evidence.Add(new ReviewEvidence($"widget {widget.Title}", before.Text, widget.Text));
            old.Remove(before);
            now.Remove(widget);
        }

        // Widgets that only moved have no effect on what is shown.
        if (evidence.Count + old.Count + now.Count == 0)
        {
            context.Findings.Add(ReviewRules.DashboardChanged, ReviewSeverity.Info, pair.New,
                $"The layout of the dashboard {Markup.Code(pair.New.DisplayName)} changes.");
            return;
        }

        var details = new List<string>();
        if (evidence.Count > 0)
            details.Add($"Changed: {Markup.Codes(evidence.Select(item => item.Label["widget ".Length..]))}.");
        if (now.Count > 0)
            details.Add($"Added: {Markup.Codes(now.Select(widget => widget.Title))}.");
        if (old.Count > 0)
            details.Add($"Removed: {Markup.Codes(old.Select(widget => widget.Title))}.");
        context.Findings.Add(ReviewRules.DashboardChanged, ReviewSeverity.Low, pair.New,
            $"The dashboard {Markup.Code(pair.New.DisplayName)} shows something else.", details, evidence.Take(5));
    }

    static List<string> ColumnsOf(ReviewedResource table) =>
        [.. table.Items("TableInput.StorageDescriptor.Columns").Select(column => RawJson.Text(column["Name"]) ?? "")];
}
