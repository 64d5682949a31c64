namespace FlowLogStack.Simulation.Tests;

public sealed class SearchTests
{
    static string Entry(string expression, string more = "") => $$"""[{ "expression": "{{expression.Replace("\"", "\\\"", StringComparison.Ordinal)}}" {{more}} }]""";

    static WidgetContent.Graph Graph(string expression, string more = "") => Boards.Graph($$""" "period": 300, "metrics": [{{Entry(expression, more)}}] """);

    static string Missing(string expression) => Boards.Missing(Boards.Metric($$""" "metrics": [{{Entry(expression)}}] """));

    [Fact]
    public void Draws_a_line_for_each_value_of_a_dimension_that_the_records_have()
    {
        var graph = Graph("SEARCH('{test,Port} MetricName=\"ByPort\"', 'Sum', 300)");

        Assert.Equal(["22", "3389"], graph.Lines.Select(line => line.Label));
        Assert.Equal([3, null], graph.Lines[0].Values);
        Assert.Equal([null, 1], graph.Lines[1].Values);
        Assert.Equal(2, graph.Lines.Select(line => line.Color).Distinct().Count());
    }

    [Theory]
    [InlineData("{test}", "Accepted", "Bytes", "Rejected")]
    [InlineData("{test} accepted", "Accepted")]
    [InlineData("{test} NOT accepted", "Bytes", "Rejected")]
    [InlineData("{test} MetricName=\"Accepted\" OR MetricName=\"Bytes\"", "Accepted", "Bytes")]
    [InlineData("{test} MetricName=(Accepted OR \"Rejected\")", "Accepted", "Rejected")]
    [InlineData("{test} accepted OR(bytes)", "Accepted", "Bytes")]
    [InlineData("{test} (accepted OR bytes) AND NOT MetricName=Bytes", "Accepted")]
    [InlineData("{test,Port}", "22", "3389")]
    [InlineData("{test,Port} Port=\"22\"", "22")]
    [InlineData("{test,Port} port", "22", "3389")]
    [InlineData("Namespace=\"test\" by", "22", "3389")]
    [InlineData("incoming events", "flows")]
    [InlineData("{AWS/Logs,LogGroupName} IncomingBytes", "flows")]
    public void Finds_metrics_by_words_and_properties(string query, params string[] labels) =>
        Assert.Equal(labels, Graph($"SEARCH('{query}', 'Sum')").Lines.Select(line => line.Label));

    [Theory]
    [InlineData("{test,Port} MetricName=\"byPort\"")]
    [InlineData("{test} Port")]
    [InlineData("{other,Port}")]
    [InlineData("{AWS/Lambda,FunctionName} Errors")]
    [InlineData("{test,Port} Port=\"80\"")]
    public void Says_that_a_search_finds_nothing(string query) =>
        Assert.Equal($"its search finds none of the metrics that the template makes of these records: SEARCH('{query}', 'Sum').", Missing($"SEARCH('{query}', 'Sum')"));

    [Fact]
    public void Puts_the_label_of_the_expression_before_that_of_the_metric()
    {
        Assert.Equal(["Rejected on 22", "Rejected on 3389"], Graph("SEARCH('{test,Port}', 'Sum')", ", \"label\": \"Rejected on\"").Lines.Select(line => line.Label));
        Assert.Equal(["port 22 of ByPort: 3", "port 3389 of ByPort: 1"], Graph("SEARCH('{test,Port}', 'Sum')", ", \"label\": \"port ${PROP('Dim.Port')} of ${PROP('MetricName')}: ${SUM}\"").Lines.Select(line => line.Label));
    }

    [Fact]
    public void Finds_no_more_metrics_than_CloudWatch_does()
    {
        var template = Boards.Of(Boards.Metric($$""" "metrics": [{{Entry("SEARCH('{test,Port}', 'Sum')")}}] """));

        var result = Boards.Preview(template, Enumerable.Range(1, 700).Select(port => Flows.Line(0, port: port, action: "REJECT")));

        Assert.Equal(500, Assert.IsType<WidgetContent.Graph>(result.Dashboards[0].Widgets[0].Content).Lines.Count);
    }

    [Theory]
    [InlineData("SUM", 4.0)]
    [InlineData("AVG", 2.0)]
    [InlineData("MIN", 1.0)]
    [InlineData("MAX", 3.0)]
    public void Makes_one_number_of_all_it_finds(string function, double expected)
    {
        var line = Assert.Single(Graph($"{function}(SEARCH('{{test,Port}}', 'Sum', 600))").Lines);

        Assert.Equal([expected], line.Values);
    }

    [Fact]
    public void Finds_the_metrics_of_processors_that_have_data()
    {
        var template = Forwarders.Of([], [Boards.Metric($$""" "setPeriodToTimeRange": true, "metrics": [{{Entry("SEARCH('{FlowLogStack,FunctionName,Direction} Flows', 'Sum')")}}, {{Entry("SEARCH('{FlowLogStack,FunctionName} delivered', 'Sum')")}}] """)]);

        var graph = Forwarders.Graph(Boards.Preview(template));

        Assert.Equal([("unknown Forwarder AcceptedFlows", 10), ("unknown Forwarder RejectedFlows", 4), ("Forwarder BytesDelivered", graph.Lines[2].Single), ("Forwarder DeliveredRecords", 14)], graph.Lines.Select(line => (line.Label, line.Single)));
        Assert.Contains("DeliveredRecords is as if every output took everything at once.", graph.Remarks);
    }

    [Theory]
    [InlineData("SEARCH('', 'Sum')", "it looks for nothing: name a namespace in braces, or words to look for")]
    [InlineData("SEARCH('{test', 'Sum')", "'}' is expected here")]
    [InlineData("SEARCH('{test} (a', 'Sum')", "')' is expected here")]
    [InlineData("SEARCH('{test} a=', 'Sum')", "a word is expected here")]
    [InlineData("SEARCH('{test}', 'p99')", "the statistic p99 needs every single value")]
    [InlineData("SEARCH('{test}', 'Sum', x)", "a period in seconds is expected here")]
    [InlineData("SEARCH('{test}')", "',' is expected here")]
    [InlineData("SEARCH('{test}', 'Sum') * 2", "'*' is not expected here: of a search, SUM, AVG, MIN and MAX of all it finds are simulated")]
    public void Says_where_a_search_is_wrong(string expression, string reason) => Assert.Contains(reason, Missing(expression), StringComparison.Ordinal);

    [Fact]
    public void Says_that_other_expressions_do_not_read_what_a_search_finds()
    {
        var reason = Boards.Missing(Boards.Metric($$""" "metrics": [{{Entry("SEARCH('{test,Port}', 'Sum')", ", \"id\": \"s\", \"visible\": false")}}, {{Entry("s * 2", ", \"id\": \"e\"")}}] """));

        Assert.Equal("its expression reads what the search 's' finds, which may be many metrics: SUM(SEARCH(…)) makes one of them.", reason);
    }

    [Fact]
    public void Alarms_do_not_search()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            """ "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Metrics": [{ "Id": "e1", "Expression": "SUM([SEARCH('{test,Port}', 'Sum', 60)])", "Period": 60 }], "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold" } } """);
        var backtest = new Backtest(template);

        Assert.Contains("SEARCH finds many metrics: alarms do not take it", Assert.Single(backtest.Finish().NotSimulated).Reason, StringComparison.Ordinal);
    }
}
