using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class DescribeStacksOperation() : StackOperation<DescribeStacksRequest, DescribeStacksResponse>("DescribeStacks")
{
    public static DescribeStacksOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeStacksRequest request)
    {
        parameters.Add("StackName", request.StackName);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeStacksResponse response, QueryAnswer answer)
    {
        response.Stacks = answer.Each("Stacks", "member", stack => new Stack
        {
            StackName = stack.Text("StackName"),
            StackId = stack.Text("StackId"),
            StackStatus = stack.Text("StackStatus"),
            StackStatusReason = stack.Text("StackStatusReason"),
            Parameters = stack.Each("Parameters", "member", parameter => new Parameter
            {
                ParameterKey = parameter.Text("ParameterKey"),
                ParameterValue = parameter.Text("ParameterValue"),
                ResolvedValue = parameter.Text("ResolvedValue"),
            }),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
