using System.Text.RegularExpressions;

namespace FlowLogStack.Parquet;

/// <summary>The account and Region in the name of an object that a flow log delivered.</summary>
/// <param name="Account">The account; null if the name contains none.</param>
/// <param name="Region">The Region; null if the name contains none.</param>
readonly partial record struct ObjectOwner(string? Account, string? Region)
{
    /// <summary>Reads a name: folders of any S3 key layout, or the name of a file.</summary>
    internal static ObjectOwner Of(string name)
    {
        var normal = name.Replace('\\', '/');
        if (FileName().Match(normal) is { Success: true } file)
            return new(file.Groups["account"].Value, file.Groups["region"].Value);
        if (Plain().Match(normal) is { Success: true } plain)
            return new(plain.Groups["account"].Value, plain.Groups["region"].Value);
        return new(Value(HiveAccount(), normal, "account"), Value(HiveRegion(), normal, "region"));
    }

    static string? Value(Regex pattern, string name, string group) => pattern.Match(name) is { Success: true } match ? match.Groups[group].Value : null;

    [GeneratedRegex(@"(?:^|/)(?<account>\d{12})_vpcflowlogs_(?<region>[a-z0-9-]+)_[^/]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName();

    [GeneratedRegex(@"(?:^|/)AWSLogs/(?<account>\d{12})/vpcflowlogs/(?<region>[a-z0-9-]+)/", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();

    [GeneratedRegex(@"/aws-account-id=(?<account>\d{12})/", RegexOptions.ExplicitCapture)]
    private static partial Regex HiveAccount();

    [GeneratedRegex(@"/aws-region=(?<region>[a-z0-9-]+)/", RegexOptions.ExplicitCapture)]
    private static partial Regex HiveRegion();
}
