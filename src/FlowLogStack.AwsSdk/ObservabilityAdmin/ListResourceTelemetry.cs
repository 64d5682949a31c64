using Amazon.Runtime;

namespace Amazon.ObservabilityAdmin.Model;

/// <summary>Request of <see cref="IAmazonObservabilityAdmin.ListResourceTelemetryAsync"/>.</summary>
public class ListResourceTelemetryRequest : AmazonWebServiceRequest
{
    /// <summary>Types of resources, at most 9, such as <c>AWS::EC2::VPC</c>. Default: null, all types.</summary>
    public List<string>? ResourceTypes { get; set; }

    /// <summary>Maximum number of resources in the page, 1 to 50. Default: null, the service's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonObservabilityAdmin.ListResourceTelemetryAsync"/>: one page of resources.</summary>
public class ListResourceTelemetryResponse : AmazonWebServiceResponse
{
    /// <summary>Resources; null if the list is empty.</summary>
    public List<TelemetryConfiguration>? TelemetryConfigurations { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}
