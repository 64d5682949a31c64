using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>An earlier generation of an archive: the format of the objects that its folder holds.</summary>
public sealed record ArchiveGeneration
{
    /// <summary>The format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>The format of its objects. Default: plain text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether each hour had a folder of its own; otherwise each day had. Default: false.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>Returns the folder of a generation: that of the first is the archive's own, so that objects stay where they are.</summary>
    internal static string Folder(string prefix, int generation) =>
        generation == 1 ? prefix : $"{(prefix.Length == 0 ? "" : prefix + "/")}generation-{generation}";

    /// <summary>Returns the name of the table of a generation.</summary>
    internal static string Table(string name, int generation) => generation == 1 ? name : $"{name}_{generation}";
}
