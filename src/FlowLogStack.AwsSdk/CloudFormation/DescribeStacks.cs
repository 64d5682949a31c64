using Amazon.Runtime;

namespace Amazon.CloudFormation.Model;

/// <summary>Which stacks to describe.</summary>
public class DescribeStacksRequest : AmazonWebServiceRequest
{
    /// <summary>The stack's name or id. Default: every stack that is not deleted.</summary>
    public string? StackName { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of stacks.</summary>
public class DescribeStacksResponse : AmazonWebServiceResponse
{
    /// <summary>The stacks; null when there are none.</summary>
    public List<Stack>? Stacks { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A stack.</summary>
public class Stack
{
    /// <summary>The stack's name.</summary>
    public string? StackName { get; set; }

    /// <summary>The stack's ARN.</summary>
    public string? StackId { get; set; }

    /// <summary>Its state.</summary>
    public StackStatus? StackStatus { get; set; }

    /// <summary>Why it is in its state; null when CloudFormation does not say.</summary>
    public string? StackStatusReason { get; set; }

    /// <summary>Its parameters; null for none.</summary>
    public List<Parameter>? Parameters { get; set; }
}

/// <summary>A parameter of a stack.</summary>
public class Parameter
{
    /// <summary>The parameter's name.</summary>
    public string? ParameterKey { get; set; }

    /// <summary>Its value; stars for one that is not echoed.</summary>
    public string? ParameterValue { get; set; }

    /// <summary>The value in Parameter Store that its value names; null for other parameters.</summary>
    public string? ResolvedValue { get; set; }
}
