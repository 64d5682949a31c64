using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>Objects made of text, and what a reader makes of them.</summary>
static class Objects
{
    public const string Accepted = "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK";
    public const string Rejected = "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK";
    public const string NoData = "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA";
    public const string SkipData = "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA";
    public const string IPv6 = "2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 "
        + "54 8855 1477913708 1477913820 ACCEPT OK";

    public static string Header { get; } = FlowLogFormat.Default.ToHeaderLine();

    public static FlowLogObjectReader Read(string text, FlowLogObjectOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static FlowLogObjectReader Read(byte[] bytes, FlowLogObjectOptions? options = null) => new(new MemoryStream(bytes), options);

    /// <summary>Each line the reader hands out: a record as it is, a rejected line as <c>number! reason</c>.</summary>
    public static List<string> Lines(FlowLogObjectReader reader)
    {
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(reader.IsRejected ? $"{reader.LineNumber}! {reader.Rejection.Reason}" : $"{reader.LineNumber}: {reader.Record.ToString()}");
        return lines;
    }

    public static List<string> LinesOf(string text, FlowLogObjectOptions? options = null)
    {
        using var reader = Read(text, options);
        return Lines(reader);
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
