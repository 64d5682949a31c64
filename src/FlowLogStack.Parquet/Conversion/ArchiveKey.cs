using System.Globalization;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Decides by the S3 key of an object whether it can have records of a time, an account and a Region.</summary>
public static partial class ArchiveKey
{
    /// <summary>The longest time between the start of a record and the time of its folder: 2 hours, for aggregation, delivery and clocks.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromHours(2);

    /// <summary>Returns whether an object can have records that start in a time range.</summary>
    /// <param name="name">The key, or the path of a file in folders of any S3 key layout.</param>
    /// <param name="from">Start of the range. Default: null, none.</param>
    /// <param name="to">End of the range. Default: null, none.</param>
    /// <param name="scope">Accounts and Regions. Default: null, all.</param>
    /// <returns>True also if the key doesn't contain the time, the account or the Region.</returns>
    public static bool MayContain(string name, DateTimeOffset? from = null, DateTimeOffset? to = null, ArchiveScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = name.Replace('\\', '/');
        if (scope is { Accounts: [_, ..] } or { Regions: [_, ..] })
        {
            var owner = ObjectOwner.Of(key);
            if ((owner.Account is { } account && scope.Accounts is [_, ..] && !scope.Accounts.Contains(account))
                || (owner.Region is { } region && scope.Regions is [_, ..] && !scope.Regions.Contains(region)))
                return false;
        }

        if ((from is null && to is null) || TimeOf(key) is not { } time)
            return true;
        return (to is null || time.From - Slack <= to) && (from is null || time.To + Slack >= from);
    }

    static (DateTimeOffset From, DateTimeOffset To)? TimeOf(string key)
    {
        if (Folders().Match(key) is not { Success: true } match)
            return null;
        var hour = match.Groups["hour"];
        var text = $"{match.Groups["year"].Value}{match.Groups["month"].Value}{match.Groups["day"].Value}{(hour.Success ? hour.Value : "00")}";
        return DateTimeOffset.TryParseExact(text, "yyyyMMddHH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? (start, start + (hour.Success ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1))) : null;
    }

    [GeneratedRegex(
        @"/(?:year=)?(?<year>\d{4})/(?:month=)?(?<month>\d{2})/(?:day=)?(?<day>\d{2})(?:/(?:hour=)?(?<hour>\d{2}))?/[^/]+$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Folders();
}
