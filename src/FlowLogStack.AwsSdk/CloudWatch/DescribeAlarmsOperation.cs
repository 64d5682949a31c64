using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class DescribeAlarmsOperation() : CloudWatchOperation<DescribeAlarmsRequest, DescribeAlarmsResponse>("DescribeAlarms")
{
    public static DescribeAlarmsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeAlarmsRequest request)
    {
        parameters.AddEach("AlarmNames.member", request.AlarmNames);
        parameters.AddEach("AlarmTypes.member", request.AlarmTypes);
        parameters.Add("MaxRecords", request.MaxRecords);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeAlarmsResponse response, QueryAnswer answer)
    {
        response.MetricAlarms = answer.Each("MetricAlarms", "member", MetricAlarmOf);
        response.CompositeAlarms = answer.Each("CompositeAlarms", "member", CompositeAlarmOf);
        response.NextToken = answer.Text("NextToken");
    }

    static MetricAlarm MetricAlarmOf(QueryAnswer item) => new()
    {
        AlarmName = item.Text("AlarmName"),
        AlarmArn = item.Text("AlarmArn"),
        AlarmDescription = item.Text("AlarmDescription"),
        ActionsEnabled = item.Flag("ActionsEnabled"),
        AlarmActions = item.Texts("AlarmActions"),
        OKActions = item.Texts("OKActions"),
        InsufficientDataActions = item.Texts("InsufficientDataActions"),
        StateValue = item.Text("StateValue"),
        StateReason = item.Text("StateReason"),
        StateReasonData = item.Text("StateReasonData"),
        StateUpdatedTimestamp = item.Instant("StateUpdatedTimestamp"),
        StateTransitionedTimestamp = item.Instant("StateTransitionedTimestamp"),
        Namespace = item.Text("Namespace"),
        MetricName = item.Text("MetricName"),
        Dimensions = MetricDataQueryForm.Dimensions(item),
        Statistic = item.Text("Statistic"),
        ExtendedStatistic = item.Text("ExtendedStatistic"),
        Period = item.Whole("Period"),
        Unit = item.Text("Unit"),
        EvaluationPeriods = item.Whole("EvaluationPeriods"),
        DatapointsToAlarm = item.Whole("DatapointsToAlarm"),
        Threshold = item.Number("Threshold"),
        ThresholdMetricId = item.Text("ThresholdMetricId"),
        ComparisonOperator = item.Text("ComparisonOperator"),
        TreatMissingData = item.Text("TreatMissingData"),
        EvaluateLowSampleCountPercentile = item.Text("EvaluateLowSampleCountPercentile"),
        Metrics = item.Each("Metrics", "member", MetricDataQueryForm.Read),
    };

    static CompositeAlarm CompositeAlarmOf(QueryAnswer item) => new()
    {
        AlarmName = item.Text("AlarmName"),
        AlarmArn = item.Text("AlarmArn"),
        AlarmDescription = item.Text("AlarmDescription"),
        AlarmRule = item.Text("AlarmRule"),
        ActionsEnabled = item.Flag("ActionsEnabled"),
        AlarmActions = item.Texts("AlarmActions"),
        OKActions = item.Texts("OKActions"),
        InsufficientDataActions = item.Texts("InsufficientDataActions"),
        ActionsSuppressor = item.Text("ActionsSuppressor"),
        StateValue = item.Text("StateValue"),
        StateReason = item.Text("StateReason"),
        StateUpdatedTimestamp = item.Instant("StateUpdatedTimestamp"),
        StateTransitionedTimestamp = item.Instant("StateTransitionedTimestamp"),
    };
}
