using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class ProcessorMetricTests
{
    static readonly string[] Counts =
        ["Records", "RejectedLines", "DroppedRecords", "Bytes", "EnrichMisses", "EnrichErrors", "FormatMismatches", "RefusedLoops"];
    static readonly string[] Directions = ["inbound", "outbound", "internal", "unknown"];
    static readonly string[] Flowing = [.. EmbeddedMetrics.OfDirection.SelectMany(metric => Directions.Select(direction => $"{metric.Name}/{direction}"))];

    [Fact]
    public void Counts_lines_bytes_and_what_filters_drop_in_the_minute_they_arrive()
    {
        string[] lines =
        [
            Flows.Line(0, bytes: 100),
            Flows.Line(0, second: 20, bytes: 50, action: "REJECT"),
            Flows.Line(0, second: 40, lasting: 30, bytes: 7),
            "no record",
        ];
        var template = Forwarders.Of(["ACTION_FILTER=ACCEPT"],
            [Boards.Metric("""
                "period": 60, "metrics": [["FlowLogStack", "Records", "FunctionName", "Forwarder"], [".", "Bytes", ".", "."], [".", "DroppedRecords", ".", "."],
                  [".", "RejectedLines", ".", "."], [".", "AcceptedBytes", ".", ".", "Direction", "unknown"]]
                """)]);

        var graph = Forwarders.Graph(Boards.Preview(template, lines));

        // Ends at 00:00:30, 00:00:50 and 00:01:10; each arrives five minutes later, and the last line is with the one before it.
        Assert.Equal([null, null, null, null, null, 2, 2], graph.Lines[0].Values);
        Assert.Equal([null, null, null, null, null, lines[0].Length + lines[1].Length, lines[2].Length + lines[3].Length], graph.Lines[1].Values);
        Assert.Equal([null, null, null, null, null, 1, 0], graph.Lines[2].Values);
        Assert.Equal([null, null, null, null, null, 0, 1], graph.Lines[3].Values);
        Assert.Equal([null, null, null, null, null, 100, 7], graph.Lines[4].Values);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("default", "ACTION_FILTER=REJECT")]
    [InlineData("default", "ACTION_FILTER=ACCEPT", "SAMPLE_ONE_IN=7")]
    [InlineData("default", "VPC_CIDR_PREFIX=10.0.0.0/8,fd00::/8,2600:1f18::/32")]
    [InlineData("v5")]
    [InlineData("v5", "SAMPLE_ONE_IN=3", "METRICS_NAMESPACE=Team/Flows")]
    [InlineData("end start bytes action flow-direction srcaddr", "ACTION_FILTER=ACCEPT")]
    public void Counts_what_the_functions_own_pipeline_counts_of_the_same_lines(string fields, params string[] variables)
    {
        var format = fields == "default" ? FlowLogFormat.Default : fields == "v5" ? FlowLogFormat.V5
            : FlowLogFormat.Parse(string.Join(' ', fields.Split(' ').Select(field => $"${{{field}}}")));
        var space = variables.FirstOrDefault(variable => variable.StartsWith("METRICS_NAMESPACE=", StringComparison.Ordinal))?.Split('=')[1] ?? "FlowLogStack";
        string[] all = [.. variables, $"FLOW_LOG_FORMAT={format}"];
        var lines = Generated(format);
        var template = Forwarders.Of(all, [Forwarders.Widget([.. Counts, .. Flowing], space: space)], format: format.ToString());

        var values = Forwarders.Values(Boards.Preview(template, lines));
        var expected = Forwarders.Run(lines.Skip(1), all);

        Assert.Equal([.. EmbeddedMetrics.OfFunction.Where(metric => Counts.Contains(metric.Name))
            .Select(metric => (metric.Name, (double?)metric.ValueOf(expected))).Order()], Counts.Select(name => (name, values[name])).Order());
        foreach (var (direction, name) in Enum.GetValues<Direction>().Select(direction => (direction, direction.ToString().ToLowerInvariant())))
        {
            foreach (var metric in EmbeddedMetrics.OfDirection)
            {
                var counted = metric.ValueOf(expected[direction]);
                Assert.Equal((metric.Name, name, (double)counted), (metric.Name, name, values[$"{metric.Name}/{name}"] ?? 0));
            }
        }

        Assert.Equal(lines.Length - 1, values["Records"]);
        Assert.Equal(2, values["RejectedLines"]);
        Assert.NotEqual(0, all.Length > 1 && !all[0].StartsWith("METRICS", StringComparison.Ordinal) ? values["DroppedRecords"] : 1);
    }

    [Fact]
    public void Counts_the_same_whatever_the_order_of_the_lines()
    {
        var lines = Generated(FlowLogFormat.Default).Skip(1).Where(line => !line.Contains("malformed", StringComparison.Ordinal)).ToArray();
        var widget = Boards.Metric("""
            "period": 60, "metrics": [["FlowLogStack", "Records", "FunctionName", "Forwarder"], [".", "Bytes", ".", "."], [".", "DroppedRecords", ".", "."]]
            """);
        var template = Forwarders.Of(["SAMPLE_ONE_IN=2"], [widget]);
        var mixed = lines.ToArray();
        new Random(5).Shuffle(mixed);

        Assert.Equal(
            Forwarders.Graph(Boards.Preview(template, lines)).Lines.Select(line => line.Values.ToArray()),
            Forwarders.Graph(Boards.Preview(template, mixed)).Lines.Select(line => line.Values.ToArray()));
    }

    [Fact]
    public void Delivers_to_every_output_as_if_it_took_everything_at_once_and_says_so()
    {
        string[] lines = [Flows.Line(0, action: "REJECT"), Flows.Line(0), Flows.Line(0, bytes: 1_000_000)];
        var graph = Forwarders.Graph(Boards.Preview(Forwarders.Of(["LOG_FORMAT=VPC-RAW", "COMPRESS_DATA=false", "ACTION_FILTER=ACCEPT"],
            [Forwarders.Widget(["DeliveredRecords", "BytesDelivered"])]), lines));

        // One body: two lines and the line feed between them.
        Assert.Equal([2, lines[1].Length + 1 + lines[2].Length], graph.Lines.Select(line => line.Single));
        Assert.Equal(["DeliveredRecords assumes that every output accepts everything at once.", "BytesDelivered assumes that every output accepts everything "
            + "at once, in one body a minute and without interface data from EC2."], graph.Remarks);

        var both = Forwarders.Values(Boards.Preview(Forwarders.Of(["DESTINATION_BUCKET=lake"],
            [Forwarders.Widget(["DeliveredRecords", "BytesDelivered"])]), lines));
        Assert.Equal(6, both["DeliveredRecords"]);
        Assert.InRange(both["BytesDelivered"]!.Value, 100, 2000);
    }

    [Fact]
    public void Says_that_other_statistics_than_the_sum_depend_on_how_many_invocations_there_are()
    {
        var graph = Forwarders.Graph(Boards.Preview(Forwarders.Of([],
            [Boards.Metric(""" "period": 300, "metrics": [["FlowLogStack", "Records", "FunctionName", "Forwarder", { "stat": "Average" }]] """)])));

        // Ten minutes with one record each. The third has three more, five minutes later, and the eighth one more.
        Assert.Equal([null, (1 + 1 + 4 + 1 + 1) / 5.0, (1 + 1 + 2 + 1 + 1) / 5.0], graph.Lines[0].Values);
        Assert.Equal(["The Average of Records assumes one invocation a minute, and AWS can make several. Only Sum is independent of that."], graph.Remarks);
    }

    [Fact]
    public void Works_out_metric_math_over_what_a_processor_counts()
    {
        var graph = Forwarders.Graph(Boards.Preview(Forwarders.Of(["ACTION_FILTER=ACCEPT"],
            [Boards.Metric("""
                "setPeriodToTimeRange": true, "view": "singleValue",
                  "metrics": [["FlowLogStack", "Records", "FunctionName", "Forwarder", { "id": "r", "visible": false }],
                    [".", "DroppedRecords", ".", ".", { "id": "d", "visible": false }], [{ "expression": "100 * d / r", "label": "dropped" }]]
                """)])));

        Assert.Equal(400.0 / 14, Assert.Single(graph.Lines).Single);
    }

    [Fact]
    public void Sees_only_what_the_subscription_filter_selects()
    {
        var template = Forwarders.Of([], [Forwarders.Widget(["Records", "RejectedFlows/unknown", "AcceptedFlows/unknown"])],
            pattern: Templates.Pattern("action=REJECT"));

        var values = Forwarders.Singles(Boards.Preview(template));

        Assert.Equal([4, 4, 0], values);
    }

    [Fact]
    public void Tells_two_functions_apart_by_their_names()
    {
        AlarmTemplate Of(string function) => Templates.Of(
            Templates.FlowLog(),
            Forwarders.Function("All", Forwarders.Endpoint),
            Forwarders.Subscription("All"),
            Forwarders.Function("Rejects", Forwarders.Endpoint),
            Forwarders.Subscription("Rejects", pattern: Templates.Pattern("action=REJECT")),
            Boards.Dashboard("Board", Forwarders.Widget(["Records"], function)));

        Assert.Equal(14, Forwarders.Values(Boards.Preview(Of("All")))["Records"]);
        Assert.Equal(4, Forwarders.Values(Boards.Preview(Of("Rejects")))["Records"]);
        Assert.Equal("Records comes from a processor called 'Other', and the template has All, Rejects.", Forwarders.Reason(Boards.Preview(Of("Other"))));
    }

    [Theory]
    [InlineData("plain-text")]
    [InlineData("parquet")]
    public void Reads_an_archive_that_announces_its_objects(string fileFormat)
    {
        var template = Templates.Of([.. Forwarders.Archive(fileFormat: fileFormat), Forwarders.Function("Forwarder", "DESTINATION_BUCKET=lake"),
            Boards.Dashboard("Board", Forwarders.Widget(["Records", "FormatMismatches", "DeliveredRecords"]))]);

        var result = Boards.Preview(template);

        Assert.Equal([14, 0, 14], Forwarders.Singles(result));
        Assert.Contains("Forwarder reads the objects of the bucket 'Archive', and the records are taken for those, too.", result.Notes);
    }

    [Fact]
    public void Reads_objects_by_their_header_and_does_not_guess_how_many_there_are()
    {
        const string Format = "${bytes} ${start} ${end} ${action} ${flow-direction}";
        AlarmTemplate Of(params string[] metrics) => Templates.Of([.. Forwarders.Archive(format: Format),
            Forwarders.Function("Forwarder", Forwarders.Endpoint), Boards.Dashboard("Board", Forwarders.Widget(metrics))]);
        string[] lines = ["bytes start end action flow-direction", $"10 {Flows.Midnight} {Flows.Midnight + 10} ACCEPT ingress",
            $"5 {Flows.Midnight} {Flows.Midnight + 20} REJECT egress"];

        Assert.Equal([2, 0, 10, 5],
            Forwarders.Singles(Boards.Preview(Of("Records", "RejectedLines", "AcceptedBytes/inbound", "RejectedBytes/outbound"), lines)));
        Assert.Equal("FormatMismatches counts objects with another header than FLOW_LOG_FORMAT, and how many objects there are is not known.",
            Forwarders.Reason(Boards.Preview(Of("FormatMismatches"), lines)));
    }

    [Fact]
    public void Counts_lines_of_another_format_than_the_function_expects_as_rejected() =>
        Assert.Equal([14, 14], Forwarders.Singles(Boards.Preview(Forwarders.Of(["FLOW_LOG_FORMAT=v5"], [Forwarders.Widget(["Records", "RejectedLines"])]))));

    [Theory]
    [InlineData("DeliveryLatency", "DeliveryLatency is the time that deliveries take, and none is made here.")]
    [InlineData("Retries", "Retries counts deliveries that fail at first, and none is made here.")]
    [InlineData("ParkedRecords", "ParkedRecords counts records that outputs do not accept, and the simulation calls no outputs.")]
    [InlineData("EnrichMisses", "EnrichMisses counts interfaces without an answer from EC2, which the simulation does not call.",
        "INCLUDE_SECURITY_GROUP_INFO=true", "LOG_FORMAT=FIELDS")]
    [InlineData("AcceptedBytes/inbound", "AcceptedBytes requires the direction, which the function reads from EC2; the simulation does not call EC2, and the "
        + "log format has no flow-direction.", "INCLUDE_SECURITY_GROUP_INFO=true", "LOG_FORMAT=FIELDS")]
    [InlineData("Records", "Forwarder would not start: SAMPLE_ONE_IN '0' is not a whole number from 1 to 1000000. The default is 1.", "SAMPLE_ONE_IN=0")]
    [InlineData("Records", "Forwarder has neither an endpoint nor a bucket to deliver to, so it does not process events.", "SUMO_ENDPOINT=")]
    [InlineData("Records", "Forwarder selects log streams by LOG_STREAM_PREFIX, and records do not contain the name of their stream.",
        "LOG_STREAM_PREFIX=eni-0")]
    [InlineData("Records/inbound", "Records is published with FunctionName, and it is read with Direction, FunctionName.")]
    [InlineData("Records", "Records comes from a processor, and those of the template publish to Team.", "METRICS_NAMESPACE=Team")]
    [InlineData("Nonsense", "its metric FlowLogStack / Nonsense (FunctionName=Forwarder) is not made from flow logs by this template.")]
    public void Says_why_a_metric_is_not_drawn(string metric, string reason, params string[] variables) =>
        Assert.Equal(reason, Forwarders.Reason(Boards.Preview(Forwarders.Of(variables, [Forwarders.Widget([metric])]))));

    [Fact]
    public void Says_why_a_function_sees_no_records()
    {
        string Reason(params string[] resources) => Forwarders.Reason(Boards.Preview(Templates.Of([Templates.FlowLog(), .. resources,
            Boards.Dashboard("Board", Forwarders.Widget(["Records"]))])));
        var function = Forwarders.Function("Forwarder", Forwarders.Endpoint);

        Assert.Equal("Records comes from a processor, and the template has none.", Reason());
        Assert.Equal("Records comes from a processor, and the template has none.",
            Reason(function.Replace("FlowLogStack.Processor", "index.handler", StringComparison.Ordinal)));
        Assert.Equal("Forwarder has neither a subscription filter nor a bucket notification, so it receives no records.", Reason(function));
        Assert.Equal("Forwarder has neither a subscription filter nor a bucket notification, so it receives no records.", Reason(Forwarders.Function()));
        Assert.Equal("Forwarder reads the log group 'other', to which the records are not delivered.",
            Reason(function, Forwarders.Subscription(group: "other")));
        Assert.Equal("Forwarder reads the bucket 'Archive', to which the records are not delivered.",
            Reason([function, .. Forwarders.Archive(prefix: "elsewhere/")]));
    }

    [Fact]
    public void Draws_zero_where_the_function_counts_zero() =>
        Assert.Equal([0, 0, 0, 0, 0], Forwarders.Singles(Boards.Preview(Forwarders.Of([],
            [Forwarders.Widget(["EnrichMisses", "EnrichErrors", "FormatMismatches", "RefusedLoops", "RejectedLines"])]))));

    [Fact]
    public void Takes_the_directions_of_the_records_where_the_function_would_ask_EC2_and_says_so()
    {
        const string Format = "${interface-id} ${srcaddr} ${dstaddr} ${bytes} ${start} ${end} ${action} ${flow-direction}";
        var graph = Forwarders.Graph(Boards.Preview(
            Forwarders.Of([$"FLOW_LOG_FORMAT={Format}", "INCLUDE_SECURITY_GROUP_INFO=true", "LOG_FORMAT=FIELDS"],
                [Forwarders.Widget(["AcceptedBytes/inbound"])], format: Format),
            ["interface-id srcaddr dstaddr bytes start end action flow-direction", $"eni-1 10.0.0.1 10.0.0.2 "
                + $"9 {Flows.Midnight} {Flows.Midnight} ACCEPT ingress"]));

        Assert.Equal(9, Assert.Single(graph.Lines).Single);
        Assert.Equal(["Directions are those of flow-direction: which traffic stays within a subnet, the function learns from EC2."], graph.Remarks);
    }

    [Fact]
    public void Athena_counts_records_and_no_processor_takes_them()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Forwarders.Function("Forwarder", Forwarders.Endpoint),
            Forwarders.Subscription(),
            Templates.Alarm("Busy", "Records", 4, more: ", \"Dimensions\": [{ \"Name\": \"FunctionName\", \"Value\": { \"Ref\": \"Forwarder\" } }]",
                space: "FlowLogStack"));
        var target = new AthenaTarget { Format = FlowLogFormat.Default, Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs" };
        var test = new ArchiveBacktest(target, new BacktestOptions { From = Flows.At(0), To = Flows.At(60) }).Add(template);
        var result = test.Finish();
        Assert.Empty(result.Alarms);
        Assert.Equal(("Busy", "Records comes from a processor, which processes single records, and Athena counts them"),
            (Assert.Single(result.NotSimulated).LogicalId, result.NotSimulated[0].Reason));
    }

    const string Dimension = ", \"Dimensions\": [{ \"Name\": \"FunctionName\", \"Value\": { \"Ref\": \"Forwarder\" } }]";

    const string ReasonOfPercentiles = "statistic p90 needs every single value, and of Bytes, which a processor publishes, only a minute's sum, count, lowest "
        + "and highest are simulated: use Sum, Average, Minimum, Maximum or SampleCount";

    [Fact]
    public void Says_that_percentiles_of_a_processors_metrics_are_not_simulated()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Forwarders.Function("Forwarder", Forwarders.Endpoint),
            Forwarders.Subscription(),
            Templates.Alarm("High", "Bytes", 4, more: Dimension, space: "FlowLogStack").Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p90\"",
                StringComparison.Ordinal));
        var test = new Backtest(template);
        test.Read(Flows.Text(Boards.Lines), "lines");
        var result = test.Finish();
        Assert.Empty(result.Alarms);
        Assert.Equal(("High", $"its {ReasonOfPercentiles}"), (Assert.Single(result.NotSimulated).LogicalId, result.NotSimulated[0].Reason));

        WidgetContent Drawn(string properties) => Boards.Preview(Forwarders.Of([], [Boards.Metric(properties)])).Dashboards[0].Widgets[0].Content;
        Assert.Equal($"the {ReasonOfPercentiles}.",
            Assert.IsType<WidgetContent.Unavailable>(Drawn("""
                "metrics": [["FlowLogStack", "Bytes", "FunctionName", "Forwarder", { "stat": "p90" }]]
                """)).Reason);
    }

    [Fact]
    public void Says_that_Athena_returns_no_single_values_for_percentiles()
    {
        var template = Templates.Of(
            Templates.Filter("Bytes", Templates.DefaultPattern, value: "$bytes"),
            Templates.Alarm("High", "Bytes", 900).Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p90\"", StringComparison.Ordinal));
        var target = new AthenaTarget { Format = FlowLogFormat.Default, Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs" };
        var result = new ArchiveBacktest(target, new BacktestOptions { From = Flows.At(0), To = Flows.At(60) }).Add(template).Finish();
        Assert.Equal("its statistic p90 needs every single value, and Athena returns a minute's sum, count, lowest and highest: use Sum, Average, Minimum, "
            + "Maximum or SampleCount", Assert.Single(result.NotSimulated).Reason);
    }

    [Fact]
    public void Alarms_watch_what_a_processor_counts_when_it_counts_it()
    {
        var template = Templates.Of(
            Templates.FlowLog(),
            Forwarders.Function("Forwarder", Forwarders.Endpoint),
            Forwarders.Subscription(),
            Templates.Alarm("Busy", "Records", 4, seconds: 60, more: Dimension, space: "FlowLogStack"),
            Templates.Alarm("Parked", "ParkedRecords", 1, more: Dimension, space: "FlowLogStack"));
        var backtest = new Backtest(template, new BacktestOptions { FurtherPeriods = 0 });
        backtest.Read(Flows.Text(Boards.Lines), "lines");

        var result = backtest.Finish();

        // The third minute's four records end at 00:02:30, arrive at 00:07:30, and are counted when that minute is over.
        var busy = Assert.Single(result.Alarms);
        Assert.Equal([(Flows.At(8), AlarmState.Alarm), (Flows.At(9), AlarmState.Ok)], busy.Transitions.Where(change => change.At >= Flows.At(8)).Take(2)
            .Select(change => (change.At, change.State)));
        Assert.Equal(1, busy.TimesInAlarm);
        Assert.Equal(new MetricDatapoint(Flows.At(5), 1), busy.Datapoints[0]);
        Assert.Equal(new MetricDatapoint(Flows.At(14), 1), busy.Datapoints[^1]);
        Assert.Equal(4, busy.Peak);
        var parked = Assert.Single(result.NotSimulated);
        Assert.Equal(("Parked", "ParkedRecords counts records that outputs do not accept, and the simulation calls no outputs"),
            (parked.LogicalId, parked.Reason));
    }

    [Fact]
    public void A_processor_that_nobody_asks_about_changes_nothing()
    {
        var widget = Boards.Metric(""" "metrics": [["AWS/Logs", "IncomingLogEvents", "LogGroupName", "flows"]] """);
        string[] with = [Templates.FlowLog(), Forwarders.Function("Forwarder", Forwarders.Endpoint), Forwarders.Subscription(),
            Boards.Dashboard("Board", widget)];

        Assert.Equal(Boards.Page(Boards.Preview(Templates.Of(with[0], with[^1]))), Boards.Page(Boards.Preview(Templates.Of(with))));
    }

    // A header line, half an hour of traffic with SKIPDATA records, and two malformed lines.
    static string[] Generated(FlowLogFormat format)
    {
        using var text = new MemoryStream();
        TrafficOutput.WriteLines(
            new TrafficPlan
            {
                Format = format,
                Duration = TimeSpan.FromMinutes(30),
                Scenarios = [.. new[] { "quiet-office", "web-tier", "skipdata", "ssh-brute-force" }.SelectMany(name =>
                    TrafficScenario.Parse(name, TrafficPlan.DefaultStart))],
            },
            text);
        var lines = System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        lines.Insert(lines.Count / 2, "malformed line");
        lines.Insert(lines.Count / 3, "malformed line of another kind");
        return [.. lines];
    }
}
