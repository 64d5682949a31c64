using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.DescribeStackResourceDriftsAsync"/>.</summary>
public class DescribeStackResourceDriftsRequest : AmazonWebServiceRequest
{
    /// <summary>Name or id of the stack.</summary>
    public string? StackName { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.DescribeStackResourceDriftsAsync"/>: one page of resources.</summary>
public class DescribeStackResourceDriftsResponse : AmazonWebServiceResponse
{
    /// <summary>Resources whose drift was detected; null if the list is empty.</summary>
    public List<StackResourceDrift>? StackResourceDrifts { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>The differences of a resource from the template of its stack.</summary>
public class StackResourceDrift
{
    /// <summary>Logical id.</summary>
    public string? LogicalResourceId { get; set; }

    /// <summary>Name or id in the service.</summary>
    public string? PhysicalResourceId { get; set; }

    /// <summary>CloudFormation type.</summary>
    public string? ResourceType { get; set; }

    /// <summary><c>IN_SYNC</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>NOT_CHECKED</c>.</summary>
    public string? StackResourceDriftStatus { get; set; }

    /// <summary>Properties of the resource as JSON; null if it was deleted.</summary>
    public string? ActualProperties { get; set; }

    /// <summary>Properties that differ; null if the list is empty.</summary>
    public List<PropertyDifference>? PropertyDifferences { get; set; }
}

/// <summary>One difference of a property.</summary>
public class PropertyDifference
{
    /// <summary>Path of the property, such as <c>/TrafficType</c>.</summary>
    public string? PropertyPath { get; set; }

    /// <summary>Value in the template, text or JSON.</summary>
    public string? ExpectedValue { get; set; }

    /// <summary>Value of the resource, text or JSON.</summary>
    public string? ActualValue { get; set; }

    /// <summary><c>ADD</c>, <c>REMOVE</c> or <c>NOT_EQUAL</c>.</summary>
    public string? DifferenceType { get; set; }
}
