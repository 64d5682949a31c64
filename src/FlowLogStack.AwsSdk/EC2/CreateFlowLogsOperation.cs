using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class CreateFlowLogsOperation() : Ec2Operation<CreateFlowLogsRequest, CreateFlowLogsResponse>("CreateFlowLogs")
{
    public static CreateFlowLogsOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, CreateFlowLogsRequest request)
    {
        parameters.Add("ClientToken", request.ClientToken);
        parameters.Add("DeliverCrossAccountRole", request.DeliverCrossAccountRole);
        parameters.Add("DeliverLogsPermissionArn", request.DeliverLogsPermissionArn);
        if (request.DestinationOptions is { } options)
        {
            var nested = parameters.Within("DestinationOptions");
            nested.Add("FileFormat", options.FileFormat?.Value);
            nested.Add("HiveCompatiblePartitions", options.HiveCompatiblePartitions);
            nested.Add("PerHourPartition", options.PerHourPartition);
        }

        parameters.Add("DryRun", request.DryRun);
        parameters.Add("LogDestination", request.LogDestination);
        parameters.Add("LogDestinationType", request.LogDestinationType?.Value);
        parameters.Add("LogFormat", request.LogFormat);
        parameters.Add("LogGroupName", request.LogGroupName);
        parameters.Add("MaxAggregationInterval", request.MaxAggregationInterval);
        parameters.AddEach("ResourceId", request.ResourceIds);
        parameters.Add("ResourceType", request.ResourceType?.Value);
        parameters.AddEach("TagFieldSpecification", request.TagFieldSpecifications, (written, tagFields) =>
        {
            written.Add(".ResourceType", tagFields.ResourceType);
            written.AddEach(".TagKey", tagFields.TagKeys);
        });
        parameters.AddEach("TagSpecification", request.TagSpecifications, (written, specification) =>
        {
            written.Add(".ResourceType", specification.ResourceType);
            written.AddEach(".Tag", specification.Tags, (tag, value) =>
            {
                tag.Add(".Key", value.Key);
                tag.Add(".Value", value.Value);
            });
        });
        parameters.Add("TrafficType", request.TrafficType?.Value);
    }

    protected override void Read(CreateFlowLogsResponse response, QueryAnswer answer)
    {
        response.FlowLogIds = answer.Each("flowLogIdSet", Item, item => item.Value);
        response.Unsuccessful = answer.Each("unsuccessful", Item, item => new UnsuccessfulItem
        {
            ResourceId = item.Text("resourceId"),
            Error = item.Child("error") is { } error ? new UnsuccessfulItemError { Code = error.Text("code"), Message = error.Text("message") } : null,
        });
    }
}
