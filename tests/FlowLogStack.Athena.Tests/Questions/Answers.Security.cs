namespace FlowLogStack.Athena.Tests;

static partial class Answers
{
    static readonly long?[] AdministrationPorts = [22, 23, 3389, 5900, 5985, 5986];

    /// <summary>Lines of the table of rules.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "sgr-https,eni-00,6,443,443,0.0.0.0/0", "sgr-https,eni-01,6,443,443,0.0.0.0/0", "sgr-wide,eni-01,6,0,65535,10.0.0.0/8",
        "sgr-v6,eni-02,6,443,443,2001:db8::/32", "sgr-all,eni-03,-1,-1,-1,203.0.113.0/24",
        "sgr-none,eni-00,6,4444,4444,0.0.0.0/0", "sgr-none,eni-04,17,9999,10000,10.0.0.0/8", "sgr-gone,eni-99,6,22,22,10.0.0.0/8",
        "sgr-nobody,eni-01,6,0,65535,192.0.2.0/24", "sgr-v6,eni-05,17,0,65535,2001:db9::/32",
    ];

    /// <summary>Lines of the table of countries: some blocks span several first bytes, and some IPv6 blocks a first group.</summary>
    public static IReadOnlyList<string> Countries { get; } =
    [
        "8.0.0.0,9.255.255.255,US", "10.1.0.0,10.1.255.255,ZZ", "52.95.110.0,52.95.110.255,IE", "198.51.100.0,198.51.100.7,AU",
        "198.51.100.8,198.51.100.255,NZ", "203.0.113.0,203.0.113.199,DE",
        "203.0.113.200,203.0.113.200,FR", "::,1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,XX", "2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,JP",
        "2400::,2600:1fff:ffff:ffff:ffff:ffff:ffff:ffff,SG",
    ];

    static IEnumerable<(string Id, Func<IReadOnlyList<SampleRecord>, Answer> Of)> Security()
    {
        yield return ("RejectedTraffic", records => Answer.Grouped(records.Where(r => r.Action == "REJECT"), r =>
            [r.Interface, r.Source, r.Destination, r.DestinationPort, r.ProtocolName()], of => Recent.Count(of)).Sorted(~5, 0, 1, 2, 3, 4).First(100));
        yield return ("AdminPorts", records => Answer.Grouped(Administration(records), r => [r.Source], of => (long)of.DistinctBy(r => r.Destination).Count(),
            of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0).First(10));
        yield return ("AdminFromInternet", records => Answer.Grouped(Administration(records).Where(r => !r.Source!.StartsWith("10.", StringComparison.Ordinal)),
            r => [r.Source, r.Destination, r.DestinationPort], of => Recent.Count(of), Recent.Bytes).Sorted(~3, 0, 1, 2).First(100));
        yield return ("SshRdpTraffic", records => Answer.Grouped(records.Where(r => r is { Protocol: 6, DestinationPort: 22 or 3389 }), r =>
            [r.Source, r.Destination, r.DestinationPort, r.Action], of => Recent.Count(of), Recent.Bytes).Sorted(~4, 0, 1, 2, 3).First(100));
        yield return ("PortScans", records => Answer.Grouped(records.Where(r => r.Action == "REJECT"), r => [r.Hour(), r.Source, r.Destination],
            of => (long)of.DistinctBy(r => r.DestinationPort).Count(), of => of.Min(r => r.DestinationPort), of =>
                of.Max(r => r.DestinationPort), of => Recent.Count(of)).Where(row => row[3] is >= 20L).Sorted(~3, 0, 1, 2).First(100));
        yield return ("HostSweeps", records => Answer.Grouped(records.Where(r => r.Action == "REJECT"), r => [r.Hour(), r.Source, r.DestinationPort],
            of => (long)of.DistinctBy(r => r.Destination).Count(), of => Recent.Count(of)).Where(row => row[3] is >= 20L).Sorted(~3, 0, 1, 2).First(100));
        yield return ("SlowPortScans", records => Answer.Grouped(records.Where(r => r is { Action: "REJECT", Protocol: 6 }), r => [r.Source],
            of => (long)of.DistinctBy(r => r.DestinationPort).Count(), of => (long)of.DistinctBy(r => r.Destination).Count(), of =>
                (long)of.DistinctBy(r => r.Hour()).Count(), of =>
                Recent.Count(of)).Where(row => row[1] is >= 20L || row[2] is >= 20L).Sorted(~1, ~2, 0).First(100));
        yield return ("BruteForce", records => Answer.Grouped(records.Where(r => r is { Action: "ACCEPT", Protocol: 6, SourcePort: 22 or 3389 }
            && r.Number(FlowField.Bytes) >= 200 && !r.Destination!.StartsWith("10.", StringComparison.Ordinal)), r => [r.Hour(), r.Source, r.SourcePort],
            of => (long)of.DistinctBy(r => r.Destination).Count(), of => Recent.Count(of)).Sorted(~3, 0, 1, 2).First(100));
        yield return ("Beaconing", Beaconing);
        yield return ("UnansweredSyn", records => Answer.Grouped(records.Where(r => r.Action == "ACCEPT" && r.Number(FlowField.TcpFlags) == 2), r =>
            [r.Source, r.Destination, r.DestinationPort], of => Recent.Count(of)).Sorted(~3, 0, 1, 2).First(100));
        yield return ("ConnectionResets", records => Answer.Grouped(records.Where(r => (r.Number(FlowField.TcpFlags) & 4) == 4), r =>
            [r.Source, r.SourcePort, r.Destination], of => Recent.Count(of)).Sorted(~3, 0, 1, 2).First(100));
        yield return ("RejectReasons", records => Answer.Grouped(records.Where(r => r.Text(FlowField.RejectReason) is not null), r =>
            [r.Text(FlowField.RejectReason), r.Interface], of => Recent.Count(of)).Sorted(~2, 0, 1).First(100));
        yield return ("Unencrypted", records => Answer.Grouped(records.Where(r => r.Number(FlowField.EncryptionStatus) == 0), r =>
            [r.Source, r.Destination, r.DestinationPort], Recent.Bytes).Sorted(~3, 0, 1, 2).First(100));
        yield return ("DnsServers", records => Answer.Grouped(records.Where(r => r is { DestinationPort: 53, Protocol: 6 or 17 }), r =>
            [r.Destination, !r.Destination!.StartsWith("10.", StringComparison.Ordinal)],
            of => (long)of.DistinctBy(r => r.Source).Count(), of => Recent.Count(of)).Sorted(~1, ~3, 0).First(100));
        yield return ("PortsInUse", records => Answer.Grouped(records.Where(r => r is { Action: "ACCEPT", Direction: "ingress", Protocol: 6 or 17 }), r =>
            [r.Interface, r.ProtocolName(), r.DestinationPort],
            of => Recent.Count(of), of => (long)of.DistinctBy(r => r.Source).Count(), of => of.Max(r => r.Started)).Sorted(0, ~3, 1, 2).First(1000));
        yield return ("UnusedRules", records => new Answer(RuleHits(records).Where(hit => hit.Flows.Count == 0)
            .Select(hit => new object?[] { hit.Rule[0], hit.Rule[1], hit.Rule[2], hit.Rule[3], hit.Rule[4], hit.Rule[5] })).Sorted(1, 0));
        yield return ("RuleUse", records => new Answer(RuleHits(records).Where(hit => hit.Flows.Count > 0).Select(hit => new object?[]
        {
            hit.Rule[0], hit.Rule[1], Number(hit.Rule[4]) - Number(hit.Rule[3]) + 1, (long)hit.Flows.DistinctBy(r => r.DestinationPort).Count(),
            (long)hit.Flows.DistinctBy(r => r.Source).Count(), (long)hit.Flows.Count,
        })).Sorted(1, 0));
        yield return ("SourceCountries", records => Answer.Grouped(records.Where(r => r.Source is not null), r => [r.Hour(), Country(r.Source!)], of =>
            (long)of.DistinctBy(r => r.Source).Count(), Recent.Bytes).Sorted(0, ~3, 1));
    }

    // The predicate reads lines, independent of SQL, of NULL and of DuckDB's comparisons.
    static Answer Detected(Detection detection, IReadOnlyList<SampleRecord> records)
    {
        var gateway = records.Any(r => r.Text(FlowField.TgwId) is not null);
        var format = gateway ? FlowLogFormat.TransitGateway : FlowLogFormat.V11;
        var reader = new FlowLogReader(format);
        var predicate = detection.ToPredicate(format);
        var counted = records.Where(r => reader.TryRead(System.Text.Encoding.UTF8.GetBytes(r.Line(format)), out var record, out _) && predicate.Holds(record));
        Func<SampleRecord, long?> port = detection.CountsAnswers ? r => r.SourcePort : r => r.DestinationPort;
        var measure = detection.Measure;
        Func<SampleRecord, object?[]> conversation = gateway ? r => [r.Source, r.Destination, port(r)] : r => [r.Interface, r.Source, r.Destination, port(r)];
        // The alarm's value is that of a key, or of the first field of a key and the different values of the others, or of a conversation.
        var (by, keys, counts) = measure.Kind switch
        {
            MeasureKind.Largest => ((Func<SampleRecord, object?[]>)(r => [.. measure.Key.Select(field => Value(r, field))]), measure.Key.Length, 0),
            MeasureKind.Distinct when measure.Key.Length > 1 => (r => [Value(r, measure.Key[0])], 1, 1),
            _ => (conversation, gateway ? 3 : 4, 0),
        };
        Func<List<SampleRecord>, object?>[] targets = counts == 0 ? []
            : [of => (long)of.DistinctBy(r => string.Join('|', measure.Key.Skip(1).Select(field => Value(r, field)))).Count()];
        var summed = measure.Kind is MeasureKind.Sum ? measure.Fields[0] : measure.SummedByKey;
        Func<List<SampleRecord>, object?>[] sums = summed is null || summed.Equals(FlowField.Bytes) ? [] : [of => of.Sum(r => r.Number(summed))];
        int[] order = summed is not null ? [~(keys + 1), ~keys] : counts == 0 ? [~keys] : [~keys, ~(keys + 1)];
        return Answer.Grouped(counted, by, [.. targets, of => Recent.Count(of), .. sums, Recent.Bytes, of => of.Min(r => r.Started), of =>
            of.Max(r => r.Started)])
            .Sorted([.. measure.Kind is MeasureKind.Sum ? order[..1] : order, .. Enumerable.Range(0, keys)]).First(100);

        static object? Value(SampleRecord record, FlowField field) => field.IsNumeric ? record.Number(field) : record.Text(field);
    }

    static IEnumerable<SampleRecord> Administration(IEnumerable<SampleRecord> records) =>
        records.Where(r => r is { Action: "ACCEPT", Protocol: 6 } && AdministrationPorts.Contains(r.DestinationPort));

    static Answer Beaconing(IReadOnlyList<SampleRecord> records)
    {
        var pairs = records.Where(r => r is { Action: "ACCEPT", Protocol: 6 or 17 } && r.SourcePort > r.DestinationPort)
            .GroupBy(r => (r.Source, r.Destination, r.DestinationPort, r.Protocol))
            .Select(pair => (pair.Key, Opened: pair.GroupBy(r => r.SourcePort).Select(connection => connection.Min(r => r.Start)).Order().ToList()))
            .Select(pair => (pair.Key, Count: pair.Opened.Count, Gaps: pair.Opened.Zip(pair.Opened.Skip(1), (earlier, later) => (double)(later - earlier))
                .ToList()))
            .Where(pair => pair.Gaps.Count >= 11)
            .Select(pair => (pair.Key, pair.Count, Mean: pair.Gaps.Average(),
                Deviation: Math.Sqrt(pair.Gaps.Sum(gap => Math.Pow(gap - pair.Gaps.Average(), 2)) / (pair.Gaps.Count - 1))))
            .Where(pair => pair.Mean >= 10 && pair.Deviation <= pair.Mean / 10);
        return new Answer(pairs.Select(pair => new object?[]
        {
            pair.Key.Source, pair.Key.Destination, pair.Key.DestinationPort, pair.Key.Protocol, (long)pair.Count, Math.Round(pair.Mean, 1),
            Math.Round(pair.Deviation, 1), pair.Deviation / pair.Mean,
        })).Sorted(7, 0, 1, 2, 3).First(100).Without(7);
    }

    static IEnumerable<(string[] Rule, List<SampleRecord> Flows)> RuleHits(IReadOnlyList<SampleRecord> records) =>
        Rules.Select(line => line.Split(',')).Select(rule =>
            (rule, records.Where(r => r is { Action: "ACCEPT", Direction: "ingress" } && r.Interface == rule[1] && In(rule[5], r.Source)
            && (rule[2] == "-1" || (r.Protocol == Number(rule[2]) && r.DestinationPort >= Number(rule[3]) && r.DestinationPort <= Number(rule[4])))).ToList()));

    static string Country(string address)
    {
        FlowAddress.TryParse(address, out var parsed);
        return Countries.Select(line => line.Split(',')).FirstOrDefault(block =>
            FlowAddress.TryParse(block[0], out var first) && FlowAddress.TryParse(block[1], out var last) && first.IsIPv4 == parsed.IsIPv4 && first <= parsed
                && parsed <= last)?[2] ?? "unknown";
    }

    static long Number(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
