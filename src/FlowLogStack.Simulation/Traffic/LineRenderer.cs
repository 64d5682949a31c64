using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Converts entries to lines of a log format. Values that all records of an observer share are written in one piece.</summary>
sealed class LineRenderer
{
    const int LongestValue = 48;

    readonly Step[] steps;
    readonly byte[][][] pieces;
    readonly IReadOnlyList<SimulatedInterface> interfaces;
    readonly long start;
    readonly byte[] line;

    internal LineRenderer(FlowLogFormat format, World world, long start)
    {
        interfaces = world.Interfaces;
        this.start = start;
        var kinds = format.Fields.Select(field => KindOf(field.Name)).ToArray();
        var runs = new List<(int From, int To)>();
        var compiled = new List<Step>();
        for (var position = 0; position < kinds.Length; position++)
        {
            if (kinds[position] is not Step.Piece)
            {
                compiled.Add(kinds[position]);
                continue;
            }

            var from = position;
            while (position + 1 < kinds.Length && kinds[position + 1] is Step.Piece)
                position++;
            runs.Add((from, position + 1));
            compiled.Add(Step.Piece);
        }

        steps = [.. compiled];
        pieces = [.. world.Profiles.Select(profile => runs.Select(run => Piece(format, profile, run.From, run.To)).ToArray())];
        line = new byte[(LongestValue * steps.Length) + pieces.Max(all => all.Sum(piece => piece.Length + 1)) + 1];
    }

    /// <summary>Returns the entry's line without a line break. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Render(in FlowEntry entry)
    {
        var isTraffic = entry.Status is LogStatus.Ok;
        var constant = pieces[entry.Profile];
        var piece = 0;
        var at = 0;
        var output = line.AsSpan();
        foreach (var step in steps)
        {
            if (step is Step.Piece)
            {
                var text = constant[piece++];
                text.CopyTo(output[at..]);
                at += text.Length;
            }
            else
            {
                at += isTraffic || step is Step.Start or Step.End or Step.LogStatus ? Write(step, entry, output[at..]) : Nothing(output[at..]);
            }

            output[at++] = (byte)' ';
        }

        return line.AsMemory(0, at - 1);
    }

    int Write(Step step, in FlowEntry entry, Span<byte> output) => step switch
    {
        Step.SrcAddr => ValueText.Write(entry.Source, output),
        Step.DstAddr => ValueText.Write(entry.Destination, output),
        Step.PktSrcAddr => ValueText.Write(entry.PacketSource, output),
        Step.PktDstAddr => ValueText.Write(entry.PacketDestination, output),
        Step.SrcPort => ValueText.Write(entry.SourcePort, output),
        Step.DstPort => ValueText.Write(entry.DestinationPort, output),
        Step.Protocol => ValueText.Write(entry.Protocol, output),
        Step.Packets => ValueText.Write(entry.Packets, output),
        Step.Bytes => entry.Bytes == FlowEntry.NoBytes ? Nothing(output) : ValueText.Write(entry.Bytes, output),
        Step.Start => ValueText.Write(start + entry.Start, output),
        Step.End => ValueText.Write(start + entry.End, output),
        Step.Action => ValueText.Write(entry.IsRejected ? "REJECT"u8 : "ACCEPT"u8, output),
        Step.LogStatus => ValueText.Write(entry.Status switch { LogStatus.NoData => "NODATA"u8, LogStatus.SkipData => "SKIPDATA"u8, _ => "OK"u8 }, output),
        Step.TcpFlags => ValueText.Write(entry.TcpFlags, output),
        Step.Type => ValueText.Write(entry.IsIPv6 ? "IPv6"u8 : "IPv4"u8, output),
        Step.PktSrcAwsService => ValueText.Write(NameOf(entry.SourceService), output),
        Step.PktDstAwsService => ValueText.Write(NameOf(entry.DestinationService), output),
        Step.FlowDirection => ValueText.Write(entry.IsEgress ? "egress"u8 : "ingress"u8, output),
        Step.TrafficPath => entry.IsEgress && entry.TrafficPath > 0 ? ValueText.Write(entry.TrafficPath, output) : Nothing(output),
        Step.RejectReason => ValueText.Write(entry.IsBlockedPublicAccess && entry.IsRejected ? "BPA"u8 : "-"u8, output),
        Step.EncryptionStatus => entry.Encryption is Encryption.Unknown ? Nothing(output) : ValueText.Write((long)entry.Encryption, output),
        Step.LostToBlackhole => ValueText.Write(entry.IsLost ? entry.Packets : 0, output),
        Step.LostOtherwise => ValueText.Write(0, output),
        _ => WriteNextHop(step, entry, output),
    };

    int WriteNextHop(Step step, in FlowEntry entry, Span<byte> output)
    {
        if (entry.NextHop < 0 || !entry.IsEgress)
            return Nothing(output);
        var hop = interfaces[entry.NextHop];
        return Encoding.ASCII.GetBytes(
            step switch
            {
                Step.NextHopInterfaceId => hop.Id,
                Step.NextHopSubnetId => hop.SubnetId,
                Step.NextHopAzId => hop.AzId,
                Step.NextHopVpcId => hop.Site.VpcId,
                _ => hop.Type,
            },
            output);
    }

    static int Nothing(Span<byte> output)
    {
        output[0] = (byte)'-';
        return 1;
    }

    static ReadOnlySpan<byte> NameOf(AwsService service) => service switch
    {
        AwsService.Amazon => "AMAZON"u8,
        AwsService.CloudFront => "CLOUDFRONT"u8,
        AwsService.Ec2 => "EC2"u8,
        AwsService.S3 => "S3"u8,
        _ => "-"u8,
    };

    static byte[] Piece(FlowLogFormat format, Profile profile, int from, int to)
    {
        var version = format.Version.ToString(CultureInfo.InvariantCulture);
        var values = Enumerable.Range(from, to - from).Select(position =>
        {
            var field = format.Fields[position];
            return field.Equals(FlowField.Version) ? version : profile.ValueOf(field) ?? "-";
        });
        return Encoding.UTF8.GetBytes(string.Join(' ', values));
    }

    // All other fields belong to the observer, or don't occur in this network: sublocations, containers, future fields.
    static Step KindOf(string field) => field switch
    {
        "srcaddr" => Step.SrcAddr,
        "dstaddr" => Step.DstAddr,
        "pkt-srcaddr" => Step.PktSrcAddr,
        "pkt-dstaddr" => Step.PktDstAddr,
        "srcport" => Step.SrcPort,
        "dstport" => Step.DstPort,
        "protocol" => Step.Protocol,
        "packets" => Step.Packets,
        "bytes" => Step.Bytes,
        "start" => Step.Start,
        "end" => Step.End,
        "action" => Step.Action,
        "log-status" => Step.LogStatus,
        "tcp-flags" => Step.TcpFlags,
        "type" => Step.Type,
        "pkt-src-aws-service" => Step.PktSrcAwsService,
        "pkt-dst-aws-service" => Step.PktDstAwsService,
        "flow-direction" => Step.FlowDirection,
        "traffic-path" => Step.TrafficPath,
        "reject-reason" => Step.RejectReason,
        "encryption-status" => Step.EncryptionStatus,
        "packets-lost-blackhole" => Step.LostToBlackhole,
        "packets-lost-no-route" or "packets-lost-mtu-exceeded" or "packets-lost-ttl-expired" => Step.LostOtherwise,
        "next-hop-interface-id" => Step.NextHopInterfaceId,
        "next-hop-subnet-id" => Step.NextHopSubnetId,
        "next-hop-az-id" => Step.NextHopAzId,
        "next-hop-vpc-id" => Step.NextHopVpcId,
        "next-hop-interface-type" => Step.NextHopInterfaceType,
        _ => Step.Piece,
    };

    enum Step : byte
    {
        Piece,
        SrcAddr,
        DstAddr,
        PktSrcAddr,
        PktDstAddr,
        SrcPort,
        DstPort,
        Protocol,
        Packets,
        Bytes,
        Start,
        End,
        Action,
        LogStatus,
        TcpFlags,
        Type,
        PktSrcAwsService,
        PktDstAwsService,
        FlowDirection,
        TrafficPath,
        RejectReason,
        EncryptionStatus,
        LostToBlackhole,
        LostOtherwise,
        NextHopInterfaceId,
        NextHopSubnetId,
        NextHopAzId,
        NextHopVpcId,
        NextHopInterfaceType,
    }
}
