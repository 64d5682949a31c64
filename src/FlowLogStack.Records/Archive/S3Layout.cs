using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// The S3 key layout of a flow log below <c>bucket/prefix/</c>: the file format, and one of the four layouts of AWS
/// (Hive-compatible or not, per hour or per day). Bucket policies, partition projection and paths are generated from it.
/// </summary>
public sealed record S3Layout
{
    /// <summary>Format of the objects. Default: plain text, as for AWS.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether keys contain names and values of partitions, as in <c>year=2026/</c>. Default: false, as for AWS.</summary>
    public bool HiveCompatiblePartitions { get; init; }

    /// <summary>Whether each hour has its own folder; if false, each day has. Default: false, as for AWS.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>Prefix of all keys, without slashes at its ends. Default: empty, no prefix.</summary>
    /// <remarks><c>AWSLogs</c> is reserved by the service and cannot be one of its parts.</remarks>
    public string Prefix { get; init; } = "";

    /// <summary>Name of the service partition in Hive-compatible keys. Default: <c>aws-service</c>, as in AWS's guide for VPC flow logs.</summary>
    /// <remarks>AWS's guide for transit gateways prints <c>service</c>; set this value if your transit gateway's keys contain it.</remarks>
    public string HiveServiceKey { get; init; } = "aws-service";

    /// <summary>Returns the key prefix of one account's objects, ending with a slash. Bucket policies allow it.</summary>
    /// <param name="account">Account id, or a token or wildcard.</param>
    public string AccountPrefix(string account) =>
        Root + (HiveCompatiblePartitions ? $"AWSLogs/aws-account-id={account}/" : $"AWSLogs/{account}/");

    /// <summary>Returns the key prefix of the objects of one account and Region, ending with a slash.</summary>
    /// <param name="account">Account id, or a token or wildcard.</param>
    /// <param name="region">Region, or a token or wildcard.</param>
    public string RegionPrefix(string account, string region) =>
        AccountPrefix(account) + (HiveCompatiblePartitions ? $"{HiveServiceKey}=vpcflowlogs/aws-region={region}/" : $"vpcflowlogs/{region}/");

    /// <summary>Returns the folder of a time, relative to that of a Region, ending with a slash.</summary>
    /// <param name="time">Time, which keys contain in UTC.</param>
    public string TimeFolder(DateTimeOffset time) => time.UtcDateTime.ToString(
        (HiveCompatiblePartitions, PerHourPartition) switch
        {
            (false, false) => "yyyy/MM/dd/",
            (false, true) => "yyyy/MM/dd/HH/",
            (true, false) => "'year='yyyy'/month='MM'/day='dd'/'",
            (true, true) => "'year='yyyy'/month='MM'/day='dd'/hour='HH'/'",
        },
        CultureInfo.InvariantCulture);

    /// <summary>Key prefix of all objects of the archive, ending with a slash.</summary>
    public string RootPrefix => Root + "AWSLogs/";

    string Root => Prefix.Length == 0 ? "" : Prefix + "/";

    /// <summary>Returns this layout if its prefix is valid for the service.</summary>
    /// <exception cref="ArgumentException">
    /// The prefix begins or ends with a slash, has an empty or reserved part, or a character that is not allowed.
    /// </exception>
    public S3Layout Validated()
    {
        var parts = Prefix.Split('/');
        if (Prefix.Length > 0 && parts.Any(part => part.Length == 0))
            throw new ArgumentException($"The prefix '{Prefix}' has an empty part. Remove slashes at its ends and '//', as in 'network/flow-logs'.");
        if (parts.FirstOrDefault(part => part is "." or "..") is { } relative)
            throw new ArgumentException($"The prefix '{Prefix}' has the part '{relative}', with which S3 and Athena find no folder. Remove it.");
        if (parts.Contains("AWSLogs", StringComparer.Ordinal))
            throw new ArgumentException($"The prefix '{Prefix}' has the part 'AWSLogs', which AWS reserves for its own folder below the prefix. Remove it or "
                + "use another name.");
        var bad = Prefix.FirstOrDefault(c => !(char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '=' or '!'));
        if (bad != default)
            throw new ArgumentException($"The prefix '{Prefix}' contains '{bad}', which is not allowed. Use only letters, digits and - _ . = / in it.");
        return this;
    }
}
