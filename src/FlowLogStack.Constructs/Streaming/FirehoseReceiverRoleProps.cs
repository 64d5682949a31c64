using FlowLogStack.Capture;

namespace FlowLogStack.Streaming;

/// <summary>Properties for <see cref="FirehoseReceiverRole"/>.</summary>
public sealed record FirehoseReceiverRoleProps
{
    /// <summary>Stream that receives flow logs of other accounts. Required.</summary>
    public required FlowLogStream Stream { get; init; }

    /// <summary>
    /// ARNs of the roles that send, each a <see cref="FirehoseSenderRole"/> of another account. The roles must exist when this role is created. Default:
    /// none; set them, or <see cref="Organization"/>.
    /// </summary>
    [TakesListToken]
    public IReadOnlyList<string> SenderRoleArns { get; init; } = [];

    /// <summary>
    /// Organization whose accounts send, each with a role of the name <see cref="SenderRoleName"/>. Default: null (only <see cref="SenderRoleArns"/>).
    /// </summary>
    public SourceOrganization? Organization { get; init; }

    /// <summary>Name of the sending role in each account of <see cref="Organization"/>. Default: <c>FlowLogsFirehoseSender</c>.</summary>
    [NeedsValue]
    public string SenderRoleName { get; init; } = "FlowLogsFirehoseSender";

    /// <summary>Letters, digits and <c>+ = , . @ _ -</c> after <see cref="FirehoseReceiverRole.NamePrefix"/>, 0 to 26 characters. Default: empty.</summary>
    [NeedsValue]
    public string NameSuffix { get; init; } = "";
}
