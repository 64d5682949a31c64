using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>An S3 key layout as a command-line value.</summary>
static class LayoutArgument
{
    static readonly Dictionary<string, S3Layout> Layouts = new(StringComparer.Ordinal)
    {
        ["s3"] = new(),
        ["s3-hourly"] = new() { PerHourPartition = true },
        ["s3-hive"] = new() { HiveCompatiblePartitions = true },
        ["s3-hive-hourly"] = new() { HiveCompatiblePartitions = true, PerHourPartition = true },
    };

    /// <summary>Returns the layout of a text, or for null the one with a folder for each day.</summary>
    /// <exception cref="FormatException">The layout is unknown.</exception>
    internal static S3Layout Parse(string? text) => Layouts.TryGetValue(text ?? "s3", out var known)
        ? known
        : throw new FormatException($"--layout must be {ChoiceOption.Listed([.. Layouts.Keys])}, but is '{text}'.");

    /// <summary>
    /// Returns the partitions of a table with this layout. The table defines its accounts and Regions; a query only converts times to folders.
    /// </summary>
    internal static PartitionProjection Project(S3Layout layout) => new(layout, "bucket", ["any"], ["any"], null);
}
