using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class CloudWatchTests
{
    const string Alarms = """
        <DescribeAlarmsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/">
          <DescribeAlarmsResult>
            <MetricAlarms>
              <member>
                <AlarmName>SSH rejects</AlarmName><AlarmArn>arn:aws:cloudwatch:eu-west-1:111122223333:alarm:SSH rejects</AlarmArn>
                <AlarmDescription>Who?</AlarmDescription>
                <ActionsEnabled>true</ActionsEnabled><AlarmActions><member>arn:aws:sns:eu-west-1:111122223333:topic</member></AlarmActions><OKActions/>
                <StateValue>INSUFFICIENT_DATA</StateValue><StateReason>Unchecked: Initial alarm creation</StateReason><StateReasonData>{}</StateReasonData>
                <StateUpdatedTimestamp>2026-01-31T13:00:00.000Z</StateUpdatedTimestamp>
                <StateTransitionedTimestamp>2026-01-31T12:00:00Z</StateTransitionedTimestamp>
                <Namespace>vpcflowlogs</Namespace><MetricName>SSH Rejects</MetricName><Dimensions><member><Name>a</Name><Value>b</Value></member></Dimensions>
                <Statistic>Sum</Statistic><Period>60</Period><Unit>Count</Unit><EvaluationPeriods>10</EvaluationPeriods><DatapointsToAlarm>1</DatapointsToAlarm>
                <Threshold>1.5</Threshold><ComparisonOperator>GreaterThanOrEqualToThreshold</ComparisonOperator>
                <TreatMissingData>notBreaching</TreatMissingData>
                <EvaluateLowSampleCountPercentile>ignore</EvaluateLowSampleCountPercentile>
              </member>
              <member>
                <AlarmName>Surge</AlarmName><ThresholdMetricId>band</ThresholdMetricId><ExtendedStatistic>p99</ExtendedStatistic>
                <Metrics>
                  <member><Id>m1</Id><MetricStat><Metric><Namespace>n</Namespace><MetricName>m</MetricName><Dimensions><member><Name>c</Name>
                  <Value>d</Value></member></Dimensions></Metric><Period>300</Period><Stat>Sum</Stat></MetricStat><ReturnData>true</ReturnData></member>
                  <member><Id>band</Id><Expression>ANOMALY_DETECTION_BAND(m1, 6)</Expression><Label>Usual</Label><Period>300</Period></member>
                </Metrics>
              </member>
            </MetricAlarms>
            <CompositeAlarms>
              <member>
                <AlarmName>High</AlarmName><AlarmRule>ALARM("SSH rejects")</AlarmRule><ActionsEnabled>false</ActionsEnabled>
                <ActionsSuppressor>night</ActionsSuppressor>
                <OKActions><member>arn:1</member><member>arn:2</member></OKActions><StateValue>ALARM</StateValue><StateReason>because</StateReason>
                <StateTransitionedTimestamp>2026-01-31T12:00:00Z</StateTransitionedTimestamp>
              </member>
            </CompositeAlarms>
            <NextToken>page-2</NextToken>
          </DescribeAlarmsResult>
          <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
        </DescribeAlarmsResponse>
        """;

    [Fact]
    public async Task Asks_for_alarms_by_name_and_kind()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Alarms));
        using var cloudWatch = Clients.CloudWatch(server);

        await cloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["a", "b"],
            AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm], MaxRecords = 100, NextToken = "t" });

        var request = Assert.Single(server.Requests);
        Assert.Equal(
            ["Action=DescribeAlarms", "AlarmNames.member.1=a", "AlarmNames.member.2=b", "AlarmTypes.member.1=MetricAlarm", "AlarmTypes.member.2=CompositeAlarm",
                "MaxRecords=100", "NextToken=t", "Version=2010-08-01"],
            Clients.Form(request));
        Assert.Contains("/eu-west-1/monitoring/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_alarms_of_both_kinds()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, Alarms));
        using var cloudWatch = Clients.CloudWatch(server);

        var answer = await cloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest());

        Assert.Equal("page-2", answer.NextToken);
        var alarm = answer.MetricAlarms![0];
        Assert.Equal(("SSH rejects", "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:SSH rejects", "Who?", true),
            (alarm.AlarmName, alarm.AlarmArn, alarm.AlarmDescription, alarm.ActionsEnabled));
        Assert.Equal(["arn:aws:sns:eu-west-1:111122223333:topic"], alarm.AlarmActions!);
        Assert.Empty(alarm.OKActions!);
        Assert.Null(alarm.InsufficientDataActions);
        Assert.Equal((StateValue.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "{}"), (alarm.StateValue, alarm.StateReason, alarm.StateReasonData));
        Assert.Equal((new DateTime(2026, 1, 31, 13, 0, 0, DateTimeKind.Utc), new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)),
            (alarm.StateUpdatedTimestamp!.Value, alarm.StateTransitionedTimestamp!.Value));
        Assert.Equal(("vpcflowlogs", "SSH Rejects", "a", "b"), (alarm.Namespace, alarm.MetricName, alarm.Dimensions![0].Name, alarm.Dimensions[0].Value));
        Assert.Equal(("Sum", 60, "Count", 10, 1, 1.5), (alarm.Statistic!.Value, alarm.Period, alarm.Unit!.Value, alarm.EvaluationPeriods,
            alarm.DatapointsToAlarm, alarm.Threshold));
        Assert.Equal(("GreaterThanOrEqualToThreshold", "notBreaching", "ignore"),
            (alarm.ComparisonOperator!.Value, alarm.TreatMissingData, alarm.EvaluateLowSampleCountPercentile));
        var surge = answer.MetricAlarms[1];
        Assert.Equal(("band", "p99"), (surge.ThresholdMetricId, surge.ExtendedStatistic));
        Assert.Null(surge.Threshold);
        var stat = surge.Metrics![0].MetricStat!;
        Assert.Equal(("m1", "n", "m", "c", 300, "Sum", true),
            (surge.Metrics[0].Id, stat.Metric!.Namespace, stat.Metric.MetricName, stat.Metric.Dimensions![0].Name, stat.Period, stat.Stat, surge.Metrics[0]
                .ReturnData));
        Assert.Equal(("band", "ANOMALY_DETECTION_BAND(m1, 6)", "Usual", 300),
            (surge.Metrics[1].Id, surge.Metrics[1].Expression, surge.Metrics[1].Label, surge.Metrics[1].Period));
        Assert.Null(surge.Metrics[1].ReturnData);
        var composite = Assert.Single(answer.CompositeAlarms!);
        Assert.Equal(("High", "ALARM(\"SSH rejects\")", false, "night"),
            (composite.AlarmName, composite.AlarmRule, composite.ActionsEnabled, composite.ActionsSuppressor));
        Assert.Equal((StateValue.ALARM, "because"), (composite.StateValue, composite.StateReason));
        Assert.Equal(["arn:1", "arn:2"], composite.OKActions!);
        Assert.Null(composite.AlarmActions);
    }

    [Fact]
    public async Task Sets_a_state_with_its_reason()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(200, "<SetAlarmStateResponse "
                + "xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>"
                + "</SetAlarmStateResponse>"));
        using var cloudWatch = Clients.CloudWatch(server);

        await cloudWatch.SetAlarmStateAsync(new SetAlarmStateRequest { AlarmName = "SSH rejects", StateValue = StateValue.ALARM, StateReason = "a test" });

        Assert.Equal(["Action=SetAlarmState", "AlarmName=SSH rejects", "StateReason=a test", "StateValue=ALARM", "Version=2010-08-01"],
            Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Asks_for_datapoints_of_metrics_and_expressions()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "<GetMetricDataResponse><GetMetricDataResult/></GetMetricDataResponse>"));
        using var cloudWatch = Clients.CloudWatch(server);

        var answer = await cloudWatch.GetMetricDataAsync(new GetMetricDataRequest
        {
            MetricDataQueries =
            [
                new MetricDataQuery { Id = "m0", MetricStat = new MetricStat { Metric = new Metric { Namespace = "AWS/Logs", MetricName = "IncomingLogEvents",
                    Dimensions = [new Dimension { Name = "LogGroupName", Value = "flows" }] }, Period = 60, Stat = "Sum", Unit = "Count" } },
                new MetricDataQuery { Id = "e0", Expression = "m0 * 2", Label = "twice", Period = 60, ReturnData = false },
            ],
            StartTime = new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc),
            EndTime = new DateTime(2026, 1, 31, 13, 0, 0, DateTimeKind.Utc),
            ScanBy = ScanBy.TimestampAscending,
            MaxDatapoints = 500,
            NextToken = "t",
        });

        Assert.Null(answer.MetricDataResults);
        Assert.Equal(
            [
                "Action=GetMetricData", "EndTime=2026-01-31T13:00:00Z", "MaxDatapoints=500",
                "MetricDataQueries.member.1.Id=m0",
                "MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name=LogGroupName",
                "MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value=flows",
                "MetricDataQueries.member.1.MetricStat.Metric.MetricName=IncomingLogEvents", "MetricDataQueries.member.1.MetricStat.Metric.Namespace=AWS/Logs",
                "MetricDataQueries.member.1.MetricStat.Period=60", "MetricDataQueries.member.1.MetricStat.Stat=Sum",
                "MetricDataQueries.member.1.MetricStat.Unit=Count",
                "MetricDataQueries.member.2.Expression=m0 * 2", "MetricDataQueries.member.2.Id=e0", "MetricDataQueries.member.2.Label=twice",
                "MetricDataQueries.member.2.Period=60", "MetricDataQueries.member.2.ReturnData=false",
                "NextToken=t", "ScanBy=TimestampAscending", "StartTime=2026-01-31T12:00:00Z", "Version=2010-08-01",
            ],
            Clients.Form(Assert.Single(server.Requests)));
    }

    [Fact]
    public async Task Reads_datapoints_with_their_times()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, """
            <GetMetricDataResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><GetMetricDataResult>
              <MetricDataResults><member><Id>m0</Id><Label>x</Label><StatusCode>PartialData</StatusCode>
                <Timestamps><member>2026-01-31T12:00:00Z</member><member>2026-01-31T12:01:00Z</member></Timestamps><Values><member>3.0</member>
                <member>1.5E9</member></Values>
              </member></MetricDataResults><NextToken>page-2</NextToken></GetMetricDataResult></GetMetricDataResponse>
            """));
        using var cloudWatch = Clients.CloudWatch(server);

        var answer = await cloudWatch.GetMetricDataAsync(new GetMetricDataRequest());

        var result = Assert.Single(answer.MetricDataResults!);
        Assert.Equal(("page-2", "m0", "x", StatusCode.PartialData), (answer.NextToken, result.Id, result.Label, result.StatusCode));
        Assert.Equal([new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc), new DateTime(2026, 1, 31, 12, 1, 0, DateTimeKind.Utc)], result.Timestamps!);
        Assert.All(result.Timestamps!, at => Assert.Equal(DateTimeKind.Utc, at.Kind));
        Assert.Equal([3, 1.5e9], result.Values!);
    }

    [Fact]
    public async Task Reads_rules_and_dashboards()
    {
        using var server = new LoopbackServer(request => LoopbackReply.Of(200, request.Text.Contains("GetDashboard", StringComparison.Ordinal)
            ? "<GetDashboardResponse><GetDashboardResult><DashboardArn>arn:d</DashboardArn><DashboardName>Overview</DashboardName>"
                + "<DashboardBody>{\"widgets\":[]}</DashboardBody></GetDashboardResult></GetDashboardResponse>"
            : "<DescribeInsightRulesResponse><DescribeInsightRulesResult><InsightRules><member><Name>scan</Name><State>ENABLED</State><Schema>{}</Schema>"
                + "<Definition>{\"a\":1}</Definition></member></InsightRules><NextToken>n</NextToken></DescribeInsightRulesResult>"
                + "</DescribeInsightRulesResponse>"));
        using var cloudWatch = Clients.CloudWatch(server);

        var rules = await cloudWatch.DescribeInsightRulesAsync(new DescribeInsightRulesRequest { MaxResults = 500, NextToken = "t" });
        var dashboard = await cloudWatch.GetDashboardAsync(new GetDashboardRequest { DashboardName = "Overview" });

        var rule = Assert.Single(rules.InsightRules!);
        Assert.Equal(("scan", "ENABLED", "{}", "{\"a\":1}", "n"), (rule.Name, rule.State, rule.Schema, rule.Definition, rules.NextToken));
        Assert.Equal(("arn:d", "Overview", "{\"widgets\":[]}"), (dashboard.DashboardArn, dashboard.DashboardName, dashboard.DashboardBody));
        Assert.Equal(["Action=DescribeInsightRules", "MaxResults=500", "NextToken=t", "Version=2010-08-01"], Clients.Form(server.Requests.First()));
        Assert.Equal(["Action=GetDashboard", "DashboardName=Overview", "Version=2010-08-01"], Clients.Form(server.Requests.Last()));
    }

    [Fact]
    public async Task Names_the_error_that_cloudwatch_reports()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(403,
                "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not "
                    + "authorized to perform: cloudwatch:DescribeAlarms</Message></Error><RequestId>r-2</RequestId></ErrorResponse>"));
        using var cloudWatch = Clients.CloudWatch(server);

        var error = await Assert.ThrowsAsync<AmazonCloudWatchException>(() => cloudWatch.DescribeAlarmsAsync(new DescribeAlarmsRequest()));

        Assert.Equal(("AccessDenied", "not authorized to perform: cloudwatch:DescribeAlarms", 403), (error.ErrorCode, error.Message, (int)error.StatusCode));
    }
}
