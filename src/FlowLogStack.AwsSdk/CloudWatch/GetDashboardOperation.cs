using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class GetDashboardOperation() : CloudWatchOperation<GetDashboardRequest, GetDashboardResponse>("GetDashboard")
{
    public static GetDashboardOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, GetDashboardRequest request) => parameters.Add("DashboardName", request.DashboardName);

    protected override void Read(GetDashboardResponse response, QueryAnswer answer)
    {
        response.DashboardName = answer.Text("DashboardName");
        response.DashboardArn = answer.Text("DashboardArn");
        response.DashboardBody = answer.Text("DashboardBody");
    }
}
