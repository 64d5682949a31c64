using System.Text.RegularExpressions;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Capture;

/// <summary>Register of the log groups that flow logs with a maximum aggregation interval of ten minutes deliver to.</summary>
static class LongRecordSources
{
    const string Metadata = "flowlogstack:long-records:";

    /// <summary>Registers the interval of the flow logs that a construct creates.</summary>
    internal static void Register(Construct construct, CaptureDestination destination, AggregationInterval interval)
    {
        if (interval is not AggregationInterval.TenMinutes)
            return;
        switch (destination)
        {
            case CaptureDestination.ToLogGroup { Group: var group }:
                Register(construct, FlowLogGroup.EntryOf(group.LogGroup, Metadata));
                break;
            case CaptureDestination.ToNamedGroup { Name: var name } when !Token.IsUnresolved(name):
                Register(construct, (Places.RootOf(construct).Node, Metadata + name));
                break;
        }
    }

    /// <summary>Registers the interval of flow logs that a service creates, each to a log group whose name has the pattern of a telemetry rule.</summary>
    internal static void Register(Construct construct, string pattern, AggregationInterval interval)
    {
        if (interval is AggregationInterval.TenMinutes)
            Register(construct, (Places.RootOf(construct).Node, Metadata + pattern));
    }

    /// <summary>Returns the path of a construct with such flow logs to a log group; null without any.</summary>
    internal static string? Of(ILogGroup logGroup)
    {
        var (holder, key) = FlowLogGroup.EntryOf(logGroup, Metadata);
        return (string?)holder.Metadata.FirstOrDefault(entry => entry.Type == key || Fits(entry.Type, key))?.Data;
    }

    static bool Fits(string pattern, string key) => pattern.StartsWith(Metadata, StringComparison.Ordinal) && pattern.Contains('<', StringComparison.Ordinal)
        && Regex.IsMatch(key, "^" + Regex.Escape(pattern).Replace("<accountId>", "[0-9]{12}", StringComparison.Ordinal)
            .Replace("<resourceId>", "vpc-[0-9a-f]+", StringComparison.Ordinal) + @"\z");

    static void Register(Construct construct, (Node Holder, string Key) entry)
    {
        if (entry.Holder.Metadata.All(known => known.Type != entry.Key))
            entry.Holder.AddMetadata(entry.Key, Places.PathOf(construct));
    }
}
