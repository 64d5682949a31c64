namespace FlowLogStack.Records;

/// <summary>The built-in detections.</summary>
public static partial class Detections
{
    // The detections are in other files of this class, and the order of static initialization across files is undefined.
    static readonly Lazy<IReadOnlyList<Detection>> InDefaultNetwork = new(() => For(MonitoredNetwork.Default));
    static readonly Lazy<IReadOnlyList<ChangeDetection>> OfChanges =
        new(() => [SecurityGroupChanges, FlowLogsDeleted, SecurityGroupsSwapped, NetworkAclChanges, RouteTableChanges, GatewayChanges, FlowLogsCreated]);

    /// <summary>All detections of records, for a network of private ranges, in the order of the documentation.</summary>
    public static IReadOnlyList<Detection> All => InDefaultNetwork.Value;

    /// <summary>Returns all detections of records for a network. Detections of private subnets require <see cref="MonitoredNetwork.PrivateSubnets"/>.</summary>
    public static IReadOnlyList<Detection> For(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return
        [
            SshRejects,
            RemoteAccessAccepted(network),
            SshManyClients,
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
            SlowEgress(network),
            AcceptedSurge,
            UnencryptedTraffic,
            RecordsLost,
            LogsSilent,
        ];
    }

    /// <summary>All detections of changes to the network.</summary>
    public static IReadOnlyList<ChangeDetection> Changes => OfChanges.Value;
}
