using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.ListStackResourcesAsync"/>.</summary>
public class ListStackResourcesRequest : AmazonWebServiceRequest
{
    /// <summary>Name or id of the stack.</summary>
    public string? StackName { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.ListStackResourcesAsync"/>: one page of resources.</summary>
public class ListStackResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>Resources; null if the list is empty.</summary>
    public List<StackResourceSummary>? StackResourceSummaries { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A resource of a stack.</summary>
public class StackResourceSummary
{
    /// <summary>Logical id in the template.</summary>
    public string? LogicalResourceId { get; set; }

    /// <summary>Name or id in its service; null or empty before it is created.</summary>
    public string? PhysicalResourceId { get; set; }

    /// <summary>Type, such as <c>AWS::EC2::FlowLog</c>.</summary>
    public string? ResourceType { get; set; }

    /// <summary>State.</summary>
    public ResourceStatus? ResourceStatus { get; set; }
}
