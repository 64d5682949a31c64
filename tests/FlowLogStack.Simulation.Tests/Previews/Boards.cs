namespace FlowLogStack.Simulation.Tests;

/// <summary>Dashboards for tests, and ten minutes of records for them.</summary>
/// <remarks>
/// Each minute has one accepted record of 100 bytes. Minute 2 also has three rejected ones from 203.0.113.7 to port 22, minute 7 one from 203.0.113.8
/// to port 3389.
/// </remarks>
static class Boards
{
    internal static readonly string[] Lines =
    [
        .. Enumerable.Range(0, 10).SelectMany(minute => new[] { Flows.Line(minute, bytes: 100) }
            .Concat(minute == 2 ? Enumerable.Repeat(Flows.Line(2, source: "203.0.113.7", port: 22, action: "REJECT", bytes: 40), 3) : [])
            .Concat(minute == 7 ? [Flows.Line(7, source: "203.0.113.8", port: 3389, action: "REJECT", bytes: 40)] : [])),
    ];

    const string SourcesRule = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["flows"],"LogFormat":"CLF","""
        + """ "Fields":{"4":"src","13":"action"},"Contribution":{"Keys":["src"],"Filters":[{"Match":"action","In":["REJECT"]}]},"AggregateOn":"Count"}""";

    static readonly string[] Measures =
    [
        Templates.FlowLog(),
        Templates.Filter("Accepted", Templates.Pattern("action=ACCEPT"), more: ", \"DefaultValue\": 0"),
        Templates.Filter("Rejected", Templates.Pattern("action=REJECT"), more: ", \"DefaultValue\": 0"),
        Templates.Filter("Bytes", Templates.Pattern("action=ACCEPT"), value: "$bytes"),
        Templates.Filter("ByPort", Templates.Pattern("action=REJECT"), more: ", \"Dimensions\": [{ \"Key\": \"Port\", \"Value\": \"$dstport\" }]"),
        Templates.Alarm("Ssh", "Rejected", 3, seconds: 60, periods: 10),
        $$"""
        "Sources": { "Type": "AWS::CloudWatch::InsightRule",
          "Properties": { "RuleName": "sources", "RuleState": "ENABLED",
            "RuleBody": {{System.Text.Json.JsonSerializer.Serialize(SourcesRule)}} } }
        """,
    ];

    /// <summary>Returns a template with the widgets, each <c>{ "type": …, "properties": … }</c>, on one dashboard.</summary>
    internal static AlarmTemplate Of(params string[] widgets) => Templates.Of([.. Measures, Dashboard("Board", widgets)]);

    /// <summary>Returns a template with one dashboard of a given body.</summary>
    internal static AlarmTemplate OfBody(string body) => Templates.Of([.. Measures,
        $$""" "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": {{System.Text.Json.JsonSerializer.Serialize(body)}} } } """]);

    internal static string Dashboard(string id, params string[] widgets) => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::Dashboard",
          "Properties": { "DashboardName": "{{id}}-name", "DashboardBody": { "widgets": [{{string.Join(", ", widgets)}}] } } }
        """;

    internal static string Metric(string properties) =>
        $$"""{ "type": "metric", "width": 12, "height": 6, "properties": { "region": "us-east-1", "title": "A title", "stat": "Sum", {{properties}} } }""";

    internal static string Log(string query, string view = "table") =>
        $$"""
            { "type": "log", "width": 12, "height": 6, "properties": { "region": "us-east-1", "view": "{{view}}",
              "query": "{{query.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)}}" } }
            """;

    internal static PreviewResult Preview(AlarmTemplate template, IEnumerable<string>? lines = null, BacktestOptions? options = null, string? dashboard = null)
    {
        var preview = new Preview(template, options, dashboard);
        preview.Read(Flows.Text(lines ?? Lines), "lines");
        return preview.Finish();
    }

    /// <summary>Returns the content of the only widget.</summary>
    internal static T Content<T>(string widget)
        where T : WidgetContent => Assert.IsType<T>(Assert.Single(Assert.Single(Preview(Of(widget)).Dashboards).Widgets).Content);

    internal static WidgetContent.Graph Graph(string properties) => Content<WidgetContent.Graph>(Metric(properties));

    internal static string Missing(string widget) => Content<WidgetContent.Unavailable>(widget).Reason;

    internal static string Page(PreviewResult result)
    {
        using var page = new StringWriter();
        PreviewPage.Render(result, page);
        return page.ToString();
    }
}
