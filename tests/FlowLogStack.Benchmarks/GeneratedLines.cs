using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Benchmarks;

/// <summary>Lines of the default format from a fixed seed: of each hundred, 3 with IPv6 addresses, 2.5 NODATA and 0.5 SKIPDATA.</summary>
sealed class GeneratedLines
{
    const int Seed = 20261120;
    const int Interfaces = 400;
    const long FirstSecond = 1_795_212_000;

    readonly Random random = new(Seed);
    readonly string[] interfaces;
    readonly StringBuilder line = new();
    long written;

    internal GeneratedLines() =>
        interfaces = [.. Enumerable.Range(0, Interfaces).Select(_ => $"eni-{random.NextInt64(1L << 60):x16}{random.Next(16):x1}")];

    /// <summary>Writes a gzip object with a header line and so many records.</summary>
    internal static void WriteObject(string file, long records)
    {
        using var gzip = new GZipStream(File.Create(file), CompressionLevel.Optimal);
        gzip.Write(Encoding.ASCII.GetBytes(FlowLogFormat.Default.ToHeaderLine() + "\n"));
        var lines = new GeneratedLines();
        for (var i = 0L; i < records; i++)
            gzip.Write(lines.Next());
    }

    /// <summary>The next line, with its ending.</summary>
    internal byte[] Next()
    {
        var second = FirstSecond + (written++ / 500);
        var kind = random.Next(1000);
        line.Clear().Append("2 123456789012 ").Append(interfaces[random.Next(Interfaces)]).Append(' ');
        if (kind < 30)
            return End($"- - - - - - - {second} {second + 60} - {(kind < 25 ? "NODATA" : "SKIPDATA")}");
        var packets = random.Next(10) == 0 ? random.Next(1, 20_000) : random.Next(1, 60);
        var (local, remote) = kind < 60 ? (Inside6(), Outside6()) : (Inside(), random.Next(3) == 0 ? Inside() : Outside());
        var (localPort, remotePort) = (random.Next(1024, 65536), random.Next(4) == 0 ? random.Next(1, 65536) : Service());
        if (random.Next(2) == 0)
            (local, remote, localPort, remotePort) = (remote, local, remotePort, localPort);
        var protocol = random.Next(20) switch { 0 => 1, < 5 => 17, _ => 6 };
        return End(string.Create(CultureInfo.InvariantCulture,
            $"{local} {remote} {localPort} {remotePort} {protocol} {packets} {(long)packets * random.Next(40, 1500)} {second} {second + random.Next(1, 60)} "
                + $"{(random.Next(6) == 0 ? "REJECT" : "ACCEPT")} OK"));
    }

    byte[] End(string rest) => Encoding.ASCII.GetBytes(line.Append(rest).Append('\n').ToString());

    string Inside() => $"10.{random.Next(4)}.{random.Next(64)}.{random.Next(4, 255)}";

    string Outside() => $"{random.Next(11, 224)}.{random.Next(256)}.{random.Next(256)}.{random.Next(1, 255)}";

    string Inside6() =>
        $"2600:1f18:{random.Next(65536):x}:{random.Next(65536):x}:{random.Next(65536):x}:{random.Next(65536):x}:{random.Next(65536):x}:{random.Next(65536):x}";

    string Outside6() => $"2a00:1450:{random.Next(1, 65536):x}:{random.Next(1, 4096):x}::{random.Next(1, 65536):x}";

    int Service() => random.Next(6) switch { 0 => 22, 1 => 53, 2 => 80, 3 => 3389, _ => 443 };
}
