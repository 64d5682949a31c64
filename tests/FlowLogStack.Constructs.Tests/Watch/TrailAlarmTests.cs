using Amazon.CDK.AWS.Logs;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

public sealed class TrailAlarmTests : ConstructTests
{
    ILogGroup Group => LogGroup.FromLogGroupName(Stack, "Group", "aws-cloudtrail-logs");

    [Fact]
    public void A_detection_is_a_metric_filter_and_an_alarm_that_notifies()
    {
        var topic = new AlarmTopic(Stack, "Topic");
        new TrailAlarm(Stack, "Root", new TrailAlarmProps { Detection = TrailDetections.RootUse, LogGroup = Group, Topics = [topic.Topic],
            AlarmNamePrefix = "" });
        var template = Stack.Template();
        template.Has("AWS::Logs::MetricFilter", """
            {
              "LogGroupName": "aws-cloudtrail-logs",
              "FilterName": "RootUse",
              "FilterPattern": "{ ($.userIdentity.type = \"Root\") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != \"AwsServiceEvent\") }",
              "MetricTransformations": [{ "MetricNamespace": "cloudtrail", "MetricName": "RootUse", "MetricValue": "1", "DefaultValue": 0 }]
            }
            """);
        template.Has("AWS::CloudWatch::Alarm", """
            {
              "AlarmName": "Use of the root user",
              "Namespace": "cloudtrail", "MetricName": "RootUse", "Statistic": "Sum", "Period": 300, "EvaluationPeriods": 1, "Threshold": 1,
              "ComparisonOperator": "GreaterThanOrEqualToThreshold", "TreatMissingData": "notBreaching",
              "Tags": [{ "Key": "severity", "Value": "high" }]
            }
            """);
    }

    [Fact]
    public void The_whole_benchmark_fits_on_one_log_group()
    {
        var group = Group;
        foreach (var detection in TrailDetections.All)
            new TrailAlarm(Stack, detection.Id, new TrailAlarmProps { Detection = detection, LogGroup = group });
        var template = Stack.Template();
        Assert.Equal((15, 15), (template.ResourcesOf("AWS::Logs::MetricFilter").Count, template.ResourcesOf("AWS::CloudWatch::Alarm").Count));
        Assert.Equal(15, template.ResourcesOf("AWS::CloudWatch::Alarm").Values.Select(alarm => (string?)alarm["Properties"]!["AlarmName"]).Distinct().Count());
    }

    [Fact]
    public void Groups_and_numbers_that_CloudWatch_does_not_accept_are_errors()
    {
        var infrequent = new LogGroup(Stack, "Infrequent", new LogGroupProps { LogGroupClass = LogGroupClass.INFREQUENT_ACCESS });
        string Error(TrailDetection detection, ILogGroup group) =>
            Assert.Throws<ArgumentException>(() => new TrailAlarm(Stack, "A" + Guid.NewGuid().ToString("N"),
                new TrailAlarmProps { Detection = detection, LogGroup = group })).Message;
        Assert.Contains("Use a group of class STANDARD.", Error(TrailDetections.RootUse, infrequent), StringComparison.Ordinal);
        Assert.Contains("Use a whole number of minutes", Error(TrailDetections.RootUse with { Period = TimeSpan.FromSeconds(90) }, Group),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_compares_texts_finds_the_published_one()
    {
        var group = Group;
        new TrailAlarm(Stack, "Root", new TrailAlarmProps { Detection = TrailDetections.RootUse, LogGroup = group, UsesBenchmarkText = true });
        Stack.Template().Has("AWS::Logs::MetricFilter", """
            { "FilterPattern": "{$.userIdentity.type=\"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !=\"AwsServiceEvent\"}" }
            """);
        var own = TrailDetections.RootUse with { BenchmarkPattern = null };
        Assert.Contains("has no text of the benchmark. Set its BenchmarkPattern", Assert.Throws<ArgumentException>(() =>
            new TrailAlarm(Stack, "Own",
                new TrailAlarmProps { Detection = own, LogGroup = group, UsesBenchmarkText = true, AlarmNamePrefix = "own " })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_of_zero_is_an_error() => Assert.Contains("Use a finite number above 0.", Assert.Throws<ArgumentException>(() =>
        new TrailAlarm(Stack, "Root", new TrailAlarmProps { Detection = TrailDetections.RootUse with { Threshold = 0 }, LogGroup = Group })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Synthesis_validates_the_other_filters_of_a_stack_that_has_alarms_on_calls_only()
    {
        new TrailAlarm(Stack, "Root", new TrailAlarmProps { Detection = TrailDetections.RootUse, LogGroup = Group });
        _ = new CfnMetricFilter(Stack, "Stranger", new CfnMetricFilterProps { LogGroupName = "aws-cloudtrail-logs", FilterPattern = "{ $.a = ",
            MetricTransformations = new object[] { new CfnMetricFilter.MetricTransformationProperty { MetricNamespace = "n", MetricName = "m",
                MetricValue = "1" } } });
        Assert.Contains("'Test/Stranger' isn't valid, and PutMetricFilter returns an error", Assert.ThrowsAny<Exception>(() => Stack.Template()).Message,
            StringComparison.Ordinal);
    }
}
