using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Which dashboard to read.</summary>
public class GetDashboardRequest : AmazonWebServiceRequest
{
    /// <summary>The dashboard's name.</summary>
    public string? DashboardName { get; set; }
}

/// <summary>A dashboard.</summary>
public class GetDashboardResponse : AmazonWebServiceResponse
{
    /// <summary>The dashboard's name.</summary>
    public string? DashboardName { get; set; }

    /// <summary>The dashboard's ARN.</summary>
    public string? DashboardArn { get; set; }

    /// <summary>What it shows, as JSON.</summary>
    public string? DashboardBody { get; set; }
}
