using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.GetDashboardAsync"/>.</summary>
public class GetDashboardRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the dashboard.</summary>
    public string? DashboardName { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatch.GetDashboardAsync"/>.</summary>
public class GetDashboardResponse : AmazonWebServiceResponse
{
    /// <summary>Name of the dashboard.</summary>
    public string? DashboardName { get; set; }

    /// <summary>ARN of the dashboard.</summary>
    public string? DashboardArn { get; set; }

    /// <summary>Body of the dashboard, as JSON.</summary>
    public string? DashboardBody { get; set; }
}
