using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.SetAlarmStateAsync"/>.</summary>
public class SetAlarmStateRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>State to set.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Reason, which notifications contain; at most 1,023 characters.</summary>
    public string? StateReason { get; set; }
}

/// <summary>Empty response of <see cref="IAmazonCloudWatch.SetAlarmStateAsync"/>.</summary>
public class SetAlarmStateResponse : AmazonWebServiceResponse;
