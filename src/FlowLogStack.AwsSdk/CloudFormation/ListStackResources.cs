using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Which stack's resources to list.</summary>
public class ListStackResourcesRequest : AmazonWebServiceRequest
{
    /// <summary>The stack's name or id.</summary>
    public string? StackName { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of resources.</summary>
public class ListStackResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>The resources; null when there are none.</summary>
    public List<StackResourceSummary>? StackResourceSummaries { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A resource of a stack.</summary>
public class StackResourceSummary
{
    /// <summary>Its name in the template.</summary>
    public string? LogicalResourceId { get; set; }

    /// <summary>Its name or id in its service; null or empty before it is made.</summary>
    public string? PhysicalResourceId { get; set; }

    /// <summary>Its type, as in <c>AWS::EC2::FlowLog</c>.</summary>
    public string? ResourceType { get; set; }

    /// <summary>Its state.</summary>
    public ResourceStatus? ResourceStatus { get; set; }
}
