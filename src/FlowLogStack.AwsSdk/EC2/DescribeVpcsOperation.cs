using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class DescribeVpcsOperation() : Ec2Operation<DescribeVpcsRequest, DescribeVpcsResponse>("DescribeVpcs")
{
    public static DescribeVpcsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeVpcsRequest request)
    {
        WriteFilters(parameters, request.Filters);
        parameters.AddEach("VpcId", request.VpcIds);
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeVpcsResponse response, QueryAnswer answer)
    {
        response.Vpcs = answer.Each("vpcSet", Item, item => new Vpc
        {
            VpcId = item.Text("vpcId"),
            OwnerId = item.Text("ownerId"),
            State = item.Text("state"),
            Tags = TagsOf(item),
        });
        response.NextToken = answer.Text("nextToken");
    }
}
