using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

public sealed class DetectionAlarmTests : ConstructTests
{
    DetectionAlarm Watch(Func<DetectionAlarmProps, DetectionAlarmProps>? with = null, LogGroupClass logGroupClass = LogGroupClass.STANDARD)
    {
        var props = new DetectionAlarmProps
        {
            Detection = Records.Detections.SshRejects,
            LogGroup = new LogGroup(Stack, "Group", new LogGroupProps { LogGroupClass = logGroupClass }),
            Topics = [new Topic(Stack, "Topic")],
        };
        return new DetectionAlarm(Stack, "SshRejects", with?.Invoke(props) ?? props);
    }

    static DetectionAlarmProps Detecting(DetectionAlarmProps props, Func<Detection, Detection> with) => props with { Detection = with(props.Detection) };

    [Fact]
    public void Counts_the_labs_ssh_rejects()
    {
        Watch();
        const string pattern = "[version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport=22, protocol=6, packets, bytes, start, end, "
            + "action=REJECT, log_status]";
        Stack.Template().Has("AWS::Logs::MetricFilter", $$"""
            {
              "FilterName": "Test/SshRejects dest-port-22-rejects",
              "FilterPattern": "{{pattern}}",
              "MetricTransformations": [{ "MetricNamespace": "vpcflowlogs", "MetricName": "Test/SshRejects SSH Rejects", "MetricValue": "1",
                "DefaultValue": 0 }]
            }
            """);
    }

    [Fact]
    public void Alarms_at_one_reject_in_a_minute_and_takes_silence_for_peace()
    {
        Watch();
        var topic = Assert.Single(Stack.Template().ResourcesOf("AWS::SNS::Topic")).Key;
        Stack.Template().Has("AWS::CloudWatch::Alarm", $$"""
            {
              "AlarmName": "Test/SshRejects SSH rejects",
              "Namespace": "vpcflowlogs",
              "MetricName": "Test/SshRejects SSH Rejects",
              "Statistic": "Sum",
              "Period": 60,
              "Threshold": 1,
              "ComparisonOperator": "GreaterThanOrEqualToThreshold",
              "DatapointsToAlarm": 1,
              "TreatMissingData": "notBreaching",
              "AlarmActions": [{ "Ref": "{{topic}}" }],
              "OKActions": [{ "Ref": "{{topic}}" }]
            }
            """);
        // A record has the time of its first packet and arrives minutes later, so an alarm with one period of one minute would miss it.
        Assert.Equal(10, (int)Stack.Template().Only("AWS::CloudWatch::Alarm")["EvaluationPeriods"]!);
    }

    [Fact]
    public void The_pattern_is_right_for_any_custom_format()
    {
        Watch(props => props with { Format = FlowLogFormat.Parse("${action} ${protocol} ${pkt-srcaddr} ${dstport}") });
        Stack.Template().Has("AWS::Logs::MetricFilter", """{ "FilterPattern": "[action=REJECT, protocol=6, pkt_srcaddr, dstport=22]" }""");
    }

    [Fact]
    public void Carries_its_severity_where_people_and_tools_look_for_it()
    {
        Watch(props => Detecting(props, detection => detection with { Severity = Severity.High }));
        Stack.Template().Has("AWS::CloudWatch::Alarm", """{ "Tags": [{ "Key": "severity", "Value": "high" }] }""");
        Assert.EndsWith("Severity: high.", (string)Stack.Template().Only("AWS::CloudWatch::Alarm")["AlarmDescription"]!);
    }

    [Fact]
    public void Says_what_has_happened_and_what_to_do()
    {
        Watch();
        var description = (string)Stack.Template().Only("AWS::CloudWatch::Alarm")["AlarmDescription"]!;
        Assert.StartsWith("Connections to SSH (TCP port 22) were rejected", description);
        Assert.Contains("Top 20 source addresses with the most rejected requests", description);
        Assert.InRange(description.Length, 1, 1024);
    }

    [Fact]
    public void Names_and_numbers_can_be_changed()
    {
        Watch(props => Detecting(props, detection => detection with { Threshold = 25, Period = TimeSpan.FromMinutes(5), DatapointsToAlarm = 2,
            EvaluationPeriods = 3, MissingData = MissingData.Breaching }) with
        {
            AlarmNamePrefix = "prod ",
            MetricNamespace = "network/flow",
        });
        Stack.Template().Has("AWS::CloudWatch::Alarm", """
            { "AlarmName": "prod SSH rejects", "Namespace": "network/flow", "Threshold": 25, "Period": 300, "DatapointsToAlarm": 2, "EvaluationPeriods": 3,
              "TreatMissingData": "breaching" }
            """);
    }

    [Fact]
    public void Refuses_a_format_without_the_fields_it_needs()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => Watch(props => props with { Format = FlowLogFormat.TransitGateway }));
        Assert.Contains("The detection 'SSH rejects' requires 'action'", error.Message);
        Assert.Contains("Add ${action}", error.Message);
    }

    [Fact]
    public void Refuses_a_log_group_whose_class_has_no_metric_filters() =>
        Assert.Contains("is of class INFREQUENT_ACCESS, which has no metric filters",
            Assert.Throws<ArgumentException>(() => Watch(logGroupClass: LogGroupClass.INFREQUENT_ACCESS)).Message);

    [Fact]
    public void Refuses_a_log_group_whose_class_is_changed_after_its_alarms()
    {
        var group = new LogGroup(Stack, "Flows");
        foreach (var detection in new[] { Records.Detections.SshRejects, Records.Detections.HorizontalScan })
            new DetectionAlarm(Stack, detection.Id, new DetectionAlarmProps { LogGroup = group, Detection = detection });
        ((CfnLogGroup)group.Node.DefaultChild!).LogGroupClass = "INFREQUENT_ACCESS";

        var problems = Assert.ThrowsAny<Exception>(() => Stack.Template()).Message;

        foreach (var resource in new[] { "Test/SshRejects/Filter", "Test/HorizontalScan/Rule" })
            Assert.True(problems.Contains($"'{resource}' requires a log group of class STANDARD, and 'Test/Flows/Resource' is of another class. Remove its "
                + "LogGroupClass.", StringComparison.Ordinal), problems);
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("name")]
    [InlineData("nested")]
    public void Refuses_a_log_group_of_another_stack_whose_class_is_changed_after_its_alarms(string kind)
    {
        var environment = new Amazon.CDK.Environment { Account = "111122223333", Region = "eu-west-1" };
        var owner = new Stack(Stack.Node.Root as App, "Owner", new StackProps { Env = environment });
        var user = kind == "nested" ? new NestedStack(owner, "User") : new Stack(Stack.Node.Root as App, "User", new StackProps { Env = environment });
        var group = new LogGroup(owner, "Flows", new LogGroupProps { LogGroupName = "flows" });
        var used = kind == "name" ? LogGroup.FromLogGroupName(user, "Imported", "flows") : group;
        foreach (var detection in new[] { Records.Detections.SshRejects, Records.Detections.HorizontalScan })
            new DetectionAlarm(user, detection.Id, new DetectionAlarmProps { LogGroup = used, Detection = detection });
        ((CfnLogGroup)group.Node.DefaultChild!).LogGroupClass = "INFREQUENT_ACCESS";

        var problems = Assert.ThrowsAny<Exception>(() => owner.Template()).Message;

        foreach (var resource in new[] { "SshRejects/Filter", "HorizontalScan/Rule" })
            Assert.True(problems.Contains($"'{user.Node.Path}/{resource}' requires a log group of class STANDARD, and 'Owner/Flows/Resource' is of another "
                + "class. Remove its LogGroupClass.", StringComparison.Ordinal), problems);
    }

    [Fact]
    public void A_log_group_of_another_class_in_another_environment_can_have_the_same_name()
    {
        var owner = new Stack(Stack.Node.Root as App, "Owner", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333",
            Region = "eu-west-1" } });
        _ = new LogGroup(owner, "Flows", new LogGroupProps { LogGroupName = "flows", LogGroupClass = LogGroupClass.INFREQUENT_ACCESS });
        new DetectionAlarm(Stack, "Alarm", new DetectionAlarmProps { LogGroup = LogGroup.FromLogGroupName(Stack, "Imported", "flows"),
            Detection = Records.Detections.SshRejects });

        Assert.NotNull(Stack.Template());
    }

    [Fact]
    public void A_log_group_of_another_class_without_alarms_is_accepted()
    {
        Watch();
        var other = new LogGroup(Stack, "Other", new LogGroupProps { LogGroupClass = LogGroupClass.INFREQUENT_ACCESS });

        Assert.NotNull(other.LogGroupName);
        Assert.NotNull(Stack.Template());
    }

    [Fact]
    public void Log_groups_of_nested_stacks_are_kept_apart_although_their_logical_ids_are_equal()
    {
        Watch();
        _ = new CfnLogGroup(new NestedStack(Stack, "Without"), "Group", new CfnLogGroupProps { LogGroupClass = "INFREQUENT_ACCESS" });
        // Five filters of a log group can have a regular expression.
        foreach (var nested in new[] { new NestedStack(Stack, "First"), new NestedStack(Stack, "Second") })
        {
            var group = new CfnLogGroup(nested, "Group");
            for (var i = 0; i < 3; i++)
            {
                _ = new CfnMetricFilter(nested, $"Filter{i}", new CfnMetricFilterProps
                {
                    LogGroupName = group.Ref,
                    FilterPattern = "%[a-z]%",
                    MetricTransformations = new[]
                    {
                        new CfnMetricFilter.MetricTransformationProperty { MetricName = "Letters", MetricNamespace = "Test", MetricValue = "1" },
                    },
                });
            }
        }

        Assert.NotNull(Stack.Template());
    }

    [Fact]
    public void Refuses_a_period_that_is_not_whole_minutes() =>
        Assert.Contains("counts over 90 s", Assert.Throws<ArgumentException>(() =>
            Watch(props => Detecting(props, detection => detection with { Period = TimeSpan.FromSeconds(90) }))).Message);

    [Fact]
    public void Refuses_more_datapoints_than_there_are_periods() =>
        Assert.Contains("requires 4 of 3 data points", Assert.Throws<ArgumentException>(() =>
            Watch(props => Detecting(props, detection => detection with { DatapointsToAlarm = 4, EvaluationPeriods = 3 }))).Message);

    [Fact]
    public void Refuses_to_look_back_further_than_an_alarm_can() =>
        Assert.Contains("CloudWatch allows 1 day(s)", Assert.Throws<ArgumentException>(() =>
            Watch(props => Detecting(props, detection => detection with { EvaluationPeriods = 1441 }))).Message);

    [Theory]
    [InlineData("AWS/VPC")]
    [InlineData("vpc flow logs")]
    [InlineData("")]
    public void Refuses_a_namespace_that_cloudwatch_would_not_take(string name) =>
        Assert.Contains($"'{name}' cannot be a metric namespace",
            Assert.Throws<ArgumentException>(() => Watch(props => props with { MetricNamespace = name })).Message);

    [Fact]
    public void Refuses_a_name_that_the_topics_policy_would_not_recognize() =>
        Assert.Contains("'prød SSH rejects' cannot name an alarm",
            Assert.Throws<ArgumentException>(() => Watch(props => props with { AlarmNamePrefix = "prød " })).Message);

    [Fact]
    public void Refuses_more_topics_than_an_alarm_has_actions() =>
        Assert.Contains("allows 5 actions", Assert.Throws<ArgumentException>(() =>
            Watch(props => props with { Topics = [.. Enumerable.Range(0, 6).Select(i => new Topic(Stack, $"Topic{i}"))] })).Message);

    [Fact]
    public void Refuses_what_the_service_does_not_accept_of_anybodys_filters_and_alarms()
    {
        Watch();
        _ = new CfnMetricFilter(Stack, "Stranger", new CfnMetricFilterProps
        {
            LogGroupName = "flows",
            FilterPattern = "[a, b]",
            MetricTransformations = new object[]
            {
                new CfnMetricFilter.MetricTransformationProperty
                {
                    MetricNamespace = "n", MetricName = "m", MetricValue = "1", DefaultValue = 0,
                    Dimensions = new object[] { new CfnMetricFilter.DimensionProperty { Key = "A", Value = "literal" } },
                },
            },
        });
        _ = new Amazon.CDK.AWS.CloudWatch.CfnAlarm(Stack, "Percentile", new Amazon.CDK.AWS.CloudWatch.CfnAlarmProps
        {
            Namespace = "n", MetricName = "m", ExtendedStatistic = "p101", Period = 60, EvaluationPeriods = 1, Threshold = 1,
            ComparisonOperator = "GreaterThanThreshold", AlarmActions = ["alarms"],
        });
        _ = new Amazon.CDK.AWS.CloudWatch.CfnAlarm(Stack, "Mean", new Amazon.CDK.AWS.CloudWatch.CfnAlarmProps
        {
            EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "GreaterThanThreshold",
            Metrics = new object[]
            {
                new Amazon.CDK.AWS.CloudWatch.CfnAlarm.MetricDataQueryProperty
                {
                    Id = "m1", ReturnData = false,
                    MetricStat = new Amazon.CDK.AWS.CloudWatch.CfnAlarm.MetricStatProperty
                    {
                        Stat = "Sum", Period = 60, Metric = new Amazon.CDK.AWS.CloudWatch.CfnAlarm.MetricProperty { Namespace = "n", MetricName = "m" },
                    },
                },
                new Amazon.CDK.AWS.CloudWatch.CfnAlarm.MetricDataQueryProperty { Id = "e1", Expression = "AVG(m1)" },
            },
        });
        var refused = Assert.ThrowsAny<Exception>(() => Stack.Template());
        Assert.Contains("'Test/Mean' isn't valid, and PutMetricAlarm returns an error: column 1 of its expression 'AVG(m1)': it returns one number",
            refused.Message);
        Assert.Contains("'Test/Stranger' isn't valid, and PutMetricFilter returns an error: it has a DefaultValue and Dimensions", refused.Message);
        Assert.Contains("the dimension 'A' has the value 'literal'", refused.Message);
        Assert.Contains("'Test/Percentile' isn't valid, and PutMetricAlarm returns an error: AlarmActions has 'alarms', which is not an ARN", refused.Message);
        Assert.Contains("ExtendedStatistic is 'p101'", refused.Message);
    }

    [Fact]
    public void Refuses_a_sixth_filter_with_a_regular_expression_whoever_made_them()
    {
        Watch();
        for (var i = 1; i <= 6; i++)
        {
            _ = new CfnMetricFilter(Stack, $"Stranger{i}", new CfnMetricFilterProps
            {
                LogGroupName = "flows",
                FilterPattern = i == 6 ? "[a=%b%, c=%d%]" : "[a=%b%, c]",
                MetricTransformations = new object[] { new CfnMetricFilter.MetricTransformationProperty { MetricNamespace = "n", MetricName = $"m{i}",
                    MetricValue = "$c" } },
            });
        }

        Assert.Contains("A log group has 6 metric filters with regular expressions, and at most 5 are possible: Test/Stranger1",
            Assert.ThrowsAny<Exception>(() => Stack.Template()).Message);
    }
}
