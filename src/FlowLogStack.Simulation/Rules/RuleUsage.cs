using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The traffic that matches a rule; memory is bounded.</summary>
sealed class RuleUsage(NetworkRule rule)
{
    const int MostPeers = 10_000;
    const int MostBlocks = 5;
    const int MostRanges = 5;

    // A block that is at least so many bits narrower than the rule's is worth a rule.
    const int NarrowerBits = 8;
    const int BitsOfIPv4 = 32;
    const int BitsOfIPv6 = 128;

    readonly HashSet<int> ports = [];
    readonly HashSet<FlowAddress> peers = [];
    bool hasManyPeers;

    internal NetworkRule Rule { get; } = rule;

    internal long Records { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>Records that no other rule allows.</summary>
    internal long Alone { get; set; }

    /// <summary>Whether interfaces that have the rule have any traffic.</summary>
    internal bool HasTraffic { get; set; }

    internal void Add(RuleTraffic traffic)
    {
        Records += traffic.Records;
        Bytes += traffic.Bytes;
        // Clients choose the ports of answers, which network ACLs also see.
        if (Rule.HasPorts && !traffic.IsAnswer)
            ports.Add(traffic.Port);
        if (peers.Count < MostPeers)
            peers.Add(traffic.Peer);
        else
            hasManyPeers |= !peers.Contains(traffic.Peer);
    }

    internal RuleReviewRow Review()
    {
        var ranges = Rule.HasPorts ? Ranges() : [];
        IReadOnlyList<AddressRange> blocks = hasManyPeers || peers.Count == 0 ? [] : AddressCover.Of(peers, MostBlocks);
        var narrower = Records == 0 ? [] : Narrower(ranges, blocks);
        var finding = !Rule.IsResolved ? RuleFinding.NotResolved
            : Records == 0 ? !HasTraffic ? RuleFinding.NoTraffic : Rule.IsOpen && Rule.IsAllowed ? RuleFinding.OpenButSilent : RuleFinding.NeverHit
            : Rule.IsOfSecurityGroup && Alone == 0 ? RuleFinding.Covered
            : narrower.Count > 0 ? RuleFinding.WiderThanUsed
            : RuleFinding.Used;
        return new RuleReviewRow(Rule, finding, Records, Bytes,
            [.. ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}-{range.To}")], [.. blocks.Select(block => block.ToString())],
                finding is RuleFinding.WiderThanUsed ? narrower : []);
    }

    // Network ACLs also see answers, whose ports clients choose, so no narrower rule follows from what was seen.
    List<NetworkRule> Narrower(List<(int From, int To)> ranges, IReadOnlyList<AddressRange> blocks)
    {
        if (!Rule.IsOfSecurityGroup)
            return [];
        var narrowsPorts = Rule.Protocol is not null && Rule.HasPorts && ranges.Count > 0
            && (ranges.Count > 1 || ranges[0].From > Rule.FromPort || ranges[0].To < Rule.ToPort);
        // A group or list contains more than the recorded addresses.
        var narrowsPeers = blocks.Count > 0 && AddressRange.TryParse(Rule.Peer, out var whole)
            && blocks.All(block => block.PrefixLength >= Math.Min(whole.PrefixLength + NarrowerBits, whole.Address.IsIPv4 ? BitsOfIPv4 : BitsOfIPv6)
            && block.PrefixLength > whole.PrefixLength);
        if (!narrowsPorts && !narrowsPeers)
            return [];
        var chosenPorts = narrowsPorts ? ranges : [(Rule.FromPort, Rule.ToPort)];
        return
        [
            .. from range in chosenPorts
               from peer in narrowsPeers ? blocks.Select(block => (Text: block.ToString(), Addresses: (IReadOnlyList<AddressRange>)[block]))
                   : [(Text: Rule.Peer, Rule.Addresses)]
               select Rule with { FromPort = range.Item1, ToPort = range.Item2, Peer = peer.Text, Addresses = peer.Addresses },
        ];
    }

    List<(int From, int To)> Ranges()
    {
        var ranges = new List<(int From, int To)>();
        foreach (var port in ports.Order())
        {
            if (ranges.Count > 0 && ranges[^1].To + 1 == port)
                ranges[^1] = (ranges[^1].From, port);
            else
                ranges.Add((port, port));
        }

        // The nearest ranges are joined until few are left.
        while (ranges.Count > MostRanges)
        {
            var nearest = Enumerable.Range(0, ranges.Count - 1).MinBy(i => ranges[i + 1].From - ranges[i].To);
            ranges[nearest] = (ranges[nearest].From, ranges[nearest + 1].To);
            ranges.RemoveAt(nearest + 1);
        }

        return ranges;
    }
}
