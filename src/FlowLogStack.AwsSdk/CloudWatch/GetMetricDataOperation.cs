using System.Globalization;
using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class GetMetricDataOperation() : CloudWatchOperation<GetMetricDataRequest, GetMetricDataResponse>("GetMetricData")
{
    public static GetMetricDataOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, GetMetricDataRequest request)
    {
        parameters.AddEach("MetricDataQueries.member", request.MetricDataQueries, MetricDataQueryForm.Write);
        parameters.Add("StartTime", request.StartTime);
        parameters.Add("EndTime", request.EndTime);
        parameters.Add("ScanBy", request.ScanBy?.Value);
        parameters.Add("MaxDatapoints", request.MaxDatapoints);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(GetMetricDataResponse response, QueryAnswer answer)
    {
        response.MetricDataResults = answer.Each("MetricDataResults", "member", result => new MetricDataResult
        {
            Id = result.Text("Id"),
            Label = result.Text("Label"),
            Timestamps = result.Each("Timestamps", "member", at => QueryAnswer.InstantOf(at.Value)),
            Values = result.Each("Values", "member", value => double.Parse(value.Value, CultureInfo.InvariantCulture)),
            StatusCode = result.Text("StatusCode"),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
