using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class DescribeStackResourceDriftsOperation()
    : StackOperation<DescribeStackResourceDriftsRequest, DescribeStackResourceDriftsResponse>("DescribeStackResourceDrifts")
{
    public static DescribeStackResourceDriftsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeStackResourceDriftsRequest request)
    {
        parameters.Add("StackName", request.StackName);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeStackResourceDriftsResponse response, QueryAnswer answer)
    {
        response.StackResourceDrifts = answer.Each("StackResourceDrifts", "member", drift => new StackResourceDrift
        {
            LogicalResourceId = drift.Text("LogicalResourceId"),
            PhysicalResourceId = drift.Text("PhysicalResourceId"),
            ResourceType = drift.Text("ResourceType"),
            StackResourceDriftStatus = drift.Text("StackResourceDriftStatus"),
            ActualProperties = drift.Text("ActualProperties"),
            PropertyDifferences = drift.Each("PropertyDifferences", "member", difference => new PropertyDifference
            {
                PropertyPath = difference.Text("PropertyPath"),
                ExpectedValue = difference.Text("ExpectedValue"),
                ActualValue = difference.Text("ActualValue"),
                DifferenceType = difference.Text("DifferenceType"),
            }),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
