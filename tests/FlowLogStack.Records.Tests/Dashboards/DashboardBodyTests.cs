namespace FlowLogStack.Records.Tests.Dashboards;

public sealed class DashboardBodyTests
{
    [Fact]
    public void Warns_of_properties_of_a_widget_that_CloudWatch_ignores() =>
        Warns(Body("""{ "type": "text", "properties": { "markdown": "a" }, "hight": 6 }"""),
            "/widgets/0/hight: Is not a property that CloudWatch supports here. Use type, x, y, width, height, properties");

    static string Body(params string[] widgets) => $$"""{ "widgets": [{{string.Join(",", widgets)}}] }""";

    static string Widget(string type, string properties) => $$"""{ "type": "{{type}}", "properties": {{properties}} }""";

    static string Metric(string properties) => Widget("metric", $$"""{ "region": "eu-west-1", {{properties}} }""");

    static string Metrics(string metrics) => Metric($"\"metrics\": {metrics}");

    static void IsGood(string json) => Assert.Equal([], DashboardBody.Check(json));

    static void Complains(string json, params string[] problems) =>
        Assert.Equal(problems, DashboardBody.Check(json).Select(problem => problem.ToString()));

    // Taken, with these validation messages and no others.
    static void Warns(string json, params string[] problems)
    {
        IsGood(json);
        Assert.Equal(problems, DashboardBody.Warnings(json).Select(problem => problem.ToString()));
    }

    public static TheoryData<string> GoodWidgets =>
    [
        Metrics("""[["AWS/EC2", "CPUUtilization", "InstanceId", "i-012345"]]"""),
        Metrics("""[["AWS/EC2", "DiskReadBytes", "InstanceId", "i-1"], [".", ".", ".", "i-2"], ["...", "i-3", { "color": "#1F77b4", "yAxis": "right" }]]"""),
        Metrics("""
            [["a", "b", { "id": "m1", "visible": false, "stat": "p99", "period": 300 }], [{ "expression": "m1 / PERIOD(m1)", "label": "a second", "id": "e1" }]]
            """),
        Metrics("[]"),
        Metric("""  "metrics": [["a", "b"]], "view": "gauge", "yAxis": { "left": { "min": 0, "max": 100 } } """),
        Metric("""  "metrics": [["a", "b"]], "view": "singleValue", "sparkline": true, "setPeriodToTimeRange": true, "legend": { "position": "hidden" } """),
        Metric("""
            "metrics": [["a", "b"]], "annotations": { "horizontal": [{ "value": 5, "label": "threshold", "color": "#d62728", "fill": "above" },
              [{ "value": 1 }, { "value": 2 }]], "vertical": [{ "value": "2026-11-21T00:00:00Z" }] }
            """),
        Metric("""  "annotations": { "alarms": ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:SSH rejects"] } """),
        Metric("""  "insightRule": { "ruleName": "top", "maxContributorCount": 10, "orderBy": "Sum" }, "period": 300 """),
        Widget("log", """{ "region": "eu-west-1", "query": "SOURCE 'a' | SOURCE 'b' | filter x = 1\n| stats count(*)", "view": "bar" }"""),
        Widget("text", """{ "markdown": "# Title", "background": "transparent" }"""),
        Widget("alarm", """
            { "alarms": ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a"], "sortBy": "stateUpdatedTimestamp", "states": ["ALARM", "INSUFFICIENT_DATA"],
              "title": "Alarms" }
            """),
        Widget("explorer", """
            { "metrics": [{ "metricName": "CPUUtilization", "resourceType": "AWS::EC2::Instance", "stat": "Average" }],
              "labels": [{ "key": "team", "value": "a" }], "period": 60 }
            """),
        Widget("custom", """{ "endpoint": "arn:aws:lambda:eu-west-1:111122223333:function:f:live", "updateOn": { "refresh": true } }"""),
        Widget("chart", """{ "data": { "queries": [{ "expr": "up" }] }, "title": "Up", "view": "line" }"""),
        // CloudWatch does not check the properties of these.
        Widget("log", "{}"),
        Widget("log", """{ "query": 5, "view": "gauge" }"""),
        Widget("explorer", "{}"),
        Widget("explorer", """{ "metrics": [] }"""),
        Widget("service", "{}"),
        Widget("serviceMap", """{ "region": "eu-west-1", "title": "Map", "other": 1 }"""),
        Widget("serviceTable", "{}"),
        Widget("trace", """{ "title": "Traces" }"""),
        Widget("timeline", """{ "alarm": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a" }"""),
        .. new[] { 1, 5, 10, 30, 60, 120, 86_400 }.Select(period => Metric($$""" "metrics": [["a", "b", { "period": {{period}} }]], "period": {{period}} """)),
        """{ "type": "text", "x": 23, "y": 4000, "width": 1, "height": 1000, "properties": { "markdown": "" } }""",
    ];

    [Theory]
    [MemberData(nameof(GoodWidgets))]
    public void Takes_what_CloudWatch_takes(string widget) => Warns(Body(widget));

    [Theory]
    [InlineData("""{ "widgets": [] }""")]
    [InlineData("""{ "widgets": [], "start": "-PT6H", "periodOverride": "inherit" }""")]
    [InlineData("""{ "widgets": [], "start": "-P7D" }""")]
    [InlineData("""{ "widgets": [], "end": "2026-11-21T00:00:00.000Z" }""")]
    [InlineData("""{ "widgets": [], "variables": [{ "type": "pattern", "pattern": "x", "inputType": "input", "id": "a", "defaultValue": true },"""
        + """ { "type": "pattern", "pattern": "x", "inputType": "input", "id": "b" }] }""")]
    [InlineData("""{ "widgets": [], "start": "-P1M2DT3H4M" }""")]
    [InlineData("""{ "widgets": [], "start": "2026-11-20T00:00:00.000Z", "end": "2026-11-21T00:00:00.000Z" }""")]
    [InlineData("""{ "widgets": [], "variables": [{ "type": "pattern", "pattern": "ENI-", "inputType": "input", "id": "eni", "label": "Interface","""
        + """ "defaultValue": "ENI-", "visible": true }] }""")]
    [InlineData("""{ "widgets": [], "variables": [{ "type": "property", "property": "InstanceId", "inputType": "select", "id": "i", "search": "{AWS/EC2,"""
        + """InstanceId}", "populateFrom": "InstanceId" }] }""")]
    [InlineData("""{ "widgets": [], "variables": [{ "type": "property", "property": "region", "inputType": "radio", "id": "r","""
        + """ "values": [{ "value": "eu-west-1", "label": "Ireland" }] }] }""")]
    public void Takes_bodies_that_CloudWatch_takes(string body) => Warns(body);

    [Theory]
    [InlineData("""{ "widgets": [], "name": "x" }""",
        "/name: Is not a property that CloudWatch supports here. Use widgets, variables, start, end, periodOverride")]
    [InlineData("""{ "widgets": [], "start": "PT6H" }""",
        "/start: Should be a time before now such as -PT3H or -P7D, or an instant such as 2026-11-21T00:00:00.000Z, and is 'PT6H'")]
    [InlineData("""{ "widgets": [], "start": "-P6H" }""",
        "/start: Should be a time before now such as -PT3H or -P7D, or an instant such as 2026-11-21T00:00:00.000Z, and is '-P6H'")]
    [InlineData("""{ "widgets": [], "start": "-P1D2M" }""",
        "/start: Should be a time before now such as -PT3H or -P7D, or an instant such as 2026-11-21T00:00:00.000Z, and is '-P1D2M'")]
    [InlineData("""{ "widgets": [], "start": "-PT" }""",
        "/start: Should be a time before now such as -PT3H or -P7D, or an instant such as 2026-11-21T00:00:00.000Z, and is '-PT'")]
    [InlineData("""{ "widgets": [], "start": "-PT6H", "end": "-PT1H" }""", "/end: Should be an instant such as 2026-11-21T00:00:00.000Z, and is '-PT1H'")]
    [InlineData("""{ "widgets": [], "start": "2026-11-21T00:00:00Z", "end": "2026-11-20T00:00:00Z" }""",
        "/end: Should be after the start 2026-11-21T00:00:00Z, and is 2026-11-20T00:00:00Z")]
    [InlineData("""{ "widgets": [], "periodOverride": "always" }""", "/periodOverride: Should be one of auto, inherit, and is 'always'")]
    public void Warns_of_what_CloudWatch_takes_with_a_message(string body, string warning) => Warns(body, warning);

    [Theory]
    [InlineData("text", """{ "markdown": "x", "background": "blue" }""", "/properties/background: Should be one of solid, transparent, and is 'blue'")]
    [InlineData("text", """{ "markdown": "x", "size": 5 }""", "/properties/size: Is not a property that CloudWatch supports here. Use markdown, background")]
    [InlineData("metric", """{ "region": "eu-west-1", "metrics": [["a", "b"]], "view": "lines" }""",
        "/properties/view: Should be one of timeSeries, singleValue, gauge, bar, pie, table, and is 'lines'")]
    [InlineData("alarm", """{ "alarms": ["arn:aws:x"], "kind": "" }""",
        "/properties/kind: Is not a property that CloudWatch supports here. Use alarms, title, sortBy, states")]
    [InlineData("nope", "{}",
        "/type: Should be one of metric, log, text, alarm, explorer, custom, chart, service, serviceMap, serviceTable, trace, timeline, and is 'nope'")]
    public void Warns_of_widgets_that_CloudWatch_takes_with_a_message(string type, string properties, string warning) =>
        Warns(Body(Widget(type, properties)), "/widgets/0" + warning);

    [Fact]
    public void Says_what_CloudWatch_says_of_a_metric_widget_without_metrics_and_names_the_widget()
    {
        var good = Widget("text", """{ "markdown": "x" }""");
        Complains(
            Body([.. Enumerable.Repeat(good, 9), Widget("metric", """{ "title": "Licenses", "region": "eu-west-1", "view": "timeSeries" }""")]),
            "/widgets/9/properties ('Licenses'): Should have required property 'metrics'",
            "/widgets/9/properties ('Licenses'): The metric widget should have specified a region and a data source or an alarm annotation",
            "/widgets/9/properties ('Licenses'): Should have required property 'annotations'");
    }

    [Fact]
    public void Says_what_CloudWatch_says_of_a_metric_widget_without_a_region() => Complains(
        Body(Widget("metric", """{ "metrics": [["a", "b"]] }""")),
        "/widgets/0/properties: Should have required property 'region'",
        "/widgets/0/properties: The metric widget should have specified a region and a data source or an alarm annotation");

    [Fact]
    public void Says_what_CloudWatch_says_of_metrics_that_are_not_arrays() => Complains(
        Body(Metrics("""["AWS/EC2"]""")),
        "/widgets/0/properties/metrics/0: Should be array",
        "/widgets/0/properties/metrics/0: Field \"metrics\" has to be an array of array of strings, with an optional metricRenderer object as last element");

    [Fact]
    public void Refuses_the_name_of_a_color() => Complains(
        Body(Metrics("""[["a", "b", { "color": "red" }]]""")),
        "/widgets/0/properties/metrics/0/2/color: Should match pattern #rrggbb in hexadecimal digits, and is 'red'. Names of colors are not supported");

    [Fact]
    public void Refuses_an_empty_list_of_alarms()
    {
        Complains(Body(Widget("alarm", """{ "alarms": [] }""")), "/widgets/0/properties/alarms: Should NOT have fewer than 1 items, and has 0");
        Complains(Body(Metric("""  "annotations": { "alarms": [] } """)),
            "/widgets/0/properties/annotations/alarms: Should NOT have fewer than 1 items, and has 0");
    }

    [Fact]
    public void Refuses_a_query_of_metrics_in_a_widget_of_another_type() => Complains(
        Body(Widget("metric", """{ "data": { "queries": [] } }""")),
        "/widgets/0/properties: Should have required property 'metrics'",
        "/widgets/0/properties: The metric widget should have specified a region and a data source or an alarm annotation",
        "/widgets/0/properties: Should have required property 'annotations'");

    [Theory]
    // Metrics.
    [InlineData("""[["AWS/EC2"]]""", "/0: Should NOT have fewer than 2 items, a namespace and a metric name")]
    [InlineData("""[["AWS/EC2", "CPU", "InstanceId"]]""", "/0: Should have a value for each dimension, and 'InstanceId' has none")]
    [InlineData("""[["AWS/EC2", 5]]""", "/0: Field \"metrics\" has to be an array of array of strings, with an optional metricRenderer object as last element")]
    [InlineData("""[["AWS/EC2", ""]]""", "/0/1: Should NOT be shorter than 1 characters")]
    [InlineData("""[[".", "CPU"]]""", "/0/0: Should NOT be '.', which repeats the metric before, and this is the first")]
    [InlineData("""[["...", "CPU"]]""", "/0/0: Should NOT be '...', which repeats the metric before, and this is the first")]
    [InlineData("""[["a", "b"], ["...", "c", "d", "e"]]""", "/1: Should NOT have more than 2 items after '...', as many as the metric before has")]
    [InlineData("[[]]", "/0: Should NOT have fewer than 1 items, and has 0")]
    [InlineData("""[[{ "label": "x" }]]""", "/0/0: Should have required property 'expression'")]
    [InlineData("""[["a", "b", { "expression": "1" }]]""", "/0/2: Should NOT have property 'expression' beside a namespace and a metric name")]
    [InlineData("""[["a", "b", { "id": "M1" }]]""", "/0/2/id: Should start with a lowercase letter and have letters, digits and underscores only, and is 'M1'")]
    [InlineData("""[["a", "b", { "id": "m" }], ["a", "c", { "id": "m" }]]""", "/1/2/id: Should NOT be the id of two metrics of the widget, and 'm' is")]
    [InlineData("""[["a", "b", { "period": 90 }]]""", "/0/2/period: Should be 1, 5, 10, 30 or a multiple of 60 seconds, and is 90")]
    [InlineData("""[["a", "b", { "period": 7 }]]""", "/0/2/period: Should be 1, 5, 10, 30 or a multiple of 60 seconds, and is 7")]
    [InlineData("""[["a", "b", { "period": 20 }]]""", "/0/2/period: Should be 1, 5, 10, 30 or a multiple of 60 seconds, and is 20")]
    [InlineData("""[["a", "b", { "period": 0 }]]""", "/0/2/period: Should be >= 1, and is 0")]
    [InlineData("""[["a", "b", { "yAxis": "top" }]]""", "/0/2/yAxis: Should be equal to one of the allowed values left, right, and is \"top\"")]
    [InlineData("""[["a", "b", { "visible": "no" }]]""", "/0/2/visible: Should be boolean")]
    [InlineData("""[["a", "b", { "label": 1 }]]""", "/0/2/label: Should be string")]
    [InlineData("""[["a", "b", { "stat": "" }]]""", "/0/2/stat: Should NOT be shorter than 1 characters")]
    [InlineData("7", ": Should be array")]
    public void Refuses_a_metric_by_its_place(string metrics, string problem) =>
        Complains(Body(Metrics(metrics)), "/widgets/0/properties/metrics" + problem);

    [Theory]
    [InlineData("""  "view": "gauge" """, ": Should have both 'min' and 'max' in 'yAxis.left', because the view is gauge")]
    [InlineData("""  "view": "gauge", "yAxis": { "left": { "min": 0 } } """, ": Should have both 'min' and 'max' in 'yAxis.left', because the view is gauge")]
    [InlineData("""  "yAxis": { "left": { "min": 5, "max": 5 } } """, "/yAxis/left: Should have a 'min' below its 'max', and has 5 and 5")]
    [InlineData("""  "yAxis": { "right": { "min": "0" } } """, "/yAxis/right/min: Should be number")]
    [InlineData("""  "yAxis": [] """, "/yAxis: Should be object")]
    [InlineData("""  "period": 61 """, "/period: Should be 1, 5, 10, 30 or a multiple of 60 seconds, and is 61")]
    [InlineData("""  "period": "300" """, "/period: Should be integer, and is \"300\"")]
    [InlineData("""  "stacked": "yes" """, "/stacked: Should be boolean")]
    [InlineData("""  "title": 5 """, "/title: Should be string")]
    [InlineData("""  "legend": { "position": "top" } """,
        "/legend/position: Should be equal to one of the allowed values right, bottom, hidden, and is \"top\"")]
    [InlineData("""  "annotations": { "horizontal": [{ "label": "threshold" }] } """, "/annotations/horizontal/0: Should have required property 'value'")]
    [InlineData("""  "annotations": { "horizontal": [{ "value": "5" }] } """, "/annotations/horizontal/0/value: Should be number")]
    [InlineData("""  "annotations": { "horizontal": [{ "value": 5, "color": "#12345" }] } """,
        "/annotations/horizontal/0/color: Should match pattern #rrggbb in hexadecimal digits, and is '#12345'. Names of colors are not supported")]
    [InlineData("""  "annotations": { "horizontal": [[{ "value": 5 }]] } """, "/annotations/horizontal/0: Should NOT have fewer than 2 items, and has 1")]
    [InlineData("""  "annotations": { "vertical": [{ "value": 5 }] } """, "/annotations/vertical/0/value: Should be string")]
    [InlineData("""  "annotations": { "horizontal": [{ "value": 5, "fill": "left" }] } """,
        "/annotations/horizontal/0/fill: Should be equal to one of the allowed values above, below, before, after, none, and is \"left\"")]
    [InlineData("""  "annotations": { "alarms": ["arn:aws:x"] } """,
        ": Should NOT have both 'metrics' and 'annotations.alarms': the graph of an alarm contains the alarm's own metric")]
    [InlineData("""  "insightRule": { "ruleName": "x", "maxContributorCount": 101 } """, "/insightRule/maxContributorCount: Should be <= 100, and is 101")]
    [InlineData("""  "insightRule": { "orderBy": "Sum" } """, "/insightRule: Should have required property 'ruleName'")]
    public void Refuses_how_a_metric_widget_looks_by_its_place(string properties, string problem)
    {
        var reported = DashboardBody.Check(Body(Metric("\"metrics\": [[\"a\", \"b\"]]," + properties)));
        Assert.Contains("/widgets/0/properties" + problem, reported.Select(found => found with { Widget = null }).Select(found => found.ToString()));
    }

    [Theory]
    [InlineData("text", "{ }", ": Should have required property 'markdown'")]
    [InlineData("text", """{ "markdown": 5 }""", "/markdown: Should be string")]
    [InlineData("chart", """{ "title": "x", "view": "line" }""", ": Should have required property 'data'")]
    [InlineData("chart", """{ "data": {}, "title": "x", "view": "line" }""", "/data: Should have required property 'queries'")]
    [InlineData("chart", """{ "data": { "queries": [] }, "view": "line" }""", ": Should have required property 'title'")]
    [InlineData("chart", """{ "data": { "queries": [] }, "title": "x" }""", ": Should have required property 'view'")]
    [InlineData("custom", """{ "endpoint": "arn:aws:sns:eu-west-1:111122223333:topic" }""", "/endpoint: Should be the ARN of a Lambda function, "
        + "arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME, and is 'arn:aws:sns:eu-west-1:111122223333:topic'")]
    [InlineData("custom", "{}", ": Should have required property 'endpoint'")]
    [InlineData("timeline", """{ "alarm": "SSH" }""", "/alarm: Should be an ARN, and is 'SSH'")]
    [InlineData("service", """{ "region": 5 }""", "/region: Should be string")]
    [InlineData("trace", """{ "title": 5 }""", "/title: Should be string")]
    [InlineData("alarm", "{ }", ": Should have required property 'alarms'")]
    [InlineData("alarm", """{ "alarms": ["SSH rejects"] }""", "/alarms/0: Should be an ARN, and is 'SSH rejects'")]
    [InlineData("alarm", """{ "alarms": ["arn:aws:x"], "sortBy": "name" }""",
        "/sortBy: Should be equal to one of the allowed values default, stateUpdatedTimestamp, timestamp, and is \"name\"")]
    [InlineData("alarm", """{ "alarms": ["arn:aws:x"], "states": ["FINE"] }""",
        "/states/0: Should be equal to one of the allowed values OK, ALARM, INSUFFICIENT_DATA, and is \"FINE\"")]
    [InlineData("metric", """{ "region": "eu-west-1", "annotations": { "alarms": ["arn:aws:a", "arn:aws:b"] } }""",
        "/annotations/alarms: Should NOT have more than 1 items, and has 2")]
    public void Refuses_the_properties_of_a_widget_by_their_place(string type, string properties, string problem) =>
        Assert.Equal("/widgets/0/properties" + problem, (Assert.Single(DashboardBody.Check(Body(Widget(type, properties)))) with { Widget = null }).ToString());

    [Theory]
    [InlineData("""{ "properties": {} }""", "/widgets/0: Should have required property 'type'")]
    [InlineData("""{ "type": "text" }""", "/widgets/0: Should have required property 'properties'")]
    [InlineData("""{ "type": "log", "properties": {}, "x": 24, "y": 0 }""", "/widgets/0/x: Should be <= 23, and is 24")]
    [InlineData("""{ "type": "log", "properties": {}, "x": 0, "y": -1 }""", "/widgets/0/y: Should be >= 0, and is -1")]
    [InlineData("""{ "type": "log", "properties": {}, "x": 1.5, "y": 0 }""", "/widgets/0/x: Should be integer, and is 1.5")]
    [InlineData("""{ "type": "log", "properties": {}, "x": 1 }""", "/widgets/0: Should have both of 'x' and 'y' or neither, and has no 'y'")]
    [InlineData("""{ "type": "log", "properties": {}, "y": 1 }""", "/widgets/0: Should have both of 'x' and 'y' or neither, and has no 'x'")]
    [InlineData("""{ "type": "log", "properties": {}, "width": 25 }""", "/widgets/0/width: Should be <= 24, and is 25")]
    [InlineData("""{ "type": "log", "properties": {}, "width": 0 }""", "/widgets/0/width: Should be >= 1, and is 0")]
    [InlineData("""{ "type": "log", "properties": {}, "height": 1001 }""", "/widgets/0/height: Should be <= 1000, and is 1001")]
    [InlineData("""{ "type": "log", "properties": [] }""", "/widgets/0/properties: Should be object")]
    [InlineData("5", "/widgets/0: Should be object")]
    public void Refuses_the_frame_of_a_widget_by_its_place(string widget, string problem) => Complains(Body(widget), problem);

    [Theory]
    [InlineData("{ }", ": Should have required property 'widgets'")]
    [InlineData("""{ "widgets": {} }""", "/widgets: Should be array")]
    [InlineData("""{ "widgets": [], "start": 3 }""", "/start: Should be string")]
    [InlineData("[]", ": Should be object")]
    public void Refuses_the_body_by_its_place(string body, string problem) => Complains(body, problem);

    [Theory]
    [InlineData("""{ "type": "pattern", "inputType": "input", "id": "a" }""", "/variables/0: Should have required property 'pattern'")]
    [InlineData("""{ "type": "pattern", "pattern": "x", "property": "y", "inputType": "input", "id": "a" }""",
        "/variables/0: Should NOT have property 'property', because the variable's type is pattern")]
    [InlineData("""{ "type": "text", "inputType": "input", "id": "a" }""",
        "/variables/0/type: Should be equal to one of the allowed values property, pattern, and is \"text\"")]
    [InlineData("""{ "type": "pattern", "pattern": "x", "inputType": "select", "id": "a" }""",
        "/variables/0: Should have property 'values' or 'search', from which a variable of input type select is chosen")]
    [InlineData("""{ "type": "pattern", "pattern": "x", "inputType": "input" }""", "/variables/0: Should have required property 'id'")]
    [InlineData("""{ "type": "pattern", "pattern": "x", "inputType": "radio", "id": "a", "values": [{ "label": "y" }] }""",
        "/variables/0/values/0: Should have required property 'value'")]
    [InlineData("""{ "type": "property", "property": "x", "inputType": "select", "id": "a", "search": "y" }""",
        "/variables/0: Should have required property 'populateFrom'")]
    public void Refuses_a_variable_by_its_place(string variable, string problem) =>
        Complains($$"""{ "widgets": [], "variables": [{{variable}}] }""", problem);

    [Fact]
    public void Refuses_two_variables_of_one_id()
    {
        const string variable = """{ "type": "pattern", "pattern": "x", "inputType": "input", "id": "a" }""";
        Complains($$"""{ "widgets": [], "variables": [{{variable}}, {{variable}}] }""", "/variables/1/id: Should NOT be the id of two variables, and 'a' is");
    }

    [Fact]
    public void Refuses_two_variables_of_one_property()
    {
        static string Variable(string id) => $$"""{ "type": "property", "property": "x", "inputType": "input", "id": "{{id}}" }""";
        Complains($$"""{ "widgets": [], "variables": [{{Variable("a")}}, {{Variable("b")}}] }""",
            "/variables/1/property: Should NOT be the property of two variables, and 'x' is");
    }

    [Fact]
    public void Refuses_more_than_CloudWatch_draws()
    {
        var text = Widget("text", """{ "markdown": "x" }""");
        IsGood(Body([.. Enumerable.Repeat(text, 500)]));
        Complains(Body([.. Enumerable.Repeat(text, 501)]), "/widgets: Should NOT have more than 500 items, and has 501");

        const string metric = """["a", "b"]""";
        var full = Metrics($"[{string.Join(',', Enumerable.Repeat(metric, 500))}]");
        IsGood(Body([.. Enumerable.Repeat(full, 5)]));
        Complains(Body(Metrics($"[{string.Join(',', Enumerable.Repeat(metric, 501))}]")),
            "/widgets/0/properties/metrics: Should NOT have more than 500 items, and has 501");
        Complains(Body([.. Enumerable.Repeat(full, 5), Metrics($"[{metric}]")]),
            "/widgets: Should NOT have more than 2500 metrics in all widgets, and has 2501");

        var variables = string.Join(',', Enumerable.Range(0, 26)
            .Select(i => $$"""{ "type": "pattern", "pattern": "x", "inputType": "input", "id": "v{{i}}" }"""));
        Complains($$"""{ "widgets": [], "variables": [{{variables}}] }""", "/variables: Should NOT have more than 25 items, and has 26");
        Complains(Body(Widget("alarm", $$"""{ "alarms": [{{string.Join(',', Enumerable.Repeat("\"arn:aws:x\"", 101))}}] }""")),
            "/widgets/0/properties/alarms: Should NOT have more than 100 items, and has 101");
    }

    [Fact]
    public void Refuses_a_body_too_long_for_a_template()
    {
        var problem = Assert.Single(DashboardBody.Check(Body(Widget("text", $$"""{ "markdown": "{{new string('x', 1_000_000)}}" }"""))));
        Assert.Contains("Use several dashboards", problem.Message);
    }

    [Fact]
    public void Refuses_what_is_no_JSON() =>
        Assert.StartsWith("The field DashboardBody must be a valid JSON object", Assert.Single(DashboardBody.Check("{ widgets")).Message);
}
