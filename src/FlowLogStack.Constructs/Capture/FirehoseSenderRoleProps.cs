namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="FirehoseSenderRole"/>.</summary>
public sealed record FirehoseSenderRoleProps
{
    /// <summary>ARN of the role in the stream's account, whose name starts with <c>AWSLogDeliveryFirehoseCrossAccountRole</c>. Required.</summary>
    public required string ReceiverRoleArn { get; init; }

    /// <summary>Monitored resources whose flow logs use the role. Required, one or more.</summary>
    public required IReadOnlyList<CaptureSource> Sources { get; init; }

    /// <summary>Name of the role, which the trust policy in the stream's account names. Default: null (CloudFormation generates a name).</summary>
    public string? RoleName { get; init; }
}
