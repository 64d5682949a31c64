using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// How a flow log lays its objects out under <c>bucket/prefix/</c>: the file format and the four key trees AWS offers
/// (Hive-compatible or not, per hour or per day). Bucket policies, partition projection and paths follow from it.
/// </summary>
public sealed record S3Layout
{
    /// <summary>The format of the objects. Default: plain text, as for AWS.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether keys spell out names and values, <c>year=2026/</c>. Default: no, as for AWS.</summary>
    public bool HiveCompatiblePartitions { get; init; }

    /// <summary>Whether each hour has a folder of its own; otherwise each day has. Default: no, as for AWS.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>The folder all keys start with, without slashes at its ends; empty for none, the default.</summary>
    /// <remarks><c>AWSLogs</c> is reserved by the service and cannot be one of its parts.</remarks>
    public string Prefix { get; init; } = "";

    /// <summary>The name of the service part of Hive-compatible keys. Default: <c>aws-service</c>, as the VPC guide has it.</summary>
    /// <remarks>The transit gateway guide prints <c>service</c>; set that if your transit gateway's keys have it.</remarks>
    public string HiveServiceKey { get; init; } = "aws-service";

    /// <summary>The key prefix that holds one account's objects, with a slash at its end: what a bucket policy allows.</summary>
    /// <param name="account">The account id, or anything that stands for it.</param>
    public string AccountPrefix(string account) =>
        Root + (HiveCompatiblePartitions ? $"AWSLogs/aws-account-id={account}/" : $"AWSLogs/{account}/");

    /// <summary>The key prefix that holds one region's objects of one account, with a slash at its end.</summary>
    /// <param name="account">The account id, or anything that stands for it.</param>
    /// <param name="region">The region, or anything that stands for it.</param>
    public string RegionPrefix(string account, string region) =>
        AccountPrefix(account) + (HiveCompatiblePartitions ? $"{HiveServiceKey}=vpcflowlogs/aws-region={region}/" : $"vpcflowlogs/{region}/");

    /// <summary>The folder of a time, below that of a region, with a slash at its end.</summary>
    /// <param name="time">The time, which keys give in UTC.</param>
    public string TimeFolder(DateTimeOffset time) => time.UtcDateTime.ToString(
        (HiveCompatiblePartitions, PerHourPartition) switch
        {
            (false, false) => "yyyy/MM/dd/",
            (false, true) => "yyyy/MM/dd/HH/",
            (true, false) => "'year='yyyy'/month='MM'/day='dd'/'",
            (true, true) => "'year='yyyy'/month='MM'/day='dd'/hour='HH'/'",
        },
        CultureInfo.InvariantCulture);

    /// <summary>The key prefix that every object of the archive has, with a slash at its end.</summary>
    public string RootPrefix => Root + "AWSLogs/";

    string Root => Prefix.Length == 0 ? "" : Prefix + "/";

    /// <summary>Refuses a prefix the service would refuse.</summary>
    /// <exception cref="ArgumentException">The prefix has a reserved, empty or slash-ended part.</exception>
    public S3Layout Validated()
    {
        var parts = Prefix.Split('/');
        if (Prefix.Length > 0 && parts.Any(part => part.Length == 0))
            throw new ArgumentException($"The prefix '{Prefix}' has an empty part: write it without a slash at either end and without '//', as in 'network/flow-logs'.");
        if (parts.Contains("AWSLogs", StringComparer.Ordinal))
            throw new ArgumentException($"The prefix '{Prefix}' has the part 'AWSLogs', which the service reserves for its own folder below the prefix: leave it out or name it otherwise.");
        var bad = Prefix.FirstOrDefault(c => !(char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.' or '=' or '!'));
        if (bad != default)
            throw new ArgumentException($"The prefix '{Prefix}' holds '{bad}': use letters, digits and - _ . = / only, which bucket policies and partition templates take literally.");
        return this;
    }
}
