using System.Collections.Frozen;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The detections that a kind of label is meant for.</summary>
static class LabelKinds
{
    static readonly FrozenDictionary<string, string[]> OfScenarios = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["ssh-brute-force"] = ["SshRejects"],
        ["ssh-accepted"] = ["RemoteAccessAccepted"],
        ["rdp-accepted"] = ["RemoteAccessAccepted"],
        ["database-exposed"] = ["DatabaseAccepted"],
        ["cleartext"] = ["CleartextAccepted"],
        ["private-subnet-internet"] = ["PrivateSubnetReached"],
        ["bpa-reject"] = ["BlockPublicAccessRejects"],
        ["dns-tunnel-tcp"] = ["DnsOverTcp", "UnapprovedResolver"],
        ["dns-tunnel-udp"] = ["UnapprovedResolver"],
        ["smtp-spam"] = ["MailSent"],
        ["unexpected-protocol"] = ["UnexpectedProtocol"],
        ["icmp-flood"] = ["InboundIcmp"],
        ["port-scan-horizontal"] = ["HorizontalScan"],
        ["port-scan-vertical"] = ["VerticalScan"],
        ["rejected-surge"] = ["RejectSurge"],
        ["misconfigured-nacl"] = ["RejectSurge"],
        ["exfiltration-transfer"] = ["LargeTransfer"],
        ["exfiltration-egress"] = ["EgressAnomaly"],
        ["unencrypted"] = ["UnencryptedTraffic"],
        ["skipdata"] = ["RecordsLost"],
        ["silent-gap"] = ["LogsSilent"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Private subnets are named so that the detection of them is among these.
    static readonly Lazy<FrozenSet<string>> Ids = new(() =>
        Detections.For(new MonitoredNetwork { PrivateSubnets = ["10.0.0.0/8"] }).Select(detection => detection.Id)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The ids of the detections that a kind is meant for: itself if it is the id of a detection, and those of a scenario.</summary>
    /// <returns>Null if the kind is neither, and so is meant for every detection.</returns>
    public static IReadOnlyList<string>? DetectionsOf(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (OfScenarios.TryGetValue(kind, out var ids))
            return ids;
        if (ScenarioKind.All.Any(scenario => scenario.Name == kind))
            return [];
        return Ids.Value.TryGetValue(kind.Replace("-", "", StringComparison.Ordinal), out var id) ? [id] : null;
    }

    /// <summary>Whether a kind is an attack or a mishap, and not one of the scenarios that only look like one.</summary>
    internal static bool IsAttack(string kind) => ScenarioKind.All.FirstOrDefault(scenario => scenario.Name == kind) is not { } known
        || !(known.IsBackground || known.IsNuisance);
}
