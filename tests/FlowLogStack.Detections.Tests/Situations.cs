using System.Globalization;
using System.Text;

namespace FlowLogStack.Detections.Tests;

/// <summary>Small inputs with the figures of situations that were measured on independent data. Addresses are of documentation blocks.</summary>
static class Situations
{
    const long Midnight = 1767225600;
    const string Host = "10.0.1.20";
    const int Syn = 2;

    /// <summary>Probes of services that accept them and don't answer, beside visitors that are answered, for half an hour.</summary>
    internal static IEnumerable<string> AcceptedProbes()
    {
        foreach (var (i, port, minute) in new[] { (0, 3389, 3), (1, 22, 5), (2, 5433, 9), (3, 5433, 9), (4, 5432, 10), (5, 7000, 12), (6, 23, 15), (7, 23, 18),
            (8, 21, 20), (9, 6379, 24) })
            yield return Line(minute * 60, $"198.51.100.{10 + i}", Host, 40000 + i, port, 1, 44, "ACCEPT", Syn, "ingress");
        for (var minute = 0; minute < 60; minute++)
        {
            yield return Line((minute * 60) + 1, "198.51.100.99", Host, 30000 + minute, 443, 9, 1800, "ACCEPT", 3, "ingress");
            yield return Line((minute * 60) + 1, Host, "198.51.100.99", 443, 30000 + minute, 9, 9800, "ACCEPT", 19, "egress");
        }
    }

    /// <summary>30 sources of a single rejected packet per public address in 5 minutes, at eight addresses, for two hours.</summary>
    internal static IEnumerable<string> Noise()
    {
        int[] ports = [23, 445, 8080, 30003, 3306];
        for (var n = 0; n < 24 * 8 * 30; n++)
            yield return Line((n / 240 * 300) + (n % 240), $"198.{18 + (n >> 16)}.{(n >> 8) & 255}.{n & 255}", $"10.0.1.{20 + (n / 30 % 8)}", 40000 + (n % 30),
                n % 6 < 5 ? ports[n % 6] : 1024 + (n * 7919 % 60000), 1, 40, "REJECT", Syn, "ingress");
    }

    /// <summary>One source that tries 13 ports in 5 minutes, for eight hours.</summary>
    internal static IEnumerable<string> SlowScan()
    {
        for (var n = 0; n < 96 * 13; n++)
            yield return Line((n / 13 * 300) + (n % 13 * 20), "203.0.113.77", Host, 61000, 1000 + n, 1, 40, "REJECT", Syn, "ingress");
    }

    /// <summary>One host that opens 300 connections to the outside in 5 minutes, which no host answers, for an hour.</summary>
    internal static IEnumerable<string> ScanFromInside()
    {
        for (var n = 0; n < 12 * 300; n++)
            yield return Line((n / 300 * 300) + (n % 300), Host, $"198.18.{n >> 8}.{n & 255}", 50000 + (n % 300), n % 10 == 0 ? 23 : 2323, 1, 40, "ACCEPT", Syn,
                "egress");
    }

    /// <summary>One host that tries one address every ten seconds and is refused, for two hours.</summary>
    internal static IEnumerable<string> Beacon()
    {
        for (var n = 0; n < 720; n++)
        {
            yield return Line(n * 10, Host, "203.0.113.66", 40000 + n, 6667, 2, 104, "ACCEPT", Syn, "egress");
            yield return Line(n * 10, "203.0.113.66", Host, 6667, 40000 + n, 2, 80, "ACCEPT", 4, "ingress");
        }
    }

    /// <summary>A quiet host that floods an address with 76 MB within one minute.</summary>
    internal static IEnumerable<string> FloodOfAMinute() =>
        Quiet().Append(Line((327 * 60) + 3, Host, "203.0.113.66", 5376, 5376, 18_444, 76_063_056, "ACCEPT", 0, "egress", 17));

    /// <summary>A quiet host that floods an address for two minutes at the edge of a quarter of an hour.</summary>
    internal static IEnumerable<string> FloodOfTwoMinutes() =>
        Quiet().Concat(Enumerable.Range(327, 2).Select(minute =>
            Line((minute * 60) + 3, Host, "203.0.113.66", 5376, 5376, 900, 760_000, "ACCEPT", 0, "egress", 17)));

    /// <summary>The lines as a file, in the order of their time.</summary>
    internal static MemoryStream File(IEnumerable<string> lines)
    {
        var text = new StringBuilder(FlowLogFormat.V5.ToHeaderLine() + "\n");
        foreach (var line in lines.OrderBy(line => line.Split(' ')[10], StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    static IEnumerable<string> Quiet() => Enumerable.Range(0, 480)
        .Select(minute => Line((minute * 60) + 5, Host, "203.0.113.5", 50000 + minute, 443, 10, 1200 + (minute % 7 * 50), "ACCEPT", 3, "egress"));

    static string Line(long second, string source, string destination, int sourcePort, int destinationPort, long packets, long bytes, string action, int flags,
        string direction, int protocol = 6) =>
        string.Create(CultureInfo.InvariantCulture, $"5 123456789012 eni-0a1b2c3d4e5f60718 {source} {destination} {sourcePort} {destinationPort} {protocol} {packets} {bytes} {Midnight + second} {Midnight + second + 20} {action} OK vpc-0a1b2c3d4e5f67890 subnet-0a1b2c3d4e5f67890 i-0a1b2c3d4e5f60718 {flags} IPv4 {source} {destination} us-east-1 use1-az1 - - - - {direction} -");
}
