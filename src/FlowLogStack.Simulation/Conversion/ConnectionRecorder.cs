using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Writes connections as the records that the flow logs of the monitored hosts' interfaces have of them.</summary>
/// <param name="options">What the connections lack.</param>
/// <param name="output">Receives the records, a line each.</param>
sealed class ConnectionRecorder(CaptureOptions options, IBufferWriter<byte> output)
{
    readonly long interval = (long)options.AggregationInterval.TotalSeconds;
    readonly MonitoredAddresses inside = new(options.Network);
    readonly byte[] version = Encoding.ASCII.GetBytes(options.Format.Version.ToString(CultureInfo.InvariantCulture));
    readonly byte[] account = Encoding.ASCII.GetBytes(options.AccountId);
    readonly byte[] text = new byte[64];

    /// <summary>The records that were written.</summary>
    internal long Records { get; private set; }

    /// <summary>Whether an address is one of the monitored network.</summary>
    internal bool IsInside(FlowAddress address) => inside.Contains(address);

    /// <summary>Writes the records of a connection.</summary>
    /// <returns>False if neither side is monitored.</returns>
    internal bool Write(in CapturedConnection connection)
    {
        var (isFromInside, isToInside) = (IsInside(connection.Source), IsInside(connection.Destination));
        if (!isFromInside && !isToInside)
            return false;
        var isRefused = !isFromInside && options.Unanswered is UnansweredTraffic.Reject
            && !(options.PortsInUse?.Contains(connection) ?? connection.IsAnswered);
        var isRejected = connection.IsDropped || isRefused;
        if (isFromInside && !isToInside && IsAnswerOfRejected(connection))
            return true;
        // What sends passes its interface before it arrives at the other, and what is dropped does not arrive.
        if (isFromInside)
            WriteSide(connection, connection.Forward, isBack: false, observer: connection.Source, isEgress: true, isRejected);
        if (isToInside && !(connection.IsDropped && isFromInside))
            WriteSide(connection, connection.Forward, isBack: false, observer: connection.Destination, isEgress: false, isRejected);
        if (isRejected)
            return true;
        if (isToInside)
            WriteSide(connection, connection.Back, isBack: true, observer: connection.Destination, isEgress: true, isRejected: false);
        if (isFromInside)
            WriteSide(connection, connection.Back, isBack: true, observer: connection.Source, isEgress: false, isRejected: false);
        return true;
    }

    // In rows of one direction, the reset by which a host responds to what a security group rejects is a row of its own. The host would not have
    // received the request, so it would not have sent the reset.
    bool IsAnswerOfRejected(in CapturedConnection connection) =>
        options.Unanswered is UnansweredTraffic.Reject && connection is
        {
            Protocol: CapturedConnection.Tcp, LacksFlags: false, Back.Packets: 0, Forward: { FirstFlags: 0, LastFlags: CapturedSide.Reset },
        }
        && connection.SourcePort < connection.DestinationPort && options.PortsInUse?.ContainsSource(connection) is not true;

    // The log has sums over the whole connection; they are spread evenly over its intervals, and each record has a packet at least.
    void WriteSide(in CapturedConnection connection, in CapturedSide side, bool isBack, FlowAddress observer, bool isEgress, bool isRejected)
    {
        if (side.Packets <= 0)
            return;
        var (start, end) = (connection.Start / 1000, connection.End / 1000);
        var (firstWindow, lastWindow) = (start / interval, end / interval);
        var windows = lastWindow - firstWindow + 1;
        var records = Math.Min(windows, side.Packets);
        for (var i = 0L; i < records; i++)
        {
            var window = firstWindow + Share(windows, i, records);
            var entry = new Entry(
                Share(side.Packets, i + 1, records) - Share(side.Packets, i, records),
                Share(side.Bytes, i + 1, records) - Share(side.Bytes, i, records),
                Math.Max(start, window * interval),
                Math.Min(end, ((window + 1) * interval) - 1),
                (byte)((i == 0 ? side.FirstFlags : 0) | (i == records - 1 ? side.LastFlags : 0)));
            WriteRecord(connection, entry, isBack, observer, isEgress, isRejected);
        }
    }

    static long Share(long whole, long part, long parts) => (long)((Int128)whole * part / parts);

    void WriteRecord(in CapturedConnection connection, in Entry entry, bool isBack, FlowAddress observer, bool isEgress, bool isRejected)
    {
        var hasPorts = connection.Protocol is CapturedConnection.Tcp or CapturedConnection.Udp or CapturedConnection.Sctp;
        var (source, destination) = isBack ? (connection.Destination, connection.Source) : (connection.Source, connection.Destination);
        var (sourcePort, destinationPort) = !hasPorts ? (0, 0) : isBack ? (connection.DestinationPort, connection.SourcePort)
            : (connection.SourcePort, connection.DestinationPort);
        var isFirst = true;
        foreach (var field in options.Format.Fields)
        {
            if (!isFirst)
                output.Write(" "u8);
            isFirst = false;
            switch (field.Name)
            {
                case "version": output.Write(version); break;
                case "account-id": output.Write(account); break;
                case "interface-id": WriteInterface(observer); break;
                case "srcaddr" or "pkt-srcaddr": WriteAddress(source); break;
                case "dstaddr" or "pkt-dstaddr": WriteAddress(destination); break;
                case "srcport": WriteNumber(sourcePort); break;
                case "dstport": WriteNumber(destinationPort); break;
                case "protocol": WriteNumber(connection.Protocol); break;
                case "packets": WriteNumber(entry.Packets); break;
                case "bytes": WriteNumber(entry.Bytes); break;
                case "start": WriteNumber(entry.Start); break;
                case "end": WriteNumber(entry.End); break;
                case "action": output.Write(isRejected ? "REJECT"u8 : "ACCEPT"u8); break;
                case "log-status": output.Write("OK"u8); break;
                case "tcp-flags" when !connection.LacksFlags: WriteNumber(entry.Flags); break;
                case "type": output.Write(source.IsIPv4 ? "IPv4"u8 : "IPv6"u8); break;
                case "flow-direction": output.Write(isEgress ? "egress"u8 : "ingress"u8); break;
                default: output.Write("-"u8); break;
            }
        }

        output.Write("\n"u8);
        Records++;
    }

    void WriteNumber(long number) => output.Write(text.AsSpan(0, ValueText.Write(number, text)));

    void WriteAddress(FlowAddress address) => output.Write(text.AsSpan(0, ValueText.Write(address, text)));

    // A host has one interface, whose id follows from its address. Another hash would change the ids of converted logs.
    void WriteInterface(FlowAddress address)
    {
        var hash = KeyHash(address.High, KeyHash(address.Low, 14_695_981_039_346_656_037));
        output.Write("eni-0"u8);
        Utf8Formatter.TryFormat(hash, text, out var length, new StandardFormat('x', 16));
        output.Write(text.AsSpan(0, length));
    }

    static ulong KeyHash(ulong value, ulong hash)
    {
        for (var i = 0; i < 8; i++, value >>= 8)
            hash = (hash ^ (value & 0xFF)) * 1_099_511_628_211;
        return hash;
    }

    readonly record struct Entry(long Packets, long Bytes, long Start, long End, byte Flags);
}
