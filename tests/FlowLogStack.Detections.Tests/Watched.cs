using System.Globalization;

// One JavaScript process synthesizes for all tests, and synthesizing in parallel corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.Detections.Tests;

/// <summary>The detections that laws are checked for, and records of which they select some.</summary>
static class Watched
{
    static readonly string[] Inside = ["10.0.1.5", "10.0.128.9", "172.16.0.1", "172.31.255.254", "192.168.3.4", "169.254.169.253", "fd12:3456::5", "fc00::1",
        "2600:1f18:1::7"];
    static readonly string[] Outside = ["198.51.100.7", "203.0.113.53", "172.15.0.1", "172.32.0.1", "9.9.9.9", "110.0.0.1", "192.169.0.1", "2001:db8::53",
        "2001:db8:0:1::1", "2600:1f19::1", "fe80::1", "::1"];
    static readonly int[] Ports = [0, 20, 21, 22, 22, 22, 23, 25, 53, 80, 389, 443, 587, 853, 1023, 1024, 1433, 3306, 3389, 5432, 6379, 27017, 49152, 65535];
    static readonly int[] Protocols = [1, 6, 6, 6, 17, 17, 47, 58];
    static readonly int[] Flags = [0, 1, 2, 2, 3, 4, 6, 7, 18, 18, 19];
    static readonly long[] Bytes = [0, 40, 4800, 499_999_999, 500_000_000, 600_000_000, 9_000_000_000];

    /// <summary>A network of which everything is told, so that no detection is left out.</summary>
    internal static MonitoredNetwork Network { get; } = new()
    {
        PrivateSubnets = ["10.0.128.0/20", "fd12:3456::/32"],
        InternalRanges = ["2600:1f18::/32"],
        ApprovedResolvers = ["9.9.9.9"],
    };

    /// <summary>Formats of every kind: the default, those that bring flags, reasons and encryption, transit gateways, and an order of one's own.</summary>
    internal static IReadOnlyDictionary<string, FlowLogFormat> Formats { get; } = new Dictionary<string, FlowLogFormat>
    {
        ["default"] = FlowLogFormat.Default,
        ["v5"] = FlowLogFormat.V5,
        ["v8"] = FlowLogFormat.V8,
        ["v11"] = FlowLogFormat.V11,
        ["transit gateway"] = FlowLogFormat.TransitGateway,
        ["an order of one's own"] = FlowLogFormat.Of(
            FlowField.LogStatus, FlowField.End, FlowField.Start, FlowField.Action, FlowField.DstPort, FlowField.SrcPort, FlowField.DstAddr, FlowField.SrcAddr,
            FlowField.Protocol, FlowField.Bytes, FlowField.Packets, FlowField.InterfaceId, FlowField.RejectReason, FlowField.TcpFlags,
            FlowField.EncryptionStatus),
    };

    /// <summary>The catalogue, the catalogue with allow-lists, and a detection with alternatives.</summary>
    internal static IEnumerable<(string Name, Detection Detection)> Detections
    {
        get
        {
            foreach (var detection in Records.Detections.For(Network))
            {
                yield return (detection.Id, detection);
                if (detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum && detection.Id != "RecordsLost")
                {
                    yield return (detection.Id + ", hosts and ports allowed",
                        detection with { Allowed = new AllowList { Sources = ["198.51.100.0/24", "2001:db8::/32"], Ports = [80, 3389, 5432] } });
                    yield return (detection.Id + ", blocks and interfaces allowed",
                        detection with { Allowed = new AllowList { Destinations = ["10.0.0.0/17", "203.0.113.53"], Interfaces = ["eni-1"] } });
                }
            }

            foreach (var detection in Records.Detections.All)
                yield return (detection.Id + ", network not told", detection);
            yield return ("alternatives", Records.Detections.SshRejects with
            {
                Id = "Alternatives",
                Conditions = [FlowField.SrcAddr.IsOutside(Network.Inside)],
                Alternatives = [[FlowField.Protocol.Is(6), FlowField.DstPort.Is(22)], [FlowField.Protocol.Is(17), FlowField.DstPort.IsOneOf(53, 853)]],
            });
        }
    }

    /// <summary>Records written by hand: the catalogue's samples that the format can hold, and intervals without data.</summary>
    internal static IEnumerable<string> Written(FlowLogFormat format) =>
        Records.Detections.For(Network).SelectMany(detection => detection.Matching.Concat(detection.Harmless)).Where(sample => sample.Format.Equals(format))
            .Select(sample => sample.Line)
            .Concat([Empty(format, "NODATA"), Empty(format, "SKIPDATA")]);

    /// <summary>Generated records, most of whose values mean something to some detection.</summary>
    internal static IEnumerable<string> Generated(FlowLogFormat format, int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var status = random.Next(20) switch { 0 => "NODATA", 1 => "SKIPDATA", _ => "OK" };
            yield return status == "OK" ? string.Join(' ', format.Fields.Select(field => Value(field, random))) : Empty(format, status);
        }
    }

    static string Empty(FlowLogFormat format, string status) => string.Join(' ', format.Fields.Select(field => field.Name switch
    {
        "version" => "2",
        "account-id" => "123456789012",
        "interface-id" => "eni-1",
        "start" => "1767225600",
        "end" => "1767225660",
        "log-status" => status,
        _ => "-",
    }));

    static string Value(FlowField field, Random random) => field.Name switch
    {
        "log-status" => "OK",
        "srcaddr" or "dstaddr" or "pkt-srcaddr" or "pkt-dstaddr" => One(random.Next(2) == 0 ? Inside : Outside, random),
        "srcport" => Text(One(Ports, random)),
        "dstport" => random.Next(3) == 0 ? "49152" : Text(One(Ports, random)),
        "protocol" => Text(One(Protocols, random)),
        "action" => One(["ACCEPT", "REJECT"], random),
        "tcp-flags" => random.Next(10) == 0 ? "-" : Text(One(Flags, random)),
        "bytes" => Text(One(Bytes, random)),
        "packets" => Text(random.Next(1, 9000)),
        "reject-reason" => One(["-", "BPA", "EC"], random),
        "encryption-status" => One(["-", "0", "1", "2", "3"], random),
        "interface-id" => One(["eni-1", "eni-2"], random),
        "instance-id" => One(["-", "i-0a1b2c3d4e5f60718"], random),
        "flow-direction" => One(["ingress", "egress"], random),
        "start" => Text(1767225600 + random.Next(3600)),
        "end" => Text(1767225660 + random.Next(3600)),
        "version" => "2",
        _ => "-",
    };

    static T One<T>(IReadOnlyList<T> choices, Random random) => choices[random.Next(choices.Count)];

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
