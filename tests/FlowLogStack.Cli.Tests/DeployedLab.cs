using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests;

/// <summary>
/// The lab in a local stand-in for AWS. What the stand-in's CloudFormation passes over is made through the services' own
/// APIs, and what flow logs would bring is put where they would bring it.
/// </summary>
sealed class DeployedLab : IDisposable
{
    /// <summary>The stack, which is named after the template's file.</summary>
    public const string Stack = "lab";

    readonly JsonObject filter;

    public DeployedLab()
    {
        var template = JsonNode.Parse(File.ReadAllText(Template))!.AsObject();
        // Both speak of CDK's bootstrap stack, which a direct deployment does without.
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

    /// <summary>The template's file.</summary>
    public static string Template => Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    public LocalAws Aws { get; }

    public TemplateValues Values { get; }

    /// <summary>The alarm's properties, resolved.</summary>
    public JsonObject Alarm { get; }

    public string Topic => Values.PhysicalIds[Values.PropertiesOf("AWS::SNS::Topic").Keys.Single()];

    public string LogGroup => (string)filter["LogGroupName"]!;

    string Bucket => Values.PhysicalIds[Values.PropertiesOf("AWS::S3::Bucket").Keys.Single(id => id.Contains("Archive", StringComparison.Ordinal) && !id.Contains("AccessLog", StringComparison.Ordinal))];

    /// <summary>The flow logs by the kind of their destination.</summary>
    public string FlowLog(string destination) =>
        Values.PhysicalIds[Values.PropertiesOf("AWS::EC2::FlowLog").Single(flowLog => (string?)flowLog.Value["LogDestinationType"] == destination).Key];

    /// <summary>Makes the metric filter, with words added to its pattern.</summary>
    public void PutMetricFilter(string added)
    {
        // Unlike CloudWatch Logs, the stand-in keeps both filters of one name.
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

    /// <summary>Makes the alarm again with other settings.</summary>
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
        var key = string.Create(CultureInfo.InvariantCulture, $"AWSLogs/{LocalAws.Account}/vpcflowlogs/{LocalAws.Region}/{at:yyyy/MM/dd}/{LocalAws.Account}_vpcflowlogs_{LocalAws.Region}_{FlowLog("s3")}_{at:yyyyMMdd'T'HHmm'Z'}_0a1b2c3d.log.gz");
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
