namespace FlowLogStack.Athena.Tests;

static partial class Answers
{
    static readonly long?[] PoolPorts = [3333, 4444, 5555, 7777, 9999, 14433, 14444, 45560, 45700];
    static readonly long?[] AmplifierPorts = [53, 111, 123, 161, 389, 1900, 11211];
    static readonly long?[] LateralPorts = [22, 135, 445, 3389, 5985, 5986];

    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Threats()
    {
        yield return ("MiningPools", records => Answer
            .Grouped(
                Leaving(records).Where(r => r.Protocol == 6 && PoolPorts.Contains(r.DestinationPort)), r => [r.Source, r.Destination, r.DestinationPort],
                of => (long)of.DistinctBy(r => r.Start / 600).Count(), Recent.Bytes)
            .Where(row => row[3] is >= 3L).Sorted(~3, ~4, 0, 1, 2).First(100));
        yield return ("TorRelays", records => Answer
            .Grouped(
                Leaving(records).Where(r => r is { Protocol: 6, DestinationPort: 9001 or 9030 }), r => [r.Source],
                of => (long)of.DistinctBy(r => r.Destination).Count(), of => Recent.Count(of), Recent.Bytes)
            .Sorted(~1, ~2, 0).First(100));
        yield return ("AdministrationPairs", records => Answer
            .Grouped(
                records.Where(r =>
                    r is { Action: "ACCEPT", Protocol: 6 } && LateralPorts.Contains(r.DestinationPort) && IsInside(r.Source) && IsInside(r.Destination)),
                r => [r.Source, r.Destination, r.DestinationPort], of => of.Min(r => r.Started), of => Recent.Count(of))
            .Sorted(~3, ~4, 0, 1, 2).First(100));
        yield return ("Amplifiers", records => Answer
            .Grouped(
                Leaving(records).Where(r => r.Protocol == 17 && AmplifierPorts.Contains(r.SourcePort)), r => [r.Source, r.SourcePort],
                of => (long)of.DistinctBy(r => r.Destination).Count(), of => of.Sum(r => r.Number(FlowField.Packets)), Recent.Bytes)
            .Sorted(~4, 0, 1).First(100));
        yield return ("RegionsInUse", records => Answer
            .Grouped(
                records.Where(r => r.Text(FlowField.Region) is not null), r => [r.Text(FlowField.Region)],
                of => of.Min(r => r.Started), of => Recent.Count(of), Recent.Bytes)
            .Sorted(~1, 0).First(100));
    }

    static IEnumerable<SampleRecord> Leaving(IReadOnlyList<SampleRecord> records) =>
        records.Where(r => r.Action == "ACCEPT" && IsInside(r.Source) && r.Destination is not null && !IsInside(r.Destination));

    static bool IsInside(string? address) => address?.StartsWith("10.", StringComparison.Ordinal) is true;
}
