using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Flow log lines for tests, by minute from midnight of 1 January 2026.</summary>
static class Flows
{
    internal const long Midnight = 1_767_225_600;

    internal const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    /// <summary>Returns a line of the default format: ten packets in the first half of a minute.</summary>
    internal static string Line(int minute, string source = "10.0.0.5", string destination = "10.0.1.9", int port = 443, string action = "ACCEPT",
        long bytes = 840, int protocol = 6, int second = 0, int lasting = 30) =>
        $"2 123456789012 eni-0a {source} {destination} 50000 {port} {protocol} 10 {bytes} {Midnight + (minute * 60) + second} "
            + $"{Midnight + (minute * 60) + second + lasting} {action} OK";

    internal static DateTimeOffset At(int minute) => DateTimeOffset.FromUnixTimeSeconds(Midnight + (minute * 60L));

    internal static MemoryStream Text(IEnumerable<string> lines) => new(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    internal static MemoryStream Gzip(IEnumerable<string> lines)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            Text(lines).CopyTo(gzip);
        compressed.Position = 0;
        return compressed;
    }
}
