using System.Security.Cryptography;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>The short text by which a deployment remembers the format and the file format of an archive's objects.</summary>
public static class ArchiveFormat
{
    /// <summary>The start of every such text.</summary>
    public const string Prefix = "flow-log-format/";

    const int DigestLength = 16;

    /// <summary>Returns the text of a format and a file format, as in <c>flow-log-format/plain-text/0a1b2c3d4e5f6789</c>.</summary>
    /// <param name="format">The format of the records.</param>
    /// <param name="fileFormat">The format of the objects.</param>
    public static string Of(FlowLogFormat format, FileFormat fileFormat)
    {
        ArgumentNullException.ThrowIfNull(format);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(format.ToString())));
        return $"{Prefix}{(fileFormat is FileFormat.Parquet ? "parquet" : "plain-text")}/{digest[..DigestLength]}";
    }
}
