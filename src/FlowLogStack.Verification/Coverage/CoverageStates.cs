using Amazon.EC2.Model;
using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>The states of the resources of one account and Region, from their flow logs.</summary>
/// <param name="account">Account of the resources.</param>
/// <param name="region">Region of the resources.</param>
/// <param name="optOut">Tag of resources that need no flow log.</param>
/// <param name="flowLogs">All flow logs of the account and Region.</param>
sealed class CoverageStates(string account, string region, OptOutTag optOut, IEnumerable<FlowLog> flowLogs)
{
    static readonly string[] Ending = ["deleting", "deleted"];

    readonly ILookup<string, CoveringFlowLog> flowLogs = flowLogs.ToLookup(flowLog => flowLog.ResourceId ?? "", CoveringFlowLog.Of, StringComparer.Ordinal);

    /// <summary>Returns the VPCs and their subnets. Resources that another account shares are left out, because only their owner can record them.</summary>
    internal IEnumerable<CoveredResource> Networks(IReadOnlyList<Vpc> vpcs, IReadOnlyList<Subnet> subnets)
    {
        var bySubnet = subnets.Where(subnet => IsOwn(subnet.OwnerId, subnet.State)).ToLookup(subnet => subnet.VpcId ?? "", StringComparer.Ordinal);
        foreach (var vpc in vpcs.Where(vpc => IsOwn(vpc.OwnerId, vpc.State)))
        {
            var own = StateOf(vpc.VpcId!);
            var within = bySubnet[vpc.VpcId!].Select(subnet => (Subnet: subnet, State: StateOf(subnet.SubnetId!), IsOut: IsOut(subnet.Tags))).ToList();
            var ofSubnets = OfSubnets(within.Where(item => !item.IsOut).Select(item => item.State));
            var state = own ?? (IsOut(vpc.Tags) && ofSubnets is not CoverageState.Failing ? CoverageState.OptedOut : ofSubnets ?? CoverageState.Missing);
            yield return New(CoveredKind.Vpc, vpc.VpcId!, state, vpc.Tags);
            foreach (var (subnet, ofSubnet, isOut) in within)
            {
                var inherited = own ?? (isOut || IsOut(vpc.Tags) ? CoverageState.OptedOut : CoverageState.Missing);
                yield return New(CoveredKind.Subnet, subnet.SubnetId!, ofSubnet ?? inherited, subnet.Tags) with { VpcId = vpc.VpcId };
            }
        }
    }

    /// <summary>Returns the transit gateways.</summary>
    internal IEnumerable<CoveredResource> TransitGateways(IEnumerable<TransitGateway> gateways) =>
        gateways.Where(gateway => IsOwn(gateway.OwnerId, gateway.State)).Select(gateway => New(
            CoveredKind.TransitGateway,
            gateway.TransitGatewayId!,
            StateOf(gateway.TransitGatewayId!) ?? (IsOut(gateway.Tags) ? CoverageState.OptedOut : CoverageState.Missing),
            gateway.Tags));

    // Null if no subnet has a flow log.
    static CoverageState? OfSubnets(IEnumerable<CoverageState?> states)
    {
        var all = states.ToList();
        return all.TrueForAll(state => state is null) ? null
            : all.Contains(CoverageState.Failing) ? CoverageState.Failing
            : all.Contains(null) ? CoverageState.Partial
            : CoverageState.Covered;
    }

    // Null without an active flow log. One destination that receives nothing is a gap, even if another one works.
    CoverageState? StateOf(string id)
    {
        var active = flowLogs[id].Where(flowLog => flowLog.IsActive).ToList();
        return active.Count == 0 ? null : active.Exists(flowLog => flowLog.IsFailing) ? CoverageState.Failing : CoverageState.Covered;
    }

    CoveredResource New(CoveredKind kind, string id, CoverageState state, List<Tag>? tags) => new(account, region, kind, id, state)
    {
        Name = tags?.Find(tag => tag.Key == "Name")?.Value,
        FlowLogs = [.. flowLogs[id].OrderBy(flowLog => flowLog.Id, StringComparer.Ordinal)],
    };

    bool IsOwn(string? owner, string? state) => (owner is null || owner == account) && !Ending.Contains(state);

    bool IsOut(List<Tag>? tags) => optOut.IsIn((tags ?? []).Select(tag => KeyValuePair.Create(tag.Key ?? "", tag.Value ?? "")));
}
