using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>
/// The default stack in a local AWS emulator. Resources that the emulator's CloudFormation doesn't support are created through the services' own
/// APIs, and records are written to the destinations of the flow logs.
/// </summary>
sealed class DeployedLab : IDisposable
{
    /// <summary>Name of the stack, from the template's file name.</summary>
    public const string Stack = "lab";

    readonly JsonObject filter;

    public DeployedLab()
    {
        var template = JsonNode.Parse(File.ReadAllText(Template))!.AsObject();
        // Both concern CDK's bootstrap stack, which a direct deployment doesn't need.
        template.Remove("Rules");
        template.Remove("Parameters");
        Aws = LocalAws.Start();
        Values = new TemplateValues(template, Aws.Deploy(Stack, template), Stack);
        filter = Values.PropertiesOf("AWS::Logs::MetricFilter").Values.Single();
        PutMetricFilter("");
        Alarm = Values.PropertiesOf("AWS::CloudWatch::Alarm").Values.Single();
        Aws.Run("cloudwatch", "put-metric-alarm", Alarm);
        Aws.Run("sns", "subscribe", "--topic-arn", Topic, "--protocol", "email", "--notification-endpoint", "ops@example.com");
        PutArrivals(DateTimeOffset.UtcNow);
    }

    /// <summary>Path of the template.</summary>
    public static string Template => Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    public LocalAws Aws { get; }

    public TemplateValues Values { get; }

    /// <summary>Resolved properties of the alarm.</summary>
    public JsonObject Alarm { get; }

    public string Topic => Values.PhysicalIds[Values.PropertiesOf("AWS::SNS::Topic").Keys.Single()];

    public string LogGroup => (string)filter["LogGroupName"]!;

    string Bucket => Values.PhysicalIds[Values.PropertiesOf("AWS::S3::Bucket").Keys.Single(id => id.Contains("Archive", StringComparison.Ordinal)
        && !id.Contains("AccessLog", StringComparison.Ordinal))];

    /// <summary>Returns the id of the flow log with a kind of destination.</summary>
    public string FlowLog(string destination) =>
        Values.PhysicalIds[Values.PropertiesOf("AWS::EC2::FlowLog").Single(flowLog => (string?)flowLog.Value["LogDestinationType"] == destination).Key];

    /// <summary>Creates the metric filter, with text added to its pattern.</summary>
    public void PutMetricFilter(string added)
    {
        // Unlike CloudWatch Logs, the emulator keeps both filters with one name.
        Aws.Try("logs", "delete-metric-filter", "--log-group-name", LogGroup, "--filter-name", (string)filter["FilterName"]!);
        var transformation = filter["MetricTransformations"]![0]!;
        Aws.Run("logs", "put-metric-filter", new JsonObject
        {
            ["logGroupName"] = LogGroup,
            ["filterName"] = (string)filter["FilterName"]!,
            ["filterPattern"] = (string)filter["FilterPattern"]! + added,
            ["metricTransformations"] = new JsonArray(new JsonObject
            {
                ["metricNamespace"] = (string)transformation["MetricNamespace"]!,
                ["metricName"] = (string)transformation["MetricName"]!,
                ["metricValue"] = (string)transformation["MetricValue"]!,
                ["defaultValue"] = (double)transformation["DefaultValue"]!,
            }),
        });
    }

    /// <summary>Replaces the alarm with changed settings.</summary>
    public void PutAlarm(Action<JsonObject> change)
    {
        var changed = Alarm.DeepClone().AsObject();
        change(changed);
        Aws.Run("cloudwatch", "put-metric-alarm", changed);
    }

    void PutArrivals(DateTimeOffset now)
    {
        PutData("AWS/Logs", "IncomingLogEvents", [(now.AddMinutes(-5), 12)], new JsonArray(new JsonObject { ["Name"] = "LogGroupName", ["Value"] = LogGroup }));
        var at = now.AddMinutes(-5).UtcDateTime;
        var key = string.Create(CultureInfo.InvariantCulture,
            $"AWSLogs/{LocalAws.Account}/vpcflowlogs/{LocalAws.Region}/{at:yyyy/MM/dd}/{LocalAws.Account}_vpcflowlogs_{LocalAws.Region}_{FlowLog("s3")}_"
                + $"{at:yyyyMMdd'T'HHmm'Z'}_0a1b2c3d.log.gz");
        Aws.Run("s3api", "put-object", "--bucket", Bucket, "--key", key, "--body", Template);
    }

    /// <summary>Publishes values of a metric.</summary>
    public void PutData(string metricNamespace, string name, IEnumerable<(DateTimeOffset At, double Value)> values, JsonArray? dimensions = null) =>
        Aws.Run("cloudwatch", "put-metric-data", new JsonObject
        {
            ["Namespace"] = metricNamespace,
            ["MetricData"] = new JsonArray([.. values.Select(value => new JsonObject
            {
                ["MetricName"] = name,
                ["Value"] = value.Value,
                ["Timestamp"] = value.At.ToString("O", CultureInfo.InvariantCulture),
                ["Dimensions"] = dimensions?.DeepClone() ?? new JsonArray(),
            })]),
        });

    public void Dispose() => Aws.Dispose();
}
