using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// Records conversations as flow logs do: divided at the ends of aggregation intervals, and once in each direction at every interface or transit
/// gateway attachment that the packets pass.
/// </summary>
/// <param name="world">The interfaces.</param>
/// <param name="interval">Length of an aggregation interval in seconds.</param>
/// <param name="end">First second that isn't recorded, from the plan's start.</param>
sealed class FlowRecorder(World world, int interval, int end)
{
    const byte Syn = 2;
    const byte SynAck = 18;
    const byte Fin = 1;
    const byte Rst = 4;
    const byte AckAndPush = 24;

    readonly Dictionary<int, EntryBuffer> pending = [];
    readonly Stack<EntryBuffer> spare = new();
    readonly Stack<FlowEntry[]> blocks = new();
    short run;
    int until;

    /// <summary>Returns the entries of an interval by number.</summary>
    internal EntryBuffer this[int window]
    {
        get
        {
            if (!pending.TryGetValue(window, out var buffer))
                pending[window] = buffer = spare.TryPop(out var free) ? free : new EntryBuffer(blocks);
            return buffer;
        }
    }

    /// <summary>Releases the entries of a completed interval.</summary>
    internal void Release(int window)
    {
        if (!pending.Remove(window, out var buffer))
            return;
        buffer.Clear();
        spare.Push(buffer);
    }

    /// <summary>Sets the scenario run of the following conversations, and their last second.</summary>
    internal void Attribute(short toRun, int lastSecond)
    {
        run = toRun;
        until = Math.Min(end, lastSecond);
    }

    internal void Record(in Conversation conversation)
    {
        var first = conversation.Start;
        var last = Math.Min(first + conversation.Seconds, until - 1);
        var (firstWindow, lastWindow) = (first / interval, last / interval);
        if (firstWindow == lastWindow && last == first + conversation.Seconds)
        {
            var whole = new Slice(first, last, conversation.RequestPackets, conversation.RequestBytes, conversation.AnswerPackets,
                conversation.AnswerBytes, true, true);
            Observe(conversation, whole, this[firstWindow]);
            return;
        }

        var length = conversation.Seconds + 1L;
        for (var window = firstWindow; window <= lastWindow; window++)
        {
            var from = Math.Max(first, window * interval);
            var to = Math.Min(last, (window * interval) + interval - 1);
            // The cumulative share up to here, so that shares add up to the total and small ones don't vanish.
            long Share(long total, int upTo) => (long)((Int128)total * (upTo - first) / length);
            var isFirst = window == firstWindow;
            var isLast = to == first + conversation.Seconds;
            var packets = (Request: Share(conversation.RequestPackets, to + 1) - Share(conversation.RequestPackets, from),
                Answer: Share(conversation.AnswerPackets, to + 1) - Share(conversation.AnswerPackets, from));
            if (isFirst)
                packets = (Math.Max(1, packets.Request), conversation.AnswerPackets > 0 ? Math.Max(1, packets.Answer) : 0);
            var slice = new Slice(
                from, to,
                packets.Request, BytesOf(packets.Request, conversation.RequestBytes, conversation.RequestPackets),
                packets.Answer, BytesOf(packets.Answer, conversation.AnswerBytes, conversation.AnswerPackets),
                isFirst, isLast);
            Observe(conversation, slice, this[window]);
        }
    }

    /// <summary>Adds a record without traffic.</summary>
    internal void RecordStatus(int window, int profile, LogStatus status, int from, int to)
    {
        ref var entry = ref this[window].Add();
        entry = default;
        entry.Status = status;
        entry.Profile = profile;
        entry.Start = from;
        entry.End = to;
        entry.NextHop = -1;
        entry.Run = run;
        entry.Encryption = Encryption.Unknown;
    }

    static long BytesOf(long packets, long bytes, long allPackets) => allPackets == 0 ? 0 : (long)((Int128)bytes * packets / allPackets);

    void Observe(in Conversation talk, in Slice slice, EntryBuffer buffer)
    {
        if (world.IsTransitGateway)
        {
            Cross(talk, slice, buffer);
            return;
        }

        var (client, server) = (talk.Client.Interface, talk.Server.Interface);
        var (from, to) = (talk.Client.Address, talk.Server.Address);
        var answers = talk.AnswerPackets > 0;
        if (talk.Route is Route.NatGateway)
        {
            var nat = client!.Site.One(Role.NatGateway);
            See(buffer, talk, slice, new(client, from, to, from, to, IsEgress: true, Path: 1, NextHop: nat));
            See(buffer, talk, slice, new(nat, from, nat.IPv4, from, to));
            See(buffer, talk, slice, new(nat, nat.IPv4, to, nat.IPv4, to, IsEgress: true, Path: 8));
            if (!answers)
                return;
            See(buffer, talk, slice, new(nat, to, nat.IPv4, to, nat.IPv4, IsAnswer: true));
            See(buffer, talk, slice, new(nat, nat.IPv4, from, to, from, IsEgress: true, Path: 1, NextHop: client, IsAnswer: true));
            See(buffer, talk, slice, new(client, to, from, to, from, IsAnswer: true));
            return;
        }

        var gateway = talk.Route is Route.TransitGateway ? (client ?? server)!.Site.One(Role.TransitGateway) : null;
        var path = talk.Route switch
        {
            Route.Local or Route.TransitGateway => (byte)1,
            Route.GatewayEndpoint => (byte)7,
            Route.Vpn => (byte)3,
            _ => (byte)8,
        };
        if (client is not null)
        {
            See(buffer, talk, slice, new(client, from, to, from, to, IsEgress: true, Path: path, NextHop: gateway ?? server));
            if (gateway is not null)
                See(buffer, talk, slice, new(gateway, from, gateway.Address(!from.IsIPv4), from, to));
        }

        if (server is not null && talk.Verdict is not Verdict.RejectedLeaving)
            See(buffer, talk, slice, new(server, from, to, from, to));
        if (!answers)
            return;
        if (server is not null)
            See(buffer, talk, slice, new(server, to, from, to, from, IsEgress: true, Path: path, NextHop: gateway ?? client, IsAnswer: true));
        if (client is null || talk.Verdict is Verdict.AnswerRejected)
            return;
        if (gateway is not null)
            See(buffer, talk, slice, new(gateway, gateway.Address(!from.IsIPv4), from, to, from, IsEgress: true, Path: 1, NextHop: client, IsAnswer: true));
        See(buffer, talk, slice, new(client, to, from, to, from, IsAnswer: true));
    }

    void See(EntryBuffer buffer, in Conversation talk, in Slice slice, in Sight sight)
    {
        var packets = sight.IsAnswer ? slice.AnswerPackets : slice.RequestPackets;
        if (packets == 0)
            return;
        ref var entry = ref buffer.Add();
        entry.Source = sight.From;
        entry.Destination = sight.To;
        entry.PacketSource = sight.PacketFrom;
        entry.PacketDestination = sight.PacketTo;
        entry.TrafficPath = sight.Path;
        entry.NextHop = (short)(sight.NextHop?.Index ?? -1);
        entry.IsEgress = sight.IsEgress;
        entry.Profile = sight.At.Index;
        entry.IsRejected = talk.Verdict switch
        {
            Verdict.RejectedLeaving => true,
            Verdict.RejectedArriving or Verdict.BlockedPublicAccess => !sight.IsEgress,
            Verdict.AnswerRejected => sight.IsAnswer,
            _ => false,
        };
        entry.IsBlockedPublicAccess = talk.Verdict is Verdict.BlockedPublicAccess;
        entry.IsLost = false;
        entry.IsRelayed = !sight.IsAnswer && sight.To != sight.PacketTo;
        Fill(ref entry, talk, slice, sight.IsAnswer, packets);
        entry.TcpFlags = talk.Protocol != 6 ? (byte)0 : FlagsOf(talk, slice, sight.IsAnswer);
    }

    // A transit gateway records packets that pass from one attachment to another, once at each, without an action: packets that a security group
    // rejects later have already passed.
    void Cross(in Conversation talk, in Slice slice, EntryBuffer buffer)
    {
        var site = (talk.Client.Interface ?? talk.Server.Interface)!.Site;
        var (near, far) = (talk.Client.Tier, talk.Server.Tier);
        if (near == far || talk.Verdict is Verdict.RejectedLeaving or Verdict.BlockedPublicAccess)
            return;
        Cross(buffer, talk, slice, site, near, far, isAnswer: false);
        if (talk.AnswerPackets > 0)
            Cross(buffer, talk, slice, site, far, near, isAnswer: true);
    }

    void Cross(EntryBuffer buffer, in Conversation talk, in Slice slice, Site site, Tier near, Tier far, bool isAnswer)
    {
        var packets = isAnswer ? slice.AnswerPackets : slice.RequestPackets;
        if (packets == 0)
            return;
        var isAnswered = talk.Verdict is Verdict.Accepted && talk.AnswerPackets > 0;
        var isLost = isAnswer && talk.Verdict is Verdict.AnswerRejected;
        var (from, to) = isAnswer ? (talk.Server.Address, talk.Client.Address) : (talk.Client.Address, talk.Server.Address);
        for (var leaves = 0; leaves < (isLost ? 1 : 2); leaves++)
        {
            ref var entry = ref buffer.Add();
            entry = default;
            entry.Source = entry.PacketSource = from;
            entry.Destination = entry.PacketDestination = to;
            entry.NextHop = -1;
            entry.IsEgress = leaves == 1;
            entry.Profile = leaves == 1 ? World.TransitProfileOf(site, far, near, true) : World.TransitProfileOf(site, near, far, false);
            entry.IsLost = isLost;
            Fill(ref entry, talk, slice, isAnswer, packets);
            if (talk.Protocol == 6)
                entry.TcpFlags = (byte)(FlagsOf(talk, slice, isAnswer) | (isAnswered && packets > 1 ? AckAndPush : 0));
        }
    }

    void Fill(ref FlowEntry entry, in Conversation talk, in Slice slice, bool isAnswer, long packets)
    {
        entry.Packets = packets;
        entry.Bytes = talk.Verdict is Verdict.BlockedPublicAccess ? FlowEntry.NoBytes : isAnswer ? slice.AnswerBytes : slice.RequestBytes;
        entry.Start = slice.From;
        entry.End = slice.To;
        entry.Run = run;
        entry.Protocol = talk.Protocol;
        entry.Status = LogStatus.Ok;
        entry.IsIPv6 = !talk.Client.Address.IsIPv4;
        entry.IsAnswer = isAnswer;
        entry.Encryption = talk.Encryption;
        (entry.SourcePort, entry.DestinationPort) = isAnswer ? ((ushort)talk.ServerPort, (ushort)talk.ClientPort)
            : ((ushort)talk.ClientPort, (ushort)talk.ServerPort);
        (entry.SourceService, entry.DestinationService) = isAnswer ? (talk.Server.Service, talk.Client.Service) : (talk.Client.Service, talk.Server.Service);
    }

    static byte FlagsOf(in Conversation talk, in Slice slice, bool isAnswer)
    {
        var flags = slice.IsFirst ? isAnswer ? SynAck : Syn : (byte)0;
        if (talk.Verdict is not (Verdict.Accepted or Verdict.AnswerRejected) || !slice.IsLast || talk.AnswerPackets == 0)
            return flags;
        if (talk.Verdict is Verdict.AnswerRejected)
            return flags;
        return (byte)(flags | (talk.IsReset ? Rst : Fin));
    }

    readonly record struct Slice(int From, int To, long RequestPackets, long RequestBytes, long AnswerPackets, long AnswerBytes, bool IsFirst, bool IsLast);

    // The view of one interface in one direction.
    readonly record struct Sight(
        SimulatedInterface At,
        FlowAddress From,
        FlowAddress To,
        FlowAddress PacketFrom,
        FlowAddress PacketTo,
        bool IsEgress = false,
        byte Path = 0,
        SimulatedInterface? NextHop = null,
        bool IsAnswer = false);
}
