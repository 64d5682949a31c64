using System.Security.Cryptography;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>The identifier with which a deployment stores the log format and the file format of an archive's objects.</summary>
public static class ArchiveFormat
{
    /// <summary>Prefix of every identifier.</summary>
    public const string Prefix = "flow-log-format/";

    const int DigestLength = 16;

    /// <summary>Returns the identifier of a log format and a file format, such as <c>flow-log-format/plain-text/0a1b2c3d4e5f6789</c>.</summary>
    /// <param name="format">Log format of the records.</param>
    /// <param name="fileFormat">Format of the objects.</param>
    public static string Of(FlowLogFormat format, FileFormat fileFormat)
    {
        ArgumentNullException.ThrowIfNull(format);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(format.ToString())));
        return $"{Prefix}{(fileFormat is FileFormat.Parquet ? "parquet" : "plain-text")}/{digest[..DigestLength]}";
    }
}
