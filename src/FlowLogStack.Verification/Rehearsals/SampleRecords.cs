using System.Net;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>The records that a connection to a target can have, for the choice of a metric filter before the connection is made.</summary>
static class SampleRecords
{
    const string ClientPort = "50000";
    const string Reserved = "198.51.100.1";
    const string ReservedIPv6 = "2001:db8::1";

    /// <summary>Returns a rejected request, an accepted request, and an answer.</summary>
    internal static IReadOnlyList<byte[]> Of(FlowLogFormat format, RehearsalTarget target, IPAddress destination, IPAddress? source)
    {
        var client = source?.ToString() ?? (destination.GetAddressBytes().Length == 4 ? Reserved : ReservedIPv6);
        var (server, port) = (destination.ToString(), target.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return
        [
            Line(format, target, client, server, ClientPort, port, "REJECT", "2", "ingress"),
            Line(format, target, client, server, ClientPort, port, "ACCEPT", "2", "ingress"),
            Line(format, target, client, server, ClientPort, port, "ACCEPT", "3", "ingress"),
            Line(format, target, server, client, port, ClientPort, "ACCEPT", "18", "egress"),
            Line(format, target, server, client, port, ClientPort, "ACCEPT", "19", "egress"),
        ];
    }

    static byte[] Line(FlowLogFormat format, RehearsalTarget target, string from, string to, string fromPort, string toPort, string action, string flags,
        string direction)
    {
        var values = new Dictionary<FlowField, string>
        {
            [FlowField.Version] = "2",
            [FlowField.InterfaceId] = target.InterfaceId,
            [FlowField.VpcId] = target.VpcId,
            [FlowField.SrcAddr] = from,
            [FlowField.DstAddr] = to,
            [FlowField.PktSrcAddr] = from,
            [FlowField.PktDstAddr] = to,
            [FlowField.SrcPort] = fromPort,
            [FlowField.DstPort] = toPort,
            [FlowField.Protocol] = "6",
            [FlowField.Packets] = "1",
            [FlowField.Bytes] = "60",
            [FlowField.Start] = "1700000000",
            [FlowField.End] = "1700000010",
            [FlowField.Action] = action,
            [FlowField.TcpFlags] = flags,
            [FlowField.FlowDirection] = direction,
            [FlowField.Type] = from.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4",
            [FlowField.LogStatus] = "OK",
        };
        return Encoding.UTF8.GetBytes(string.Join(' ', format.Fields.Select(field => values.GetValueOrDefault(field, "-"))));
    }
}
