using System.Text.Json.Nodes;
using FlowLogStack.Processing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Templates with processors for tests.</summary>
static class Forwarders
{
    internal const string Endpoint = "SUMO_ENDPOINT=https://example.com/receiver";

    internal static string Function(string id = "Forwarder", params string[] variables)
    {
        var environment = new JsonObject();
        foreach (var variable in variables)
            environment[variable.Split('=', 2)[0]] = variable.Split('=', 2)[1];
        return $$"""
            "{{id}}": { "Type": "AWS::Lambda::Function", "Properties": { "Handler": "FlowLogStack.Processor", "Runtime": "dotnet10",
              "Environment": { "Variables": {{environment.ToJsonString()}} } } }
            """;
    }

    internal static string Subscription(string function = "Forwarder", string group = "flows", string pattern = "") => $$"""
        "{{function}}Subscription": { "Type": "AWS::Logs::SubscriptionFilter",
          "Properties": { "LogGroupName": "{{group}}", "FilterPattern": "{{pattern.Replace("\"", "\\\"", StringComparison.Ordinal)}}",
            "DestinationArn": { "Fn::GetAtt": ["{{function}}", "Arn"] } } }
        """;

    /// <summary>Returns a bucket with notifications to a queue that a function reads, as created by <c>FlowLogProcessor.ReadFrom</c>.</summary>
    internal static string[] Archive(string function = "Forwarder",
        string format = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} "
            + "${action} ${log-status}", string prefix = "AWSLogs/", string fileFormat = "plain-text") =>
    [
        $$"""
        "Archive": { "Type": "AWS::S3::Bucket", "Properties": { "NotificationConfiguration": { "QueueConfigurations": [{ "Event": "s3:ObjectCreated:*",
          "Queue": { "Fn::GetAtt": ["Queue", "Arn"] }, "Filter": { "S3Key": { "Rules": [{ "Name": "prefix", "Value": "{{prefix}}" }] } } }] } } }
        """,
        """ "Queue": { "Type": "AWS::SQS::Queue" } """,
        $$"""
            "Mapping": { "Type": "AWS::Lambda::EventSourceMapping",
              "Properties": { "FunctionName": { "Ref": "{{function}}" }, "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } } }
            """,
        $$"""
        "ToArchive": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogDestinationType": "s3", "LogDestination": { "Fn::GetAtt": ["Archive", "Arn"] },
          "LogFormat": "{{format}}", "DestinationOptions": { "FileFormat": "{{fileFormat}}" } } }
        """,
    ];

    /// <summary>Returns a template in which one processor receives the log group's records, with widgets on a dashboard.</summary>
    internal static AlarmTemplate Of(string[] variables, string[] widgets, string pattern = "", string? format = null) => Templates.Of(
    [
        format is null ? Templates.FlowLog() : Templates.FlowLog(format: format),
        Function("Forwarder", [Endpoint, .. variables]),
        Subscription(pattern: pattern),
        Boards.Dashboard("Board", widgets),
    ]);

    /// <summary>Returns a widget with one line for each metric, whose values are of the whole time range.</summary>
    internal static string Widget(IEnumerable<string> metrics, string function = "Forwarder", string space = "FlowLogStack", string more = "") =>
        Boards.Metric($$"""
            "view": "singleValue", "setPeriodToTimeRange": true,
              {{more}} "metrics": [{{string.Join(", ", metrics.Select(metric => Entry(metric, function, space)))}}]
            """);

    /// <summary>Returns the values of the only widget's lines by metric.</summary>
    internal static Dictionary<string, double?> Values(PreviewResult result) =>
        Graph(result).Lines.ToDictionary(line => line.Label, line => line.Single);

    /// <summary>Returns the values of the only widget's lines in order.</summary>
    internal static IEnumerable<double?> Singles(PreviewResult result) => Graph(result).Lines.Select(line => line.Single);

    internal static WidgetContent.Graph Graph(PreviewResult result) =>
        Assert.IsType<WidgetContent.Graph>(Assert.Single(Assert.Single(result.Dashboards).Widgets).Content);

    internal static string Reason(PreviewResult result) =>
        Assert.IsType<WidgetContent.Unavailable>(Assert.Single(Assert.Single(result.Dashboards).Widgets).Content).Reason;

    /// <summary>Returns the counts of the function's own pipeline for lines in one object, or in one event if they have its format.</summary>
    internal static RunMetrics Run(IEnumerable<string> lines, params string[] variables)
    {
        var environment = variables.Append(Endpoint).ToDictionary(variable => variable.Split('=', 2)[0], variable => variable.Split('=', 2)[1]);
        var settings = SettingsReader.Read(environment.GetValueOrDefault);
        using var run = new Run("independent", DateTimeOffset.UtcNow.AddMinutes(5), TimeProvider.System);
        using var source = new ContentLines(Flows.Text(lines),
            new ContentOptions { Name = "object", Format = settings.Format, Origin = new LineOrigin("object", "bucket", "id") });
        new Pipeline(settings, null).ProcessAsync(source, [], run).GetAwaiter().GetResult();
        return run.Metrics;
    }

    // A name, or name/direction.
    static string Entry(string metric, string function, string space) => metric.Split('/') is [var name, var direction]
        ? $$"""["{{space}}", "{{name}}", "FunctionName", "{{function}}", "Direction", "{{direction}}", { "label": "{{metric}}" }]"""
        : $$"""["{{space}}", "{{metric}}", "FunctionName", "{{function}}", { "label": "{{metric}}" }]""";
}
