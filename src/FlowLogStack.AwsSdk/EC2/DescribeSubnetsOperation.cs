using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class DescribeSubnetsOperation() : Ec2Operation<DescribeSubnetsRequest, DescribeSubnetsResponse>("DescribeSubnets")
{
    public static DescribeSubnetsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeSubnetsRequest request)
    {
        WriteFilters(parameters, request.Filters);
        parameters.AddEach("SubnetId", request.SubnetIds);
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeSubnetsResponse response, QueryAnswer answer)
    {
        response.Subnets = answer.Each("subnetSet", Item, item => new Subnet
        {
            SubnetId = item.Text("subnetId"),
            VpcId = item.Text("vpcId"),
            OwnerId = item.Text("ownerId"),
            State = item.Text("state"),
            Tags = TagsOf(item),
        });
        response.NextToken = answer.Text("nextToken");
    }
}
