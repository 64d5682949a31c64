namespace FlowLogStack.Athena.Tests;

static partial class Answers
{
    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Talkers()
    {
        yield return ("TopAddresses", records => Ends(records, FlowField.SrcAddr, FlowField.DstAddr));
        yield return ("TopPacketAddresses", records => Ends(records, FlowField.PktSrcAddr, FlowField.PktDstAddr));
        yield return ("TopPacketTalkers", records => Answer.Grouped(records.Where(r => r.Text(FlowField.PktSrcAddr) is not null), r =>
            [r.Text(FlowField.PktSrcAddr), r.Text(FlowField.PktDstAddr)], Recent.Bytes).Sorted(~2, 0, 1).First(50));
        yield return ("TopSources", records => Answer.Grouped(records.Where(r => r.Source is not null), r => [r.Source], of => Recent.Count(of), of =>
            (long)of.DistinctBy(r => r.Destination).Count(), Recent.Bytes).Sorted(~3, 0).First(50));
        yield return ("TopDestinations", records => Answer.Grouped(records.Where(r => r.Destination is not null), r => [r.Destination], of => Recent.Count(of),
            of => (long)of.DistinctBy(r => r.Source).Count(), Recent.Bytes).Sorted(~3, 0).First(50));
        yield return ("TopInstances", records => Answer.Grouped(records.Where(r => r.Text(FlowField.InstanceId) is not null), r =>
            [r.Text(FlowField.InstanceId)], of => Recent.Count(of), Recent.Bytes).Sorted(~2, 0).First(50));
        yield return ("TopSubnets", records => Answer.Grouped(records.Where(r => r.Text(FlowField.SubnetId) is not null), r =>
            [r.Text(FlowField.SubnetId), r.Text(FlowField.VpcId)], of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1).First(50));
        yield return ("TopTcpSources", records => Answer.Grouped(records.Where(r => r.Protocol == 6), r => [r.Source], of => Recent.Count(of), Recent.Bytes)
            .Sorted(~2, 0).First(50));
        yield return ("HttpsDestinations", records => Answer.Grouped(records.Where(r => r.DestinationPort == 443), r => [r.Destination], of =>
            of.Sum(r => r.Number(FlowField.Packets))).Sorted(~1, 0).First(10));
        yield return ("TopPorts", records => Answer.Grouped(records.Where(r => r.Protocol is 6 or 17), r => [r.ProtocolName(), ServerPort(r)], of =>
            Recent.Count(of), of => (long)of.DistinctBy(Client).Count(), Recent.Bytes).Sorted(~2, 0, 1).First(50));
        yield return ("Connections", Connections);
        yield return ("UnansweredConnections", records =>
            Answer.Grouped(records.Where(r => r is { Action: "ACCEPT", Protocol: 6 }), r => [Client(r), Server(r), ServerPort(r)],
                of => Recent.Count(of), of => of.Sum(r => r.Number(FlowField.Packets)), of => of.All(r => r.SourcePort >= r.DestinationPort))
            .Where(row => row[5] is true).Sorted(~3, 0, 1, 2).First(100).Without(5));
    }

    static Answer Ends(IEnumerable<SampleRecord> records, FlowField source, FlowField destination) =>
        Answer.Grouped(
            records.SelectMany(r => new[] { (Address: r.Text(source), r.Bytes), (Address: r.Text(destination), r.Bytes) })
                .Where(end => end.Address is not null),
            end => [end.Address], of => Recent.Count(of), of => of.Sum(end => end.Bytes)).Sorted(~2, 0).First(50);

    // The records of a connection at one interface, and of those the most complete.
    static Answer Connections(IReadOnlyList<SampleRecord> records)
    {
        var perInterface = records.Where(r => r is { Action: "ACCEPT", Protocol: 6 or 17 })
            .GroupBy(r => (r.Interface, Client: Client(r), Server: Server(r), Port: ServerPort(r), r.Protocol))
            .Select(group => (group.Key, Flows: (long)group.Count(), Sent: group.Where(r => r.SourcePort >= r.DestinationPort).Sum(r => r.Bytes),
                Received: group.Where(r => r.SourcePort < r.DestinationPort).Sum(r => r.Bytes), First: group.Min(r => r.Start), Last: group.Max(r => r.End)));
        return Answer.Grouped(perInterface, seen => [seen.Key.Client, seen.Key.Server, seen.Key.Port, seen.Key.Protocol],
                of => of.Max(seen => seen.Flows), of => of.Max(seen => seen.Sent), of => of.Max(seen => seen.Received),
                of => DateTime.UnixEpoch.AddSeconds(of.Min(seen => seen.First)), of =>
                    DateTime.UnixEpoch.AddSeconds(of.Max(seen => seen.Last)), of => of.Max(seen => seen.Sent) + of.Max(seen => seen.Received))
            .Sorted(~9, 0, 1, 2, 3).First(100).Without(9);
    }

    static string? Client(SampleRecord record) => record.SourcePort >= record.DestinationPort ? record.Source : record.Destination;

    static string? Server(SampleRecord record) => record.SourcePort >= record.DestinationPort ? record.Destination : record.Source;

    static long? ServerPort(SampleRecord record) => Math.Min(record.SourcePort!.Value, record.DestinationPort!.Value);
}
