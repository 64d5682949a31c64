using FlowLogStack.Capture;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="SubscriptionDestination"/>.</summary>
public sealed record SubscriptionDestinationProps
{
    /// <summary>
    /// Name of the destination, 1 to 512 characters without <c>:</c> and <c>*</c>. The subscriptions of other accounts contain it. Another name replaces
    /// the destination. Required.
    /// </summary>
    public required string DestinationName { get; init; }

    /// <summary>Stream that receives the log events. Required.</summary>
    public required SubscriptionTarget Target { get; init; }

    /// <summary>Organization whose accounts may subscribe. Default: null (only <see cref="Accounts"/>).</summary>
    public SourceOrganization? Organization { get; init; }

    /// <summary>Accounts that may subscribe, 12 digits, in addition to <see cref="Organization"/>. Default: none.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];
}
