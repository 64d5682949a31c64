using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>Tag keys whose values a format's tag fields contain: <c>instance-tag</c>, <c>interface-tag</c>, <c>asg-tag</c> and their second fields.</summary>
/// <remarks>
/// The account requires the service-linked role AWSServiceRoleForVPCFlowLogs. Auto Scaling tags also require a CloudTrail trail.
/// </remarks>
public sealed record TagFields
{
    static readonly (FlowField First, FlowField Second, string ResourceType, Func<TagFields, IReadOnlyList<string>> Keys, string Property)[] Kinds =
    [
        (FlowField.InterfaceTag, FlowField.InterfaceTag2, "network-interface", tags => tags.NetworkInterfaceKeys, nameof(NetworkInterfaceKeys)),
        (FlowField.InstanceTag, FlowField.InstanceTag2, "instance", tags => tags.InstanceKeys, nameof(InstanceKeys)),
        (FlowField.AsgTag, FlowField.AsgTag2, "auto-scaling-group", tags => tags.AutoScalingGroupKeys, nameof(AutoScalingGroupKeys)),
    ];

    /// <summary>One or two tag keys of network interfaces, for <c>interface-tag</c> and <c>interface-tag-2</c>. Default: none.</summary>
    public IReadOnlyList<string> NetworkInterfaceKeys { get; init; } = [];

    /// <summary>One or two tag keys of instances, for <c>instance-tag</c> and <c>instance-tag-2</c>. Default: none.</summary>
    public IReadOnlyList<string> InstanceKeys { get; init; } = [];

    /// <summary>One or two tag keys of Auto Scaling groups, for <c>asg-tag</c> and <c>asg-tag-2</c>. Default: none.</summary>
    public IReadOnlyList<string> AutoScalingGroupKeys { get; init; } = [];

    /// <summary>Returns CloudFormation's <c>TagFieldSpecifications</c> for a format, or null if the format has no tag fields.</summary>
    /// <exception cref="FlowLogFormatException">A tag field has no key, or a key has no tag field.</exception>
    internal object[]? For(FlowLogFormat format)
    {
        var specifications = new List<object>();
        foreach (var (first, second, resourceType, keysOf, property) in Kinds)
        {
            var keys = keysOf(this);
            var needed = KeysNeeded(format, first, second);
            if (keys.Count != needed)
                throw Mismatch(needed == 2 ? second : first, needed, keys.Count, property, resourceType);
            if (keys.FirstOrDefault(key => key.Length is 0 or > 128) is { } bad)
                throw new FlowLogFormatException(bad,
                    null, $"The tag key '{bad}' in {property} has {bad.Length} characters. Use the key of a tag, 1 to 128 characters.");
            if (needed > 0)
                specifications.Add(new Dictionary<string, object> { ["ResourceType"] = resourceType, ["TagKeys"] = keys.ToArray() });
        }

        return specifications.Count > 0 ? [.. specifications] : null;
    }

    /// <summary>
    /// Returns the number of tag keys that a pair of tag fields requires in a format, 0 to 2. The second field requires the key of the first one too.
    /// </summary>
    /// <param name="format">The log format.</param>
    /// <param name="first">First tag field, such as <c>instance-tag</c>.</param>
    /// <param name="second">Second tag field, such as <c>instance-tag-2</c>.</param>
    public static int KeysNeeded(FlowLogFormat format, FlowField first, FlowField second)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Contains(second) ? 2 : format.Contains(first) ? 1 : 0;
    }

    static FlowLogFormatException Mismatch(FlowField field, int needed, int given, string property, string resourceType) =>
        needed > given
            ? new(field.Name, null, $"The format has '{field}', which needs {needed} tag key(s) of the resource type '{resourceType}', but "
            + $"TagFields.{property} has {given}. Add the tag keys there, or remove the field.")
            : new(field.Name, null, $"TagFields.{property} has {given} tag key(s), but the format uses {needed}. "
            + $"Add {(given == 2 && needed == 1 ? field.Placeholder.Replace("}", "-2}", StringComparison.Ordinal) : field.Placeholder)} to the format, or "
            + "remove the key.");
}
