using System.ComponentModel.DataAnnotations;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Formats of an earlier generation of the archive.</summary>
public sealed record GenerationSettings
{
    /// <summary>Log format of its records, as in the setting `format`. Default: AWS's default format for the monitored resources.</summary>
    [StringLength(8192, MinimumLength = 1)]
    public string? Format { get; init; }

    /// <summary>File format of its objects. Default: plain-text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether there is one folder for each hour, instead of one for each day. Default: false.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>
    /// Flow logs of this generation: `replaced` by those of the next one in one deployment, `kept` beside them, or `removed` after they were kept. Default:
    /// replaced.
    /// </summary>
    public EarlierFlowLogs FlowLogs { get; init; } = EarlierFlowLogs.Replaced;
}
