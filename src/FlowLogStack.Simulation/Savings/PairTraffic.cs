using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Bytes between pairs of addresses, with the zone and Region of each address as far as records or interfaces show them.</summary>
/// <remarks>Memory is bounded: beyond 200,000 pairs, the half with fewer bytes is dropped. Both sides may record a packet, and it counts once.</remarks>
sealed class PairTraffic(NetworkInventory inventory)
{
    const int MostPairs = 200_000;
    const int PeeringToRegion = 5;

    readonly Dictionary<(FlowAddress Source, FlowAddress Destination), Bytes> pairs = [];
    readonly Dictionary<FlowAddress, Place> places = [];

    /// <summary>Whether any record or interface shows a zone.</summary>
    internal bool IsKnown { get; private set; }

    /// <summary>Whether pairs were dropped.</summary>
    internal bool IsCut { get; private set; }

    internal void Take(FlowRecord record, NetworkInventory.Interface? known, FlowAddress source, FlowAddress destination, long bytes)
    {
        if (IsSent(record, known, source, destination) is not { } isSent)
            return;
        var (own, other) = isSent ? (source, destination) : (destination, source);
        Locate(own, record);
        Locate(own, known);
        Locate(other, inventory.InterfaceOf(other));
        if (pairs.Count == MostPairs && !pairs.ContainsKey((source, destination)))
            Cut();
        var before = pairs.GetValueOrDefault((source, destination));
        var leavesRegion = isSent && record.TryGetInt32(FlowField.TrafficPath, out var path) && path == PeeringToRegion;
        pairs[(source, destination)] = new Bytes(before.Sent + (isSent ? bytes : 0), before.Received + (isSent ? 0 : bytes), before.LeavesRegion
            || leavesRegion);
    }

    /// <summary>The pairs whose traffic leaves a zone or Region, in both directions together.</summary>
    internal IEnumerable<(FlowAddress One, FlowAddress Other, bool IsCrossRegion, string Places, long Bytes)> Crossing() =>
        pairs.Select(pair =>
            (Ends: pair.Key.Source.CompareTo(pair.Key.Destination) <= 0 ? pair.Key : (Source: pair.Key.Destination, Destination: pair.Key.Source), pair.Value))
            .GroupBy(pair => pair.Ends)
            .Select(pair =>
                (pair.Key, Bytes: pair.Sum(way => Math.Max(way.Value.Sent, way.Value.Received)), LeavesRegion: pair.Any(way => way.Value.LeavesRegion)))
            .Select(pair => (pair.Key.Source, pair.Key.Destination, Crosses: Crosses(pair.Key.Source, pair.Key.Destination, pair.LeavesRegion), pair.Bytes))
            .Where(pair => pair.Crosses is not null)
            .Select(pair => (pair.Source, pair.Destination, pair.Crosses!.Value.IsCrossRegion, pair.Crosses!.Value.Places, pair.Bytes));

    (bool IsCrossRegion, string Places)? Crosses(FlowAddress one, FlowAddress other, bool leavesRegion)
    {
        var (from, to) = (places.GetValueOrDefault(one), places.GetValueOrDefault(other));
        if (leavesRegion || (from.Region is not null && to.Region is not null && from.Region != to.Region))
            return (true, $"{from.Region ?? "another Region"} and {to.Region ?? "another Region"}");
        // Ids such as use1-az1 and names such as us-east-1a are not comparable.
        if (from.ZoneId is not null && to.ZoneId is not null)
            return from.ZoneId != to.ZoneId ? (false, $"{from.ZoneId} and {to.ZoneId}") : null;
        return from.Zone is not null && to.Zone is not null && from.Zone != to.Zone ? (false, $"{from.Zone} and {to.Zone}") : null;
    }

    void Locate(FlowAddress address, FlowRecord record)
    {
        var place = places.GetValueOrDefault(address);
        if (place is not { ZoneId: not null, Region: not null })
            Keep(address, place with { ZoneId = place.ZoneId ?? TextOf(record, FlowField.AzId), Region = place.Region ?? TextOf(record, FlowField.Region) });
    }

    void Locate(FlowAddress address, NetworkInventory.Interface? known)
    {
        if (known is { Zone.Length: > 1 } && places.GetValueOrDefault(address) is { Zone: null } place)
            Keep(address, place with { Zone = known.Zone, Region = place.Region ?? known.Zone[..^1] });
    }

    void Keep(FlowAddress address, Place place)
    {
        if (place == default || (places.Count >= 2 * MostPairs && !places.ContainsKey(address)))
            return;
        places[address] = place;
        IsKnown |= place.Zone is not null || place.ZoneId is not null;
    }

    static bool? IsSent(FlowRecord record, NetworkInventory.Interface? known, FlowAddress source, FlowAddress destination)
    {
        var direction = record[FlowField.FlowDirection];
        if (direction.SequenceEqual("egress"u8))
            return true;
        if (direction.SequenceEqual("ingress"u8))
            return false;
        return known is null ? null : known.Addresses.Contains(source) ? true : known.Addresses.Contains(destination) ? false : null;
    }

    void Cut()
    {
        IsCut = true;
        foreach (var (key, _) in pairs.OrderBy(pair => Math.Max(pair.Value.Sent, pair.Value.Received)).Take(MostPairs / 2).ToList())
            pairs.Remove(key);
    }

    static string? TextOf(FlowRecord record, FlowField field) => record.IsAbsent(field) ? null : Encoding.UTF8.GetString(record[field]);

    readonly record struct Bytes(long Sent, long Received, bool LeavesRegion);

    readonly record struct Place(string? ZoneId, string? Zone, string? Region);
}
