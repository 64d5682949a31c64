namespace FlowLogStack.Athena.Tests;

/// <summary>The expected result of each query for the sample records, by query id.</summary>
static partial class Answers
{
    /// <summary>The expected results, as functions of the records in the query's window.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<SampleRecord>, Answer>> ById { get; } =
        new[] { Totals(), Talkers(), Security(), Paths(), Trends(), TransitGateways(), Lookups() }.SelectMany(part => part)
            .ToDictionary(answer => answer.Id, answer => answer.Of);

    /// <summary>Returns the expected result of a query. Those of detections are computed with the library's predicate.</summary>
    public static Answer Of(AthenaQuery query, IReadOnlyList<SampleRecord> records) =>
        ById.TryGetValue(query.Id, out var answer) ? answer(records)
            : Detected(Detections.All.Single(detection => "Detected" + detection.Id == query.Id), records);

    /// <summary>The values of <c>?</c> placeholders in the tests.</summary>
    public static IReadOnlyDictionary<string, string[]> Arguments { get; } = new Dictionary<string, string[]>
    {
        ["TrafficFromAddress"] = ["'10.0.1.11'"],
        ["TrafficToAddress"] = ["'10.0.1.11'"],
        ["TrafficOfBlock"] = ["'2001:db8::/32'", "'2001:db8::/32'"],
        ["TrafficOfInterface"] = ["'eni-01'"],
        ["TrafficToPort"] = ["443"],
        ["ServiceCallers"] = ["'S3'"],
        ["NatUsers"] = ["'eni-03'"],
    };

    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Totals()
    {
        yield return ("AcceptedAndRejected", records => Answer.Grouped(records.Where(r => r.Action is not null), r => [r.Hour()],
            of => (long)of.Count(r => r.Action == "ACCEPT"), of =>
                (long)of.Count(r => r.Action == "REJECT"), of => of.Where(r => r.Action == "ACCEPT").Sum(r => r.Bytes)).Sorted(0));
        yield return ("EgressByHour", records => Answer.Grouped(records.Where(r => r.Direction == "egress"), r => [r.Hour()], Recent.Bytes, of =>
            of.Sum(r => r.Number(FlowField.Packets))).Sorted(0));
        yield return ("BytesByProtocol", records => Answer.Grouped(records.Where(r => r.Protocol is not null), r => [r.ProtocolName()],
            of => Recent.Count(of), of => of.Sum(r => r.Number(FlowField.Packets)), Recent.Bytes).Sorted(~3, 0));
        yield return ("IPv4Traffic", records => Answer.Grouped(records.Where(r => r.Text(FlowField.Type) == "IPv4"), r => [r.Hour()], of => Recent.Count(of),
            Recent.Bytes).Sorted(0));
        yield return ("IPv6Traffic", records => Answer.Grouped(records.Where(r => r.Text(FlowField.Type) == "IPv6"), r => [r.Hour()], of => Recent.Count(of),
            Recent.Bytes).Sorted(0));
        yield return ("AcceptedTraffic", records => Answer.Grouped(records.Where(r => r is { Action: "ACCEPT", Protocol: 6 }), r =>
            [r.Source, r.Destination, r.DestinationPort],
            of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2).First(100));
        yield return ("RecordTimes", records => new Answer(new Answer(records.Select(r =>
            new object?[] { r.Start, r.End, r.Number(FlowField.Bytes), r.Source, r.Destination, r.DestinationPort }))
            .Sorted(~0, ~1, ~2, 3, 4, 5).First(100).Rows.Select(row => new[] { Iso(row[0]), Iso(row[1]), row[3], row[4], row[5], row[2] })));
        yield return ("SourcePrefixes", records => Answer.Grouped(records.Where(r => r.Source?.Contains('.', StringComparison.Ordinal) == true), r =>
            [string.Join('.', r.Source!.Split('.')[..2])],
            of => (long)of.DistinctBy(r => r.Source).Count(), Recent.Bytes).Sorted(~2, 0).First(50));

        static string Iso(object? unix) =>
            DateTime.UnixEpoch.AddSeconds((long)unix!).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Lookups()
    {
        yield return ("TrafficFromAddress", records => Answer.Grouped(records.Where(r => r.Source == "10.0.1.11"), r =>
            [r.Destination, r.DestinationPort, r.ProtocolName()], of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2).First(100));
        yield return ("TrafficToAddress", records => Answer.Grouped(records.Where(r => r.Destination == "10.0.1.11"), r =>
            [r.Source, r.DestinationPort, r.ProtocolName()], of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2).First(100));
        yield return ("TrafficOfBlock", records => Answer.Grouped(records.Where(r => In("2001:db8::/32", r.Source) || In("2001:db8::/32", r.Destination)), r =>
            [r.Source, r.Destination], of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1).First(100));
        yield return ("TrafficOfInterface", records => Answer.Grouped(records.Where(r => r.Interface == "eni-01" && r.Source is not null), r =>
            [r.Source, r.Destination, r.DestinationPort, r.ProtocolName(), r.Action], of =>
            Recent.Count(of), Recent.Bytes).Sorted(~6, 0, 1, 2, 3, 4).First(100));
        yield return ("TrafficToPort", records => Answer.Grouped(records.Where(r => r.DestinationPort == 443), r => [r.Source, r.Destination, r.Action], of =>
            Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2).First(100));
        yield return ("ServiceCallers", records => Answer.Grouped(records.Where(r => r is { Direction: "egress" }
            && r.Text(FlowField.PktDstAwsService) == "S3"), r => [r.Text(FlowField.PktSrcAddr)], of => Recent.Count(of), Recent.Bytes).Sorted(~2, 0)
            .First(100));
        yield return ("NatUsers", records => Answer.Grouped(records.Where(r => r.Interface == "eni-03" && r.Text(FlowField.PktDstAddr) != r.Destination), r =>
            [r.Source, r.Text(FlowField.PktDstAddr)], of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1).First(100));
    }

    static bool In(string block, string? address) =>
        AddressRange.TryParse(block, out var range) && FlowAddress.TryParse(address, out var parsed) && range.Contains(parsed);
}
