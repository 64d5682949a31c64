using System.Reflection;

namespace FlowLogStack.Detections.Tests;

/// <summary>The built-in detections are found where they are declared.</summary>
public sealed class BuiltInDetectionTests
{
    [Fact]
    public void Each_declared_detection_is_in_the_lists()
    {
        var network = MonitoredNetwork.Default with { PrivateSubnets = ["10.0.1.0/24"] };
        var declared = typeof(Records.Detections).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo { PropertyType: var type } && IsKind(type)
                || member is MethodInfo { IsSpecialName: false, ReturnType: var result } && IsKind(result)).Select(member => member.Name).ToList();
        Assert.True(declared.Count > 30);
        Assert.Equal(declared.Order(StringComparer.Ordinal), Records.Detections.For(network).Select(detection => detection.Id)
            .Concat(Records.Detections.Changes.Select(change => change.Id)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_detection_has_its_own_place() => Assert.All(
        new[] { BuiltInDetection<Detection>.All.Select(detection => detection.Attribute.Order), BuiltInDetection<ChangeDetection>.All
            .Select(change => change.Attribute.Order) },
        places => Assert.Equal(places.Distinct(), places));

    [Fact]
    public void A_network_without_private_subnets_has_all_but_the_detection_that_requires_them()
    {
        var left = Assert.Single(BuiltInDetection<Detection>.All, detection => detection.Attribute.NeedsPrivateSubnets);
        Assert.Equal(BuiltInDetection<Detection>.All.Count - 1, Records.Detections.All.Count);
        Assert.Equal("PrivateSubnetReached", left.Make(MonitoredNetwork.Default with { PrivateSubnets = ["10.0.1.0/24"] }).Id);
    }

    static bool IsKind(Type type) => type == typeof(Detection) || type == typeof(ChangeDetection);
}
