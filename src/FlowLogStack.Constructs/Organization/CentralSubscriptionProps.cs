using Amazon.CDK.AWS.Logs;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="CentralSubscription"/>.</summary>
public sealed record CentralSubscriptionProps
{
    /// <summary>Log group whose events are sent, of class STANDARD. It must exist when the stack is deployed. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>ARN of the <see cref="SubscriptionDestination"/>, in the Region of the log group. Required.</summary>
    public required string DestinationArn { get; init; }

    /// <summary>Filter pattern of the events that are sent. Default: empty (all events).</summary>
    public string FilterPattern { get; init; } = "";
}
