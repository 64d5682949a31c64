using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>Flow log files in a temporary directory of the test.</summary>
public sealed class Samples : IDisposable
{
    internal const string Accepted = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";
    internal const string Rejected = "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK";
    internal const string NoData = "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA";
    internal const string IPv6 = "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 "
        + "6 54 8855 1477913708 1477913820 ACCEPT OK";
    internal const string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    readonly string directory = Directory.CreateTempSubdirectory("flowlogs").FullName;

    internal string Text(string name, params string[] lines) => Bytes(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    internal string Gzip(string name, params string[] lines)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return Bytes(name, compressed.ToArray());
    }

    internal string Bytes(string name, byte[] bytes)
    {
        var file = Path.Combine(directory, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
