using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Request of <see cref="IAmazonCloudFormation.DescribeStacksAsync"/>.</summary>
public class DescribeStacksRequest : AmazonWebServiceRequest
{
    /// <summary>Name or id of the stack. Default: null, all stacks that are not deleted.</summary>
    public string? StackName { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudFormation.DescribeStacksAsync"/>: one page of stacks.</summary>
public class DescribeStacksResponse : AmazonWebServiceResponse
{
    /// <summary>Stacks; null if the list is empty.</summary>
    public List<Stack>? Stacks { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A CloudFormation stack.</summary>
public class Stack
{
    /// <summary>Name of the stack.</summary>
    public string? StackName { get; set; }

    /// <summary>ARN of the stack.</summary>
    public string? StackId { get; set; }

    /// <summary>State.</summary>
    public StackStatus? StackStatus { get; set; }

    /// <summary>Reason for the state; null if CloudFormation returns none.</summary>
    public string? StackStatusReason { get; set; }

    /// <summary>Parameters; null if the list is empty.</summary>
    public List<Parameter>? Parameters { get; set; }
}

/// <summary>A parameter of a stack.</summary>
public class Parameter
{
    /// <summary>Name of the parameter.</summary>
    public string? ParameterKey { get; set; }

    /// <summary>Value; asterisks for a parameter with <c>NoEcho</c>.</summary>
    public string? ParameterValue { get; set; }

    /// <summary>Value of a parameter that refers to Parameter Store; null for other parameters.</summary>
    public string? ResolvedValue { get; set; }
}
