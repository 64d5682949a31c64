using Amazon.CloudFormation.Model;

namespace Amazon.CloudFormation;

sealed class ListStackResourcesOperation() : StackOperation<ListStackResourcesRequest, ListStackResourcesResponse>("ListStackResources")
{
    public static ListStackResourcesOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, ListStackResourcesRequest request)
    {
        parameters.Add("StackName", request.StackName);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(ListStackResourcesResponse response, QueryAnswer answer)
    {
        response.StackResourceSummaries = answer.Each("StackResourceSummaries", "member", resource => new StackResourceSummary
        {
            LogicalResourceId = resource.Text("LogicalResourceId"),
            PhysicalResourceId = resource.Text("PhysicalResourceId"),
            ResourceType = resource.Text("ResourceType"),
            ResourceStatus = resource.Text("ResourceStatus"),
        });
        response.NextToken = answer.Text("NextToken");
    }
}
