using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class DescribeFlowLogsOperation() : Ec2Operation<DescribeFlowLogsRequest, DescribeFlowLogsResponse>("DescribeFlowLogs")
{
    public static DescribeFlowLogsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeFlowLogsRequest request)
    {
        WriteFilters(parameters, request.Filter);
        parameters.AddEach("FlowLogId", request.FlowLogIds);
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeFlowLogsResponse response, QueryAnswer answer)
    {
        response.FlowLogs = answer.Each("flowLogSet", Item, FlowLogOf);
        response.NextToken = answer.Text("nextToken");
    }

    static FlowLog FlowLogOf(QueryAnswer item) => new()
    {
        FlowLogId = item.Text("flowLogId"),
        FlowLogStatus = item.Text("flowLogStatus"),
        DeliverLogsStatus = item.Text("deliverLogsStatus"),
        DeliverLogsErrorMessage = item.Text("deliverLogsErrorMessage"),
        DeliverLogsPermissionArn = item.Text("deliverLogsPermissionArn"),
        ResourceId = item.Text("resourceId"),
        TrafficType = item.Text("trafficType"),
        LogDestinationType = item.Text("logDestinationType"),
        LogDestination = item.Text("logDestination"),
        LogGroupName = item.Text("logGroupName"),
        LogFormat = item.Text("logFormat"),
        MaxAggregationInterval = item.Whole("maxAggregationInterval"),
        CreationTime = item.Instant("creationTime"),
        DestinationOptions = item.Child("destinationOptions") is { } options
            ? new DestinationOptionsResponse
            {
                FileFormat = options.Text("fileFormat"),
                HiveCompatiblePartitions = options.Flag("hiveCompatiblePartitions"),
                PerHourPartition = options.Flag("perHourPartition"),
            }
            : null,
    };
}
