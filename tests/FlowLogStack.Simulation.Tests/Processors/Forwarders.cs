using System.Text.Json.Nodes;
using FlowLogStack.Processing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Templates with processors, made by hand.</summary>
static class Forwarders
{
    internal const string Endpoint = "SUMO_ENDPOINT=https://example.com/receiver";

    internal static string Function(string id = "Forwarder", params string[] variables)
    {
        var environment = new JsonObject();
        foreach (var variable in variables)
            environment[variable.Split('=', 2)[0]] = variable.Split('=', 2)[1];
        return $$"""
            "{{id}}": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "FlowLogStack.Processor", "Runtime": "dotnet10", "Environment": { "Variables": {{environment.ToJsonString()}} } } }
            """;
    }

    internal static string Subscription(string function = "Forwarder", string group = "flows", string pattern = "") => $$"""
        "{{function}}Subscription": { "Type": "AWS::Logs::SubscriptionFilter", "Properties": { "LogGroupName": "{{group}}", "FilterPattern": "{{pattern.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "DestinationArn": { "Fn::GetAtt": ["{{function}}", "Arn"] } } }
        """;

    /// <summary>A bucket that announces its objects to a queue that a function reads, as <c>FlowLogProcessor.ReadFrom</c> makes them.</summary>
    internal static string[] Archive(string function = "Forwarder", string format = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}", string prefix = "AWSLogs/", string fileFormat = "plain-text") =>
    [
        $$"""
        "Archive": { "Type": "AWS::S3::Bucket", "Properties": { "NotificationConfiguration": { "QueueConfigurations": [{ "Event": "s3:ObjectCreated:*", "Queue": { "Fn::GetAtt": ["Queue", "Arn"] }, "Filter": { "S3Key": { "Rules": [{ "Name": "prefix", "Value": "{{prefix}}" }] } } }] } } }
        """,
        """ "Queue": { "Type": "AWS::SQS::Queue" } """,
        $$""" "Mapping": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "FunctionName": { "Ref": "{{function}}" }, "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } } } """,
        $$"""
        "ToArchive": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogDestinationType": "s3", "LogDestination": { "Fn::GetAtt": ["Archive", "Arn"] }, "LogFormat": "{{format}}", "DestinationOptions": { "FileFormat": "{{fileFormat}}" } } }
        """,
    ];

    /// <summary>A template in which the log group's records reach one processor, with a widget on a dashboard for each.</summary>
    internal static AlarmTemplate Of(string[] variables, string[] widgets, string pattern = "", string? format = null) => Templates.Of(
    [
        format is null ? Templates.FlowLog() : Templates.FlowLog(format: format),
        Function("Forwarder", [Endpoint, .. variables]),
        Subscription(pattern: pattern),
        Boards.Dashboard("Board", widgets),
    ]);

    /// <summary>A widget of metrics, one line for each, that shows what they are over the whole time.</summary>
    internal static string Widget(IEnumerable<string> metrics, string function = "Forwarder", string space = "FlowLogStack", string more = "") =>
        Boards.Metric($$""" "view": "singleValue", "setPeriodToTimeRange": true, {{more}} "metrics": [{{string.Join(", ", metrics.Select(metric => Entry(metric, function, space)))}}] """);

    /// <summary>The values of the only widget's lines by their metric.</summary>
    internal static Dictionary<string, double?> Values(PreviewResult result) =>
        Graph(result).Lines.ToDictionary(line => line.Label, line => line.Single);

    /// <summary>The same in the widget's order.</summary>
    internal static IEnumerable<double?> Singles(PreviewResult result) => Graph(result).Lines.Select(line => line.Single);

    internal static WidgetContent.Graph Graph(PreviewResult result) => Assert.IsType<WidgetContent.Graph>(Assert.Single(Assert.Single(result.Dashboards).Widgets).Content);

    internal static string Reason(PreviewResult result) => Assert.IsType<WidgetContent.Unavailable>(Assert.Single(Assert.Single(result.Dashboards).Widgets).Content).Reason;

    /// <summary>What the function's own pipeline counts of lines that reach it in one object, or in one event when they are its format.</summary>
    internal static RunMetrics Run(IEnumerable<string> lines, params string[] variables)
    {
        var environment = variables.Append(Endpoint).ToDictionary(variable => variable.Split('=', 2)[0], variable => variable.Split('=', 2)[1]);
        var settings = SettingsReader.Read(environment.GetValueOrDefault);
        using var run = new Run("independent", DateTimeOffset.UtcNow.AddMinutes(5), TimeProvider.System);
        using var source = new ContentLines(Flows.Text(lines), new ContentOptions { Name = "object", Format = settings.Format, Origin = new LineOrigin("object", "bucket", "id") });
        new Pipeline(settings, null).ProcessAsync(source, [], run).GetAwaiter().GetResult();
        return run.Metrics;
    }

    // Name, or Name/direction.
    static string Entry(string metric, string function, string space) => metric.Split('/') is [var name, var direction]
        ? $$"""["{{space}}", "{{name}}", "FunctionName", "{{function}}", "Direction", "{{direction}}", { "label": "{{metric}}" }]"""
        : $$"""["{{space}}", "{{metric}}", "FunctionName", "{{function}}", { "label": "{{metric}}" }]""";
}
