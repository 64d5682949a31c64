using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

sealed class SetAlarmStateOperation() : CloudWatchOperation<SetAlarmStateRequest, SetAlarmStateResponse>("SetAlarmState")
{
    public static SetAlarmStateOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, SetAlarmStateRequest request)
    {
        parameters.Add("AlarmName", request.AlarmName);
        parameters.Add("StateValue", request.StateValue?.Value);
        parameters.Add("StateReason", request.StateReason);
    }

    protected override void Read(SetAlarmStateResponse response, QueryAnswer answer)
    {
    }
}
