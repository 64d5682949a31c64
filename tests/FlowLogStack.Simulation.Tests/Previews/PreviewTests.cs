using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class PreviewTests
{
    const string Shares = """
        "metrics": [["test", "Accepted", { "id": "a", "visible": false }], ["test", "Rejected", { "id": "r", "visible": false }],
          [{ "expression": "100 * r / (a + r)", "id": "share", "label": "Share" }]]
        """;

    [Fact]
    public void Draws_what_metric_filters_make_of_the_records_period_by_period()
    {
        var graph = Boards.Graph("""
            "period": 300, "stacked": true, "metrics": [["test", "Accepted", { "color": "#1a9850", "label": "In" }], [".", "Rejected", { "yAxis": "right" }]]
            """);

        Assert.Equal([5, 5], graph.Lines[0].Values);
        Assert.Equal([3, 1], graph.Lines[1].Values);
        Assert.Equal(("In", "#1a9850", false), (graph.Lines[0].Label, graph.Lines[0].Color, graph.Lines[0].IsOnRight));
        Assert.Equal(("Rejected", true), (graph.Lines[1].Label, graph.Lines[1].IsOnRight));
        Assert.True(graph.IsStacked);
    }

    [Theory]
    [InlineData("Sum", 500.0, 500.0)]
    [InlineData("SampleCount", 5.0, 5.0)]
    [InlineData("Average", 100.0, 100.0)]
    [InlineData("Maximum", 100.0, 100.0)]
    public void Takes_the_statistic_of_the_metric_before_that_of_the_widget(string statistic, double first, double second) =>
        Assert.Equal([first, second], Boards.Graph($$"""  "metrics": [["test", "Bytes", { "stat": "{{statistic}}" }]] """).Lines[0].Values);

    [Fact]
    public void Works_out_metric_math()
    {
        var graph = Boards.Graph(Shares);

        Assert.Equal("Share", Assert.Single(graph.Lines).Label);
        Assert.Equal([37.5, 100.0 / 6], graph.Lines[0].Values);
    }

    [Fact]
    public void Works_out_functions_over_the_whole_time_shown()
    {
        var graph = Boards.Graph("""
            "period": 60, "metrics": [["test", "Rejected", { "id": "r", "visible": false }], [{ "expression": "RUNNING_SUM(r)", "id": "s" }],
              [{ "expression": "r - e", "id": "d" }], [{ "expression": "MAX(r)", "id": "e" }], [{ "expression": "METRICS()", "id": "l" }]]
            """);

        Assert.Equal([0, 0, 3, 3, 3, 3, 3, 4, 4, 4], graph.Lines[0].Values);
        Assert.Equal([-3, -3, 0, -3, -3, -3, -3, -2, -3, -3], graph.Lines[1].Values);
        Assert.All(graph.Lines[2].Values, value => Assert.Equal(3, value));
        Assert.Contains(graph.Remarks, remark => remark.StartsWith("Not drawn: its expression METRICS() returns a list of time series",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Gives_single_values_of_the_latest_period_or_of_the_whole_time()
    {
        Assert.Equal(100.0 / 6, Boards.Graph($""" "view": "gauge", "yAxis": {"{"} "left": {"{"} "min": 0, "max": 100 {"}"} {"}"}, {Shares}""").Lines[0].Single);
        Assert.Equal(400.0 / 14, Boards.Graph($""" "view": "gauge", "setPeriodToTimeRange": true, {Shares}""").Lines[0].Single);
        Assert.Equal(1, Boards.Graph(""" "view": "singleValue", "metrics": [["test", "Rejected"]] """).Lines[0].Single);
        Assert.Equal(4, Boards.Graph(""" "view": "singleValue", "setPeriodToTimeRange": true, "metrics": [["test", "Rejected"]] """).Lines[0].Single);
    }

    [Fact]
    public void Reads_the_dimensions_a_widget_asks_for()
    {
        var graph = Boards.Graph(""" "metrics": [["test", "ByPort", "Port", "22"], ["...", "3389"], [".", ".", ".", "80"]] """);

        Assert.Equal(["22", "3389", "80"], graph.Lines.Select(line => line.Label));
        Assert.Equal([3, null], graph.Lines[0].Values);
        Assert.Equal([null, 1], graph.Lines[1].Values);
        Assert.Equal([null, null], graph.Lines[2].Values);
    }

    [Fact]
    public void Counts_events_and_bytes_of_the_log_group()
    {
        var graph = Boards.Graph(""" "metrics": [["AWS/Logs", "IncomingLogEvents", "LogGroupName", "flows"], [".", "IncomingBytes", ".", "."]] """);

        Assert.Equal([8, 6], graph.Lines[0].Values);
        Assert.Equal(Boards.Lines.Sum(line => line.Length), graph.Lines[1].Values.Sum());
    }

    [Fact]
    public void Draws_the_largest_contributors_of_a_rule()
    {
        var graph = Boards.Graph("""
            "period": 300, "legend": { "position": "right" }, "insightRule": { "ruleName": "sources", "orderBy": "Sum", "maxContributorCount": 5 }
            """);

        Assert.Equal(["203.0.113.7", "203.0.113.8"], graph.Lines.Select(line => line.Label));
        Assert.Equal([3, null], graph.Lines[0].Values);
        Assert.Equal([null, 1], graph.Lines[1].Values);
        Assert.Equal(3, graph.Lines[0].Single);
        Assert.Equal("right", graph.Legend);
        Assert.Single(Boards.Graph(""" "insightRule": { "ruleName": "sources", "maxContributorCount": 1 } """).Lines);
    }

    [Fact]
    public void Reads_rules_in_expressions_whether_an_alarm_watches_them_or_not() =>
        Assert.Equal([1, 1],
            Boards.Graph(""" "metrics": [[{ "expression": "INSIGHT_RULE_METRIC('sources', UniqueContributors)", "period": 300 }]] """).Lines[0].Values);

    [Fact]
    public void Shows_the_state_each_alarm_ends_in_and_since_when()
    {
        var widget = """
            { "type": "alarm", "properties": { "title": "States", "alarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:Ssh alarm",
              "arn:aws:cloudwatch:us-east-1:123456789012:alarm:Other"] } }
            """;
        var alarms = Boards.Content<WidgetContent.Alarms>(widget);
        var backtest = new Backtest(Boards.Of(widget));
        backtest.Read(Flows.Text(Boards.Lines), "lines");
        var expected = Assert.Single(backtest.Finish().Alarms);

        Assert.Equal(expected.Transitions, alarms.Rows[0].Outcome!.Transitions);
        Assert.Contains(expected.Transitions, change => change.State is AlarmState.Alarm);
        Assert.Null(alarms.Rows[1].Outcome);
        Assert.Equal("the template has no alarm of this name", alarms.Rows[1].Reason);
    }

    [Fact]
    public void Draws_the_graph_of_an_alarm_with_its_threshold()
    {
        var graph = Boards.Content<WidgetContent.Graph>("""
            { "type": "metric", "properties": { "region": "us-east-1",
              "annotations": { "alarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:Ssh alarm"] } } }
            """);

        Assert.Equal([0, 0, 3, 0, 0, 0, 0, 1, 0, 0], graph.Lines[0].Values);
        Assert.Equal((3, "≥ 3"), (graph.Limits[0].Value, graph.Limits[0].Label));
        Assert.Equal("Ssh", graph.Alarm!.LogicalId);
    }

    [Fact]
    public void Asks_Logs_Insights_over_the_same_records()
    {
        const string Query = "filter action = \"REJECT\"\n| stats count(*) as flows, sum(bytes) as total by srcAddr\n| sort flows desc";
        var content = Boards.Content<WidgetContent.Query>(Boards.Log($"SOURCE 'flows' | {Query}"));
        var run = LogsInsightsQuery.Parse(Query).Start();
        foreach (var line in Boards.Lines)
            run.Add(System.Text.Encoding.UTF8.GetBytes(line));
        var expected = run.Complete();

        Assert.Equal(expected.Columns.AsEnumerable(), content.Result.Columns);
        Assert.Equal(expected.Rows.SelectMany(row => row), content.Result.Rows.SelectMany(row => row));
        Assert.Equal(["203.0.113.7", "3", "120", "203.0.113.8", "1", "40"], content.Result.Rows.SelectMany(row => row).Select(value => value.ToString()));
    }

    [Fact]
    public void Draws_a_query_over_time_as_lines()
    {
        var content = Boards.Content<WidgetContent.Query>(Boards.Log("SOURCE 'flows' | stats count(*) as flows by bin(5m), action | sort flows desc",
            "timeSeries"));

        var lines = new QueryRows(content.Result).Lines().OrderBy(line => line.Label).ToList();

        Assert.Equal(["ACCEPT", "REJECT"], lines.Select(line => line.Label));
        Assert.Equal([5, 5], lines[0].Values);
        Assert.Equal([3, 1], lines[1].Values);
        Assert.Equal((Flows.Midnight / 60, 5L), (lines[0].Start, lines[0].Step));
    }

    [Fact]
    public void Reads_annotations()
    {
        var graph = Boards.Graph("""
            "metrics": [["test", "Accepted"]], "annotations": { "horizontal": [{ "value": 4, "label": "much", "color": "#ff0000", "fill": "above" },
              { "value": "no number" }], "vertical": [{ "value": "2026-01-01T00:05:00Z", "label": "deployed" }] }
            """);

        Assert.Equal(new GraphLimit(4, "much", "#ff0000", false, double.PositiveInfinity), Assert.Single(graph.Limits));
        Assert.Equal(new GraphMoment(Flows.At(5), "deployed", null, null), Assert.Single(graph.Moments));
    }

    [Theory]
    [InlineData(""" "metrics": [["FlowLogStack", "Records", "FunctionName", "f"]] """, "Records comes from a processor, and the template has none.")]
    [InlineData(""" "metrics": [["AWS/Lambda", "Errors", "FunctionName", "f"]] """, "Errors comes from AWS Lambda, about invocations that a preview "
        + "does not make.")]
    [InlineData(""" "metrics": [["AWS/ApplicationELB", "RequestCount"]] """, "AWS/ApplicationELB / RequestCount comes from the service itself, and flow logs "
        + "do not record it.")]
    [InlineData(""" "metrics": [["test", "Nothing"]] """, "its metric test / Nothing is not made from flow logs by this template.")]
    [InlineData(""" "metrics": [["test", "Accepted", { "stat": "p101" }]] """,
        "'p101' is not one of Sum, Average, Minimum, Maximum, SampleCount, percentiles such as p99, and trimmed statistics such as TM(10%:90%).")]
    [InlineData(""" "metrics": [[{ "expression": "x + 1" }]] """, "its expression contains 'x', and no metric has that id.")]
    [InlineData(""" "insightRule": { "ruleName": "another" } """, "It cannot be drawn: the template has no Contributor Insights rule 'another' that "
        + "is enabled.")]
    [InlineData(""" "metrics": [] """, "The widget has no metrics.")]
    public void Says_why_a_metric_is_not_drawn(string properties, string reason) => Assert.Equal(reason, Boards.Missing(Boards.Metric(properties)));

    // Eight values of 100 and two of 1000 in each minute.
    [Theory]
    [InlineData("p50", 100)]
    [InlineData("p95", 1000)]
    [InlineData("TM(0%:80%)", 100)]
    public void Draws_percentiles_and_trimmed_statistics_of_filters(string statistic, double expected)
    {
        var lines = Enumerable.Range(0, 3).SelectMany(minute => Enumerable.Range(0, 10).Select(flow => Flows.Line(minute, bytes: flow < 8 ? 100 : 1000)));
        var template = Boards.Of(Boards.Metric($$"""
            "period": 60, "metrics": [["test", "Bytes", { "stat": "{{statistic}}", "id": "m1" }], [{ "expression": "m1 * 2" }],
              [{ "expression": "SEARCH('{test} Bytes', '{{statistic}}', 60)" }], [{ "expression": "SEARCH('{test,Port}', '{{statistic}}', 60)" }]]
            """));
        var graph = Assert.IsType<WidgetContent.Graph>(Boards.Preview(template,
            [.. lines, Flows.Line(1, port: 22, action: "REJECT")]).Dashboards[0].Widgets[0].Content);
        Assert.Equal(4, graph.Lines.Count);
        Assert.All(graph.Lines[0].Values.Take(3), value => Assert.InRange(value!.Value, expected / 1.1, expected * 1.1));
        Assert.Equal(graph.Lines[0].Values.Select(value => value * 2), graph.Lines[1].Values);
        Assert.Equal(graph.Lines[0].Values, graph.Lines[2].Values);
        Assert.Equal([null, 1, null], graph.Lines[3].Values.Take(3));
        Assert.Contains($"{statistic} is interpolated in bins that are a tenth wide, so it may differ from CloudWatch's by as much.", graph.Remarks);
    }

    [Theory]
    [InlineData(""" "yAxis": { "left": { "min": 1e400, "max": -1e400 } } """)]
    [InlineData(""" "yAxis": { "left": { "min": -1.7e308, "max": 1.7e308 } } """)]
    [InlineData(""" "yAxis": { "left": { "max": 5e-324 } } """)]
    [InlineData(""" "annotations": { "horizontal": [{ "value": 1e400 }, { "value": 1.7e308 }, { "value": -1.7e308 }] } """)]
    [InlineData(""" "annotations": { "horizontal": [{ "value": 5e-324 }] } """)]
    public void Draws_numbers_that_a_chart_cannot_reach(string properties) =>
        Assert.Contains("A title", Boards.Page(Boards.Preview(Boards.Of(Boards.Metric($""" "metrics": [["test", "Accepted"]], {properties} """)))),
            StringComparison.Ordinal);

    [Fact]
    public void Draws_the_metrics_it_has_beside_those_it_has_not()
    {
        var graph = Boards.Graph(""" "metrics": [["test", "Accepted"], ["AWS/Lambda", "Errors"]] """);

        Assert.Equal("Accepted", Assert.Single(graph.Lines).Label);
        Assert.Equal(["Not drawn: Errors comes from AWS Lambda, about invocations that a preview does not make."], graph.Remarks);
    }

    [Theory]
    [InlineData("explorer", "An explorer finds the metrics of resources by their tags in the account, which a preview does not have.")]
    [InlineData("custom", "A custom widget is drawn by a Lambda function, which a preview does not invoke.")]
    [InlineData("chart", "A chart queries Prometheus, which a preview does not support.")]
    [InlineData("nope", "CloudWatch has no widget of the type 'nope'.")]
    public void Says_why_a_widget_of_another_type_is_not_drawn(string type, string reason) =>
        Assert.Equal(reason, Boards.Missing($$"""{ "type": "{{type}}", "properties": {} }"""));

    [Theory]
    [InlineData("SOURCE 'other' | filter action = 'REJECT'", "It queries the log group other, and the records are delivered to flows.")]
    [InlineData("SOURCE 'flows' | filter action = 'NOTHING' | stats count(*)", "The query has no result for these records.")]
    public void Says_why_a_query_has_no_answer(string query, string reason) => Assert.Equal(reason, Boards.Missing(Boards.Log(query)));

    [Fact]
    public void Says_where_a_query_is_wrong() => Assert.StartsWith("It cannot be drawn: ",
        Boards.Missing(Boards.Log("SOURCE 'flows' | fliter action = 'REJECT'")), StringComparison.Ordinal);

    [Fact]
    public void Shows_the_time_of_the_records_or_the_one_asked_for()
    {
        var template = Boards.Of(Boards.Metric(""" "period": 60, "metrics": [["test", "Accepted"]] """));

        var all = Boards.Preview(template);
        var some = Boards.Preview(template, options: new BacktestOptions { From = Flows.At(2), To = Flows.At(5) });

        Assert.Equal((Flows.At(0), Flows.At(10)), (all.From, all.To));
        Assert.Equal((Flows.At(2), Flows.At(5), 6L), (some.From, some.To, some.Records));
        Assert.Equal([1, 1, 1], Assert.IsType<WidgetContent.Graph>(some.Dashboards[0].Widgets[0].Content).Lines[0].Values);
    }

    [Fact]
    public void Draws_fewer_points_of_a_long_time_and_says_so()
    {
        var lines = Enumerable.Range(0, 3).Select(day => Flows.Line(day * 1440)).Append(Flows.Line((3 * 1440) - 1));
        var result = Boards.Preview(Boards.Of(Boards.Metric(""" "period": 60, "metrics": [["test", "Accepted"]] """)), lines);

        var graph = Assert.IsType<WidgetContent.Graph>(result.Dashboards[0].Widgets[0].Content);

        Assert.Equal((3, 1440), (graph.Lines[0].Step, graph.Lines[0].Values.Count));
        Assert.Equal(4, graph.Lines[0].Values.Sum());
        Assert.Equal(["One point is 3 min, instead of 1 min as in the dashboard, because there are too many points."], graph.Remarks);
    }

    [Fact]
    public void Draws_text_and_reasons_when_there_are_no_records()
    {
        var result = Boards.Preview(Boards.Of(Boards.Metric(""" "metrics": [["test", "Accepted"]] """),
            """{ "type": "text", "properties": { "markdown": "# Hello" } }"""), []);

        Assert.Equal("The input contains no record.", Assert.IsType<WidgetContent.Unavailable>(result.Dashboards[0].Widgets[0].Content).Reason);
        Assert.Equal("# Hello", Assert.IsType<WidgetContent.Text>(result.Dashboards[0].Widgets[1].Content).Markdown);
        Assert.Contains("The input contains no record.", Boards.Page(result), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_one_dashboard_when_it_is_named()
    {
        var template = Templates.Of(Boards.Dashboard("One"), Boards.Dashboard("Two"));

        Assert.Equal(["One-name", "Two-name"], Boards.Preview(template).DashboardNames);
        Assert.Equal(["Two-name"], Boards.Preview(template, dashboard: "Two-name").DashboardNames);
        Assert.Equal(["One-name"], Boards.Preview(template, dashboard: "One").DashboardNames);
        Assert.Equal("test.template.json has no dashboard 'Two-nam'. Did you mean 'Two-name'? It has One-name, Two-name.",
            Assert.Throws<TemplateException>(() => new Preview(template, dashboard: "Two-nam")).Message);
    }

    [Fact]
    public void Refuses_a_template_without_dashboards() =>
        Assert.StartsWith("test.template.json has no AWS::CloudWatch::Dashboard. Add one",
            Assert.Throws<TemplateException>(() => new Preview(Templates.Of(Templates.FlowLog()))).Message, StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_body_that_is_no_JSON() =>
        Assert.StartsWith("Board: DashboardBody is not well-formed JSON: ",
            Assert.Throws<TemplateException>(() =>
                new Preview(Templates.Of(""" "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": "{ widgets" } } """))).Message,
                    StringComparison.Ordinal);

    [Fact]
    public void Notes_what_CloudWatch_would_refuse() =>
        Assert.Contains(Boards.Preview(Boards.Of("""{ "type": "alarm", "properties": { "alarms": [] } }""")).Notes, note =>
            note.StartsWith("CloudWatch does not accept the dashboard 'Board-name': ", StringComparison.Ordinal));
}
