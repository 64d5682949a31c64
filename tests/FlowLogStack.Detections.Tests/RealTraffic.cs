using System.Globalization;
using System.Text;

namespace FlowLogStack.Detections.Tests;

/// <summary>Records of format v5 that reproduce, in small, what independent captures of real traffic show.</summary>
sealed class RealTraffic
{
    internal const string Host = "10.0.1.20";
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    const int Syn = 2;
    const int SynFin = 3;
    const int SynAckFin = 19;

    readonly List<(long At, string Line)> records = [];
    readonly Random random = new(7);

    /// <summary>One record, a number of seconds after the start.</summary>
    internal RealTraffic Record(int at, string source, int sourcePort, string destination, int destinationPort, int flags, string direction,
        string action = "ACCEPT", int protocol = 6, long packets = 1, long bytes = 40, int seconds = 20)
    {
        var start = Start.ToUnixTimeSeconds() + at;
        records.Add((start,
            string.Create(CultureInfo.InvariantCulture,
                $"5 123456789012 eni-0a1b2c3d4e5f60718 {source} {destination} {sourcePort} {destinationPort} {protocol} {packets} {bytes} {start} "
                    + $"{start + seconds} {action} OK vpc-0a1b2c3d4e5f67890 subnet-0a1b2c3d4e5f67890 i-0a1b2c3d4e5f60718 {flags} IPv4 {source} {destination} "
                    + $"us-east-1 use1-az1 - - - - {direction} -")));
        return this;
    }

    /// <summary>Attempts from outside at even distances, each from another source.</summary>
    internal RealTraffic Probes(int count, TimeSpan within, IReadOnlyList<int> ports, string action = "ACCEPT", string? source = null, int from = 0)
    {
        for (var i = 0; i < count; i++)
            Record(from + (int)(within.TotalSeconds * i / count), source ?? Outsider(i), random.Next(32768, 61000), Host,
                ports[i % ports.Count], Syn, "ingress", action, bytes: 44);
        return this;
    }

    /// <summary>Connections from outside that the host answers.</summary>
    internal RealTraffic Answered(int count, TimeSpan within, int port, int sources, int from = 0)
    {
        for (var i = 0; i < count; i++)
        {
            var (at, client, clientPort) = (from + (int)(within.TotalSeconds * i / count), Outsider(i % sources), random.Next(32768, 61000));
            Record(at, client, clientPort, Host, port, SynFin, "ingress", packets: 12, bytes: 2300);
            Record(at, Host, port, client, clientPort, SynAckFin, "egress", packets: 11, bytes: 2900);
        }

        return this;
    }

    /// <summary>Rejected noise at public addresses: in five minutes, so many pairs of source and port for each.</summary>
    internal RealTraffic Noise(int addresses, int pairs, TimeSpan within)
    {
        var outsider = 0;
        for (var window = 0; window < within.TotalMinutes / 5; window++)
        {
            for (var i = 0; i < addresses * pairs; i++)
                Record((window * 300) + random.Next(300), Outsider(outsider++), 40000 + (i % 1000), $"10.0.1.{20 + (i % addresses)}", random.Next(1024, 65000),
                    Syn, "ingress", "REJECT");
        }

        return this;
    }

    /// <summary>Attempts of the host at the outside that no host answers.</summary>
    internal RealTraffic Unanswered(int count, TimeSpan within, int port, int targets, int from = 0)
    {
        for (var i = 0; i < count; i++)
            Record(from + (int)(within.TotalSeconds * i / count), Host, 50000 + (i % 10000), targets == 1 ? "203.0.113.66" : Outsider(i % targets), port, Syn,
                "egress", seconds: 1);
        return this;
    }

    /// <summary>A quiet host: some kilobytes a minute to one address.</summary>
    internal RealTraffic Quiet(TimeSpan within)
    {
        for (var minute = 0; minute < within.TotalMinutes; minute++)
            Record((minute * 60) + 5, Host, 50000 + (minute % 1000), "203.0.113.5", 443, SynFin, "egress", packets: 10, bytes: 1200 + (minute % 7 * 50));
        return this;
    }

    /// <summary>Minutes in which the host floods one address.</summary>
    internal RealTraffic Flood(int firstMinute, int minutes, long packets = 900, long bytes = 760_000)
    {
        for (var minute = firstMinute; minute < firstMinute + minutes; minute++)
            Record((minute * 60) + 3, Host, 5376, "203.0.113.66", 5376, 0, "egress", protocol: 17, packets: packets, bytes: bytes, seconds: 50);
        return this;
    }

    internal MemoryStream ToStream() =>
        new(Encoding.UTF8.GetBytes(string.Join('\n', records.OrderBy(record => record.At).Select(record => record.Line)
            .Prepend(string.Join(' ', FlowLogFormat.V5.Fields.Select(field => field.Name)))) + "\n"));

    internal IEnumerable<byte[]> Lines => records.OrderBy(record => record.At).Select(record => Encoding.UTF8.GetBytes(record.Line));

    // Of the block for benchmarks, which no host of the internet has.
    static string Outsider(int number) => $"198.{18 + ((number >> 16) & 1)}.{(number >> 8) & 255}.{number & 255}";
}
