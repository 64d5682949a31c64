namespace FlowLogStack.Simulation.Tests;

public sealed class SearchTests
{
    static string Entry(string expression, string more = "") => $$"""[{ "expression": "{{System.Text.Json.JsonEncodedText.Encode(expression)}}" {{more}} }]""";

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
    [InlineData("{test,Port} Port=\"22\"", "ByPort")]
    [InlineData("{\"test\",\"Port\"}", "22", "3389")]
    [InlineData("{test,Port} port", "22", "3389")]
    // A word is split as names are, and all its parts must be found.
    [InlineData("{test,Port} ByPort", "22", "3389")]
    [InlineData("{test,Port} byport", "22", "3389")]
    [InlineData("{test,Port} BYPORT", "22", "3389")]
    [InlineData("{test,Port} PORT", "22", "3389")]
    [InlineData("{test,Port} Port22", "ByPort")]
    [InlineData("{test,Port} by_port", "22", "3389")]
    [InlineData("{test} accepted bytes OR rejected", "Rejected")]
    [InlineData("", "22 ByPort", "3389 ByPort", "Accepted", "Bytes", "Rejected", "flows IncomingBytes", "flows IncomingLogEvents")]
    [InlineData("MetricName=\"ByPort\" Port=(22 OR 3389)", "22", "3389")]
    [InlineData("NOT Namespace=\"test\"", "IncomingBytes", "IncomingLogEvents")]
    [InlineData("Namespace=\"test\" by", "22", "3389")]
    [InlineData("incoming events", "IncomingLogEvents")]
    [InlineData("{AWS/Logs,LogGroupName} IncomingBytes", "IncomingBytes")]
    [InlineData("{\"AWS/Logs\", LogGroupName} IncomingBytes", "IncomingBytes")]
    public void Finds_metrics_by_words_and_properties(string query, params string[] labels) =>
        Assert.Equal(labels, Graph($"SEARCH('{query}', 'Sum')").Lines.Select(line => line.Label));

    [Theory]
    [InlineData("{test,Port} MetricName=\"byPort\"")]
    [InlineData("{test} Port")]
    [InlineData("{other,Port}")]
    [InlineData("{AWS/Lambda,FunctionName} Errors")]
    [InlineData("{test,Port} Port=\"80\"")]
    [InlineData("{Port,test}")]
    [InlineData("{test,port}")]
    [InlineData("{Test,Port}")]
    [InlineData("{test} accepted and bytes")]
    // Parts of words, and words split elsewhere than the names.
    [InlineData("{test,Port} yPort")]
    [InlineData("{test,Port} por")]
    [InlineData("{test,Port} byPo")]
    [InlineData("{test} acCEPTED")]
    [InlineData("{test} metricname=\"Accepted\"")]
    public void Says_that_a_search_finds_nothing(string query) =>
        Assert.Equal($"its search finds none of the metrics that the template makes of these records: SEARCH('{query}', 'Sum').",
            Missing($"SEARCH('{query}', 'Sum')"));

    [Fact]
    public void Puts_the_label_of_the_expression_before_that_of_the_metric()
    {
        Assert.Equal(["Rejected on 22", "Rejected on 3389"], Graph("SEARCH('{test,Port}', 'Sum')", ", \"label\": \"Rejected on\"").Lines.Select(line =>
            line.Label));
        Assert.Equal(["port 22 of ByPort: 3", "port 3389 of ByPort: 1"],
            Graph("SEARCH('{test,Port}', 'Sum')", ", \"label\": \"port ${PROP('Dim.Port')} of ${PROP('MetricName')}: ${SUM}\"").Lines.Select(line =>
                line.Label));
    }

    [Theory]
    [InlineData("${LABEL}: ${SUM}", "22: 3")]
    [InlineData("${PROP('Namespace')} ${PROP('Dim.Port')} ${PROP('Dim.Nope')} ${PROP('Stat')} ${PROP('Period')}", "test 22 -- Sum 300")]
    [InlineData("a label", "a label 22")]
    public void Fills_a_label_with_what_is_known_of_the_metric(string label, string expected) =>
        Assert.Equal(expected, Graph("SEARCH('{test,Port}', 'Sum')", $", \"label\": \"{label}\"").Lines[0].Label);

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
    [InlineData("DATAPOINT_COUNT", 2.0)]
    public void Makes_one_number_of_all_it_finds(string function, double expected)
    {
        var line = Assert.Single(Graph($"{function}(SEARCH('{{test,Port}}', 'Sum', 600))").Lines);

        Assert.Equal([expected], line.Values);
    }

    [Fact]
    public void Finds_the_metrics_of_processors_that_have_data()
    {
        var template = Forwarders.Of([],
            [Boards.Metric($$"""
                "setPeriodToTimeRange": true, "metrics": [{{Entry("SEARCH('{FlowLogStack,FunctionName,Direction} Flows', 'Sum')")}},
                  {{Entry("SEARCH('{FlowLogStack,FunctionName} delivered', 'Sum')")}}]
                """)]);

        var graph = Forwarders.Graph(Boards.Preview(template));

        Assert.Equal([("AcceptedFlows", 10), ("RejectedFlows", 4), ("BytesDelivered", graph.Lines[2].Single), ("DeliveredRecords", 14)],
            graph.Lines.Select(line => (line.Label, line.Single)));
        Assert.Contains("DeliveredRecords assumes that every output accepts everything at once.", graph.Remarks);
    }

    // The fuzz found that each level parsed its argument twice.
    [Fact]
    public void Parses_nested_functions_within_bounded_memory()
    {
        var text = string.Concat(Enumerable.Repeat("MAX(", 20)) + "SEARCH('{test}', 'Sum')" + new string(')', 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(SearchExpression.Parse(text, []).Searches);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("SEARCH('{test', 'Sum')", "'}' is expected here")]
    [InlineData("SEARCH('{test}, by', 'Sum')", "a comma is not valid after the schema. Remove it")]
    [InlineData("SEARCH('{test} (a', 'Sum')", "')' is expected here")]
    [InlineData("SEARCH('{test} a=', 'Sum')", "a word is expected here")]
    [InlineData("SEARCH('{test} \"a', 'Sum')", "the quote is not closed")]
    [InlineData("SEARCH('{test}", "the quote is not closed")]
    [InlineData("SEARCH('{test}', 'TM(90%:10%)')", "the bounds of TM(90%:10%) cannot be read")]
    [InlineData("SEARCH('{test}', 'sum')", "'sum' is not a statistic")]
    [InlineData("SEARCH('{test}', 'p101')", "'p101' is not a statistic")]
    [InlineData("SEARCH('{test}', 'Sum', x)", "a period in seconds is expected here")]
    [InlineData("SEARCH('{test}', 'Sum', '60')", "a period in seconds is expected here")]
    [InlineData("SEARCH('{test}', 'Sum', -60)", "a period in seconds is expected here")]
    [InlineData("SEARCH('{test}', 'Sum', 0)", "the period must be 1, 5, 10, 30 or a multiple of 60 seconds, but is 0")]
    [InlineData("SEARCH('{test}', 'Sum', 61)", "the period must be 1, 5, 10, 30 or a multiple of 60 seconds, but is 61")]
    [InlineData("SEARCH('{test}')", "',' is expected here")]
    [InlineData("SEARCH('{test}', 'Sum') - SEARCH('{test}', 'Sum')", "two lists of metrics in one expression are not simulated")]
    public void Says_where_a_search_is_wrong(string expression, string reason) => Assert.Contains(reason, Missing(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("SEARCH('{test,Port}', 'Sum', 300.9)")]
    [InlineData("SEARCH('{test,Port}', 'Sum', 60.5)")]
    [InlineData("SEARCH('{test,Port}', 'Sum', 10)")]
    public void Takes_the_periods_that_CloudWatch_takes(string expression) => Assert.Equal(2, Graph(expression).Lines.Count);

    [Fact]
    public void Reads_a_search_at_its_own_period_before_that_of_the_widget()
    {
        var line = Graph("SEARCH('{test,Port}', 'Sum', 60.5)").Lines[0];

        Assert.Equal((1, 10), (line.Step, line.Values.Count));
    }

    [Theory]
    [InlineData("SEARCH('{test,Port}', 'Sum', 600) / 2", "22", 1.5)]
    [InlineData("(SEARCH('{test,Port}', 'Sum', 600) + 1) * 10", "22", 40.0)]
    [InlineData("SUM(SEARCH('{test,Port}', 'Sum', 600)) / 2", "SUM(SEARCH('{test,Port}', 'Sum', 600)) / 2", 2.0)]
    [InlineData("100 * MAX(SEARCH('{test,Port}', 'Sum', 600)) / SUM(SEARCH('{test,Port}', 'Sum', 600))", "", 75.0)]
    [InlineData("SUM(SEARCH('{test,Port}', 'Sum', 600) * 2)", "", 8.0)]
    [InlineData("SUM((SEARCH('{test,Port}', 'Sum', 600)))", "", 4.0)]
    public void Reckons_with_what_it_finds(string expression, string label, double expected)
    {
        var line = Graph(expression).Lines[0];

        Assert.Equal([expected], line.Values);
        Assert.StartsWith(label, line.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Combines_only_those_that_have_data_in_a_datapoint()
    {
        Assert.Equal([1, 1], Assert.Single(Graph("DATAPOINT_COUNT(SEARCH('{test,Port}', 'Sum', 300))").Lines).Values);
        Assert.Equal([3, 1], Assert.Single(Graph("AVG(SEARCH('{test,Port}', 'Sum', 300))").Lines).Values);
        Assert.Equal([2], Assert.Single(Graph("DATAPOINT_COUNT(SEARCH('{test,Port}', 'Sum', 600))").Lines).Values);
        Assert.StartsWith("its search finds none", Missing("SUM(SEARCH('{test,Port} nothing', 'Sum', 600))"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_what_a_search_finds_by_its_id()
    {
        var graph = Boards.Graph($$"""
            "period": 600, "metrics": [{{Entry("SEARCH('{test,Port}', 'Sum')", ", \"id\": \"s\", \"visible\": false")}}, {{Entry("s * 2", ", \"id\": \"e\"")}},
              {{Entry("SUM(s)", ", \"id\": \"f\", \"label\": \"all\"")}}]
            """);

        Assert.Equal([("22", 6.0), ("3389", 2.0), ("all", 4.0)], graph.Lines.Select(line => (line.Label, line.Values[0]!.Value)));
    }

    [Fact]
    public void Ends_where_expressions_with_searches_refer_to_themselves()
    {
        var reason = Boards.Missing(Boards.Metric($$"""
            "metrics": [{{Entry("SUM(SEARCH('{test}', 'Sum')) + f", ", \"id\": \"e\"")}}, {{Entry("e + e", ", \"id\": \"f\"")}}]
            """));

        Assert.Contains("refer to themselves", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Works_out_expressions_once_that_read_each_other_in_many_ways()
    {
        var entries = Enumerable.Range(0, 60).Select(i => Entry(i == 0 ? "1" : i == 1 ? "m"
            : $"e{i - 1} + e{i - 2}", $", \"id\": \"e{i}\", \"visible\": {(i == 59 ? "true" : "false")}"));
        var line = Assert.Single(Boards.Graph($$"""
            "metrics": [["test", "Accepted", { "id": "m", "visible": false }], {{string.Join(", ", entries)}}]
            """).Lines);

        Assert.True(line.Values[0] > 1e12);
    }

    [Fact]
    public void Escapes_stand_for_the_character_in_quotes()
    {
        (string Query, string Wanted)[] cases = [("\\\\", "\\"), ("\\\"", "\""), ("\\(", "("), ("\\'", "'")];
        foreach (var (escape, character) in cases)
        {
            var search = SearchExpression.Parse($"SEARCH('{{N,D}} D=\"a{escape}b\"', 'Sum')", []).Array!;
            Assert.True(search.Finds(new MetricIdentity("N", "M", KeyValuePair.Create("D", $"a{character}b"))), escape);
        }
    }

    [Theory]
    [InlineData("LoadAvg5", "LoadAvg", true)]
    [InlineData("LoadAvg5", "avg5", true)]
    [InlineData("LoadAvg5", "loadavg", true)]
    [InlineData("loadavg5", "loadavg", true)]
    [InlineData("LoadAvg5", "LOADAVG", true)]
    [InlineData("LoadAvg5", "5", true)]
    [InlineData("LoadAvg5", "load", true)]
    [InlineData("LoadAvg5", "loAVG", false)]
    [InlineData("LoadAvg5", "oad", false)]
    [InlineData("LoadAvg5", "loada", false)]
    [InlineData("loadavg5", "load", false)]
    [InlineData("LoadAvg5", "6", false)]
    [InlineData("CPUUtilization", "cpu", true)]
    [InlineData("CPUUtilization", "cpuutilization", true)]
    [InlineData("load.avg-five", "load.five", true)]
    [InlineData("load.avg-five", "loadavg", false)]
    public void Finds_the_parts_of_a_name(string name, string word, bool isFound) =>
        Assert.Equal(isFound, SearchExpression.Parse($"SEARCH('{{N}} {word}', 'Sum')", []).Array!.Finds(new MetricIdentity("N", name)));

    [Fact]
    public void Alarms_do_not_search()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            """
                "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Metrics": [{ "Id": "e1", "Expression": "SUM([SEARCH('{test,Port}', 'Sum', 60)])",
                  "Period": 60 }], "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold" } }
                """);
        var backtest = new Backtest(template);

        Assert.Contains("SEARCH finds many metrics: alarms do not take it", Assert.Single(backtest.Finish().NotSimulated).Reason, StringComparison.Ordinal);
    }
}
