using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Capture;

/// <summary>Register of the log groups of an app that flow logs with a maximum aggregation interval of ten minutes deliver to.</summary>
sealed class LongRecordSources
{
    static readonly ConditionalWeakTable<IConstruct, LongRecordSources> OfApps = [];

    readonly List<(string Group, string Path)> sources = [];
    readonly List<(string Group, Action<string> Found)> sought = [];

    /// <summary>Registers the interval of the flow logs that a construct creates.</summary>
    internal static void Register(Construct construct, CaptureDestination destination, AggregationInterval interval)
    {
        switch (destination)
        {
            case CaptureDestination.ToLogGroup { Group: var group }:
                Register(construct, NameOf(group.LogGroup), interval);
                break;
            case CaptureDestination.ToNamedGroup { Name: var name } when !Token.IsUnresolved(name):
                Register(construct, name, interval);
                break;
        }
    }

    /// <summary>Registers the interval of flow logs to a log group, or to each log group whose name has the pattern of a telemetry rule.</summary>
    internal static void Register(Construct construct, string group, AggregationInterval interval)
    {
        if (interval is AggregationInterval.TenMinutes)
            Of(construct).Add(group, Places.PathOf(construct));
    }

    /// <summary>Seeks such flow logs to a log group. Flow logs can be added to it later.</summary>
    /// <param name="logGroup">The log group.</param>
    /// <param name="found">Receives the path of the construct with the first such flow logs, at most once.</param>
    internal static void Seek(ILogGroup logGroup, Action<string> found)
    {
        var (all, group) = (Of(logGroup), NameOf(logGroup));
        if (all.sources.Find(source => Fits(source.Group, group)) is { Path: { } path })
            found(path);
        else
            all.sought.Add((group, found));
    }

    static LongRecordSources Of(IConstruct construct) => OfApps.GetValue(Places.RootOf(construct), static _ => new LongRecordSources());

    // Several constructs can wrap one imported log group. The name identifies it.
    static string NameOf(ILogGroup logGroup) => LogGroups.NameOf(logGroup) is var name && Token.IsUnresolved(name) ? Places.PathOf(logGroup) : name;

    void Add(string group, string path)
    {
        sources.Add((group, path));
        foreach (var seeker in sought.FindAll(seeker => Fits(group, seeker.Group)))
        {
            sought.Remove(seeker);
            seeker.Found(path);
        }
    }

    static bool Fits(string pattern, string group) => pattern == group || (pattern.Contains('<', StringComparison.Ordinal)
        && Regex.IsMatch(group, "^" + Regex.Escape(pattern).Replace("<accountId>", "[0-9]{12}", StringComparison.Ordinal)
            .Replace("<resourceId>", "vpc-[0-9a-f]+", StringComparison.Ordinal) + @"\z"));
}
