namespace FlowLogStack.Records;

/// <summary>The detections that come with the toolkit.</summary>
public static partial class Detections
{
    // The detections stand in other files, whose order of making is not told.
    static readonly Lazy<IReadOnlyList<Detection>> InDefaultNetwork = new(() => For(MonitoredNetwork.Default));
    static readonly Lazy<IReadOnlyList<ChangeDetection>> OfChanges = new(() => [SecurityGroupChanges, FlowLogsDeleted]);

    /// <summary>All detections of records, for a network of private ranges; the order is the one people meet them in.</summary>
    public static IReadOnlyList<Detection> All => InDefaultNetwork.Value;

    /// <summary>All detections of records for a network. Those that need to be told more of it, such as its private subnets, are there once they were.</summary>
    public static IReadOnlyList<Detection> For(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return
        [
            SshRejects,
            RemoteAccessAccepted(network),
            DatabaseAccepted(network),
            CleartextAccepted,
            .. network.PrivateSubnets.IsEmpty ? Array.Empty<Detection>() : [PrivateSubnetReached(network)],
            BlockPublicAccessRejects,
            UnansweredProbes(network),
            DnsOverTcp(network),
            UnapprovedResolver(network),
            MailSent(network),
            UnexpectedProtocol,
            InboundIcmp(network),
            IcmpBySender,
            HorizontalScan,
            VerticalScan,
            UnansweredOutbound,
            RejectSurge,
            LargeTransfer(network),
            EgressAnomaly(network),
            UnencryptedTraffic,
            RecordsLost,
            LogsSilent,
        ];
    }

    /// <summary>All detections of changes to the network.</summary>
    public static IReadOnlyList<ChangeDetection> Changes => OfChanges.Value;
}
