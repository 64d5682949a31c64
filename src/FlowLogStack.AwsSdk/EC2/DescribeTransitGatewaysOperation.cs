using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class DescribeTransitGatewaysOperation() : Ec2Operation<DescribeTransitGatewaysRequest, DescribeTransitGatewaysResponse>("DescribeTransitGateways")
{
    public static DescribeTransitGatewaysOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeTransitGatewaysRequest request)
    {
        WriteFilters(parameters, request.Filters);
        parameters.AddEach("TransitGatewayIds", request.TransitGatewayIds);
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeTransitGatewaysResponse response, QueryAnswer answer)
    {
        response.TransitGateways = answer.Each("transitGatewaySet", Item, item => new TransitGateway
        {
            TransitGatewayId = item.Text("transitGatewayId"),
            OwnerId = item.Text("ownerId"),
            State = item.Text("state"),
            Tags = TagsOf(item),
        });
        response.NextToken = answer.Text("nextToken");
    }
}
