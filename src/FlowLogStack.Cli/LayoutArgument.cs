using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>A layout of keys as people name it on the command line.</summary>
static class LayoutArgument
{
    static readonly Dictionary<string, S3Layout> Layouts = new(StringComparer.Ordinal)
    {
        ["s3"] = new(),
        ["s3-hourly"] = new() { PerHourPartition = true },
        ["s3-hive"] = new() { HiveCompatiblePartitions = true },
        ["s3-hive-hourly"] = new() { HiveCompatiblePartitions = true, PerHourPartition = true },
    };

    /// <summary>The layout a text names; null for a folder for each day.</summary>
    /// <exception cref="FormatException">No layout has the name.</exception>
    internal static S3Layout Parse(string? text) => Layouts.TryGetValue(text ?? "s3", out var known)
        ? known
        : throw new FormatException($"--layout must be {ChoiceOption.Listed([.. Layouts.Keys])}, but is '{text}'.");

    /// <summary>The partitions of a table with this layout. The table knows its accounts and regions; a query has to tell times from folders only.</summary>
    internal static PartitionProjection Project(S3Layout layout) => new(layout, "bucket", ["any"], ["any"], null);
}
