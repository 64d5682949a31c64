using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>A state to give an alarm.</summary>
public class SetAlarmStateRequest : AmazonWebServiceRequest
{
    /// <summary>The alarm's name.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Why, in words that notifications repeat; at most 1023 characters.</summary>
    public string? StateReason { get; set; }
}

/// <summary>The alarm has the state.</summary>
public class SetAlarmStateResponse : AmazonWebServiceResponse;
