namespace FlowLogStack.Records;

/// <summary>The built-in detections.</summary>
/// <remarks>A detection is a property or method with <see cref="BuiltInAttribute"/>, in a file of its own; all lists are made from these.</remarks>
public static partial class Detections
{
    // The detections are in other files of this class, and the order of static initialization across files is undefined.
    static readonly Lazy<IReadOnlyList<Detection>> InDefaultNetwork = new(() => For(MonitoredNetwork.Default));
    static readonly Lazy<IReadOnlyList<ChangeDetection>> OfChanges =
        new(() => [.. BuiltInDetection<ChangeDetection>.All.Select(detection => detection.Make(MonitoredNetwork.Default))]);

    /// <summary>All detections of records, for a network of private ranges, in the order of the documentation.</summary>
    public static IReadOnlyList<Detection> All => InDefaultNetwork.Value;

    /// <summary>Returns all detections of records for a network. Detections of private subnets require <see cref="MonitoredNetwork.PrivateSubnets"/>.</summary>
    public static IReadOnlyList<Detection> For(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return
        [
            .. BuiltInDetection<Detection>.All.Where(detection => !detection.Attribute.NeedsPrivateSubnets || !network.PrivateSubnets.IsEmpty)
                .Select(detection => detection.Make(network)),
        ];
    }

    /// <summary>All detections of changes to the network.</summary>
    public static IReadOnlyList<ChangeDetection> Changes => OfChanges.Value;
}
