using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>An earlier generation of an archive: the log format and file format of the objects in its folder.</summary>
public sealed record ArchiveGeneration
{
    /// <summary>Log format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>File format of its objects. Default: plain text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether there is one folder for each hour, instead of one for each day. Default: false.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>
    /// Flow logs of this generation. To change the format in two deployments, use <see cref="EarlierFlowLogs.Kept"/> in the first one and
    /// <see cref="EarlierFlowLogs.Removed"/> afterwards. Default: Replaced.
    /// </summary>
    public EarlierFlowLogs FlowLogs { get; init; } = EarlierFlowLogs.Replaced;

    /// <summary>Returns the name of the table of a generation.</summary>
    internal static string Table(string name, int generation) => generation == 1 ? name : $"{name}_{generation}";
}
