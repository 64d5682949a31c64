using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Tag keys of the format's tag fields.</summary>
public sealed record TagKeySettings
{
    /// <summary>One or two tag keys of network interfaces, for `interface-tag` and `interface-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> NetworkInterface { get; init; } = [];

    /// <summary>One or two tag keys of instances, for `instance-tag` and `instance-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> Instance { get; init; } = [];

    /// <summary>One or two tag keys of Auto Scaling groups, for `asg-tag` and `asg-tag-2`. Default: none.</summary>
    [Length(0, 2)]
    [StringLength(128, MinimumLength = 1)]
    public IReadOnlyList<string> AutoScalingGroup { get; init; } = [];

    /// <summary>Returns the tag keys for constructs.</summary>
    internal Capture.TagFields ToTagFields() => new() { NetworkInterfaceKeys = NetworkInterface, InstanceKeys = Instance, AutoScalingGroupKeys = AutoScalingGroup };
}
