using System.Globalization;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Detections as a template: a flow log, and the metric filters, rules and alarms that the constructs make of each detection.</summary>
static class DetectionTemplate
{
    const string LogGroup = "flow-logs";
    const string MetricNamespace = "vpcflowlogs";
    const string Sources = "-Sources";

    /// <summary>The template of detections for records of a format, in which an alarm is called by the id of its detection.</summary>
    internal static AlarmTemplate Of(IEnumerable<Detection> detections, FlowLogFormat format)
    {
        var resources = new JsonObject
        {
            ["FlowLogs"] = Resource("AWS::Logs::LogGroup", new JsonObject { ["LogGroupName"] = LogGroup }),
            ["Capture"] = Resource("AWS::EC2::FlowLog", new JsonObject
            {
                ["ResourceId"] = "vpc-0a1b2c3d4e5f67890",
                ["ResourceType"] = "VPC",
                ["TrafficType"] = "ALL",
                ["LogDestinationType"] = "cloud-watch-logs",
                ["LogGroupName"] = LogGroup,
                ["DeliverLogsPermissionArn"] = "arn:aws:iam::123456789012:role/flow-logs",
                ["LogFormat"] = format.ToString(),
                ["MaxAggregationInterval"] = 60,
            }),
        };
        foreach (var detection in detections)
            Add(resources, detection, format);
        return AlarmTemplate.Parse(new JsonObject { ["Resources"] = resources }.ToJsonString(), "built-in detections");
    }

    static void Add(JsonObject resources, Detection detection, FlowLogFormat format)
    {
        switch (detection.Measure.Kind)
        {
            case MeasureKind.Distinct or MeasureKind.Largest:
                resources[detection.Id + "Rule"] = Rule(detection.Id, detection.ToInsightRule(format, LogGroup));
                if (detection.ToSourceRule(format, LogGroup) is { } sources)
                    resources[detection.Id + "SourceRule"] = Rule(detection.Id + Sources, sources);
                break;
            case MeasureKind.Flows or MeasureKind.Sum:
                var number = 0;
                foreach (var pattern in detection.ToFilterPatterns(format))
                {
                    resources[string.Create(CultureInfo.InvariantCulture, $"{detection.Id}Filter{++number}")] =
                        Resource("AWS::Logs::MetricFilter", new JsonObject
                    {
                        ["LogGroupName"] = LogGroup,
                        ["FilterPattern"] = pattern,
                        ["MetricTransformations"] = new JsonArray(new JsonObject
                        {
                            ["MetricNamespace"] = MetricNamespace,
                            ["MetricName"] = detection.MetricName,
                            ["MetricValue"] = detection.Measure.MetricValue,
                            ["DefaultValue"] = 0,
                        }),
                    });
                }

                break;
        }

        resources[detection.Id] = Resource("AWS::CloudWatch::Alarm", Alarm(detection));
    }

    static JsonObject Alarm(Detection detection)
    {
        var alarm = new JsonObject
        {
            ["AlarmName"] = detection.Id,
            ["EvaluationPeriods"] = detection.EvaluationPeriods,
            ["DatapointsToAlarm"] = detection.DatapointsToAlarm,
            ["TreatMissingData"] = detection.MissingData switch
            {
                MissingData.NotBreaching => "notBreaching",
                MissingData.Breaching => "breaching",
                MissingData.Ignore => "ignore",
                _ => "missing",
            },
            ["ComparisonOperator"] = detection.Trigger switch
            {
                AlarmTrigger.AtLeast => "GreaterThanOrEqualToThreshold",
                AlarmTrigger.Below => "LessThanThreshold",
                _ => "GreaterThanUpperThreshold",
            },
        };
        var period = (int)detection.Period.TotalSeconds;
        if (detection.Trigger is AlarmTrigger.AboveBand)
        {
            alarm["ThresholdMetricId"] = "band";
            alarm["Metrics"] = new JsonArray(
                new JsonObject { ["Id"] = "m1", ["MetricStat"] = new JsonObject { ["Metric"] = Metric(detection), ["Stat"] = "Sum", ["Period"] = period } },
                new JsonObject { ["Id"] = "band", ["Expression"] = detection.ToBandExpression("m1") });
            return alarm;
        }

        alarm["Threshold"] = detection.Threshold;
        if (detection.Measure.NeedsRule)
        {
            alarm["Metrics"] = new JsonArray(new JsonObject { ["Id"] = "contributors",
                ["Expression"] = detection.ToRuleExpression(detection.Id, detection.Id + Sources), ["Period"] = period });
            return alarm;
        }

        foreach (var (name, value) in Metric(detection).ToList())
            alarm[name] = value?.DeepClone();
        alarm["Statistic"] = "Sum";
        alarm["Period"] = period;
        return alarm;
    }

    static JsonObject Rule(string name, string body) => Resource("AWS::CloudWatch::InsightRule",
        new JsonObject { ["RuleName"] = name, ["RuleState"] = "ENABLED", ["RuleBody"] = body });

    static JsonObject Metric(Detection detection) => detection.Measure.Kind is MeasureKind.Arrivals
        ? new JsonObject
        {
            ["Namespace"] = "AWS/Logs",
            ["MetricName"] = "IncomingLogEvents",
            ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "LogGroupName", ["Value"] = LogGroup }),
        }
        : new JsonObject { ["Namespace"] = MetricNamespace, ["MetricName"] = detection.MetricName };

    static JsonObject Resource(string type, JsonObject properties) => new() { ["Type"] = type, ["Properties"] = properties };
}
