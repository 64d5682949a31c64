using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>The keys of the tags whose values the format's tag fields carry.</summary>
public sealed record TagKeySettings
{
    /// <summary>One or two keys of tags on network interfaces, for `interface-tag` and `interface-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> NetworkInterface { get; init; } = [];

    /// <summary>One or two keys of tags on instances, for `instance-tag` and `instance-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> Instance { get; init; } = [];

    /// <summary>One or two keys of tags on Auto Scaling groups, for `asg-tag` and `asg-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> AutoScalingGroup { get; init; } = [];
}
