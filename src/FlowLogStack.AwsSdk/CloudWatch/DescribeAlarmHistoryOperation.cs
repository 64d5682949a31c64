using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class DescribeAlarmHistoryOperation() : CloudWatchOperation<DescribeAlarmHistoryRequest, DescribeAlarmHistoryResponse>("DescribeAlarmHistory")
{
    public static DescribeAlarmHistoryOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeAlarmHistoryRequest request)
    {
        parameters.Add("AlarmName", request.AlarmName);
        parameters.AddEach("AlarmTypes.member", request.AlarmTypes);
        parameters.Add("HistoryItemType", request.HistoryItemType?.Value);
        parameters.Add("StartDate", request.StartDate);
        parameters.Add("EndDate", request.EndDate);
        parameters.Add("MaxRecords", request.MaxRecords);
        parameters.Add("ScanBy", request.ScanBy?.Value);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeAlarmHistoryResponse response, QueryAnswer answer)
    {
        response.AlarmHistoryItems = answer.Each("AlarmHistoryItems", "member", item => new AlarmHistoryItem
        {
            AlarmName = item.Text("AlarmName"),
            AlarmType = item.Text("AlarmType"),
            HistoryItemType = item.Text("HistoryItemType"),
            HistorySummary = item.Text("HistorySummary"),
            HistoryData = item.Text("HistoryData"),
            Timestamp = item.Instant("Timestamp"),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
