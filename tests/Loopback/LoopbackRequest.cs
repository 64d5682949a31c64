using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Loopback;

/// <summary>A request as it arrived.</summary>
sealed record LoopbackRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => Uri.UnescapeDataString(Target.Split('?')[0]);

    public string Query => Target.Contains('?', StringComparison.Ordinal) ? Target[(Target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    public string Text => Encoding.UTF8.GetString(Unzipped());

    public byte[] Unzipped()
    {
        if (!Headers.TryGetValue("Content-Encoding", out var encoding) || encoding != "gzip")
            return Body;
        using var gzip = new GZipStream(new MemoryStream(Body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
