using System.Globalization;
using System.Net;
using System.Text;
using Amazon.CDK;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>The saved queries, taken out of a synthesized template and run on a generated day with everything in it.</summary>
public sealed class SavedQueryTests
{
    const string Folder = "Flow logs/";

    static readonly FlowLogFormat Format = FlowLogFormat.V10;
    static readonly Lazy<Day> Today = new(() => new Day());

    // As the queries name them; those of detections are alike.
    static readonly Dictionary<string, string> Columns = new()
    {
        ["Samples/Average, minimum and maximum bytes by source and destination addresses"] = "srcaddr, dstaddr, avg(bytes), min(bytes), max(bytes)",
        ["Samples/Addresses using UDP as a data transfer protocol"] = "srcaddr, count(*)",
        ["Samples/Top 10 byte transfers by source and destination addresses"] = "srcaddr, dstaddr, bytesTransferred",
        ["Samples/Top 20 source addresses with the most rejected requests"] = "srcaddr, numRejections",
        ["Samples/Top 15 packet transfers across hosts"] = "srcaddr, dstaddr, packetsTransferred",
        ["Samples/Top 15 byte transfers for internal hosts"] = "dstaddr, bytesTransferred",
        ["Samples/Hours in which flow records were skipped"] = "t, count(*)",
        ["Samples/Latest record of each connection"] = "@timestamp, srcaddr, dstaddr, srcport, dstport, protocol, bytes",
        ["Samples/Hosts that send most through the NAT gateway"] = "srcaddr, dstaddr, bytesTransferred",
        ["Samples/Hosts that exchange most with the NAT gateway"] = "srcaddr, dstaddr, bytesTransferred",
        ["Samples/Internet destinations that receive most from the NAT gateway"] = "srcaddr, dstaddr, bytesTransferred",
        ["Samples/Internet sources that send most to the NAT gateway"] = "srcaddr, dstaddr, bytesTransferred",
        ["Volume/Records, packets and bytes"] = "records, packetsTransferred, bytesTransferred",
        ["Volume/Bytes over time"] = "t, bytesTransferred",
        ["Volume/Busiest minute of every hour"] = "hour, meanBytes, mostBytes",
        ["Volume/Top 20 sources by bytes"] = "srcaddr, bytesTransferred, records",
        ["Volume/Top 20 destinations by bytes"] = "dstaddr, bytesTransferred, records",
        ["Volume/Top 20 network interfaces by bytes"] = "interface_id, bytesTransferred, records",
        ["Volume/Top 20 instances by bytes"] = "instance_id, bytesTransferred, records",
        ["Volume/Top 20 subnets by bytes"] = "subnet_id, bytesTransferred, records",
        ["Volume/Top 20 VPCs by bytes"] = "vpc_id, bytesTransferred, records",
        ["Volume/Availability zones by bytes"] = "az_id, bytesTransferred, records",
        ["Volume/Protocols by bytes"] = "protocol, bytesTransferred, records",
        ["Volume/Address families by bytes"] = "type, bytesTransferred, records",
        ["Volume/Top 20 services by bytes"] = "service, protocol, records, bytesTransferred",
        ["Volume/Records of more than 500 MB"] = "@timestamp, bytes, @message",
        ["Volume/Bytes per packet by service"] = "service, meanSize, largeSize, records",
        ["Accepts and rejects/Accepted and rejected traffic"] = "action, records, bytesTransferred",
        ["Accepts and rejects/Accepted and rejected records over time"] = "t, accepted, rejected",
        ["Accepts and rejects/Share of rejected records by network interface"] = "interface_id, rejected, records, percentRejected",
        ["Accepts and rejects/Top 20 destination ports with the most rejected requests"] = "dstport, protocol, numRejections",
        ["Accepts and rejects/Top 20 network interfaces with the most rejected requests"] = "interface_id, numRejections",
        ["Accepts and rejects/Top 20 destinations with the most rejected requests"] = "dstaddr, numRejections",
        ["Accepts and rejects/Reasons for which requests are rejected"] = "reject_reason, numRejections",
        ["Accepts and rejects/Sources rejected at most ports"] = "srcaddr, ports, hosts, records",
        ["Accepts and rejects/Slow port scans"] = "srcaddr, ports, hosts, records",
        ["Accepts and rejects/Hosts whose SSH or RDP answers many addresses"] = "srcaddr, srcport, hour, clients, records",
        ["Egress/Regular small connections to the outside"] = "srcaddr, dstaddr, dstport, periods, bytesInPeriod",
        ["Accepts and rejects/Sources accepted at SSH and RDP"] = "srcaddr, dstaddr, dstport, records",
        ["Accepts and rejects/Sources of ICMP"] = "srcaddr, packetsTransferred",
        ["Accepts and rejects/DNS over TCP"] = "srcaddr, dstaddr, records, bytesTransferred",
        ["Traffic direction/Traffic into and out of network interfaces"] = "flow_direction, records, bytesTransferred",
        ["Traffic direction/Inbound, outbound and internal traffic"] = "direction, records, bytesTransferred",
        ["Traffic direction/Inbound, outbound and internal bytes over time"] = "t, direction, bytesTransferred",
        ["Traffic direction/Ways out of network interfaces"] = "path, records, bytesTransferred",
        ["Traffic direction/AWS services reached"] = "pkt_dst_aws_service, records, bytesTransferred",
        ["Egress/Bytes that leave the internal networks"] = "t, bytesTransferred, destinations",
        ["Egress/Top 20 hosts by bytes to external addresses"] = "srcaddr, bytesTransferred, destinations",
        ["Egress/Top 20 external destinations by bytes"] = "dstaddr, bytesTransferred",
        ["Egress/Top 20 destinations through internet gateways by bytes"] = "pkt_dstaddr, bytesTransferred",
        ["Egress/Top 20 destinations in other regions by bytes"] = "pkt_dstaddr, bytesTransferred",
        ["Threats/Hosts that stay connected to ports of mining pools"] = "srcaddr, dstaddr, dstport, periods, bytesTransferred",
        ["Threats/Hosts that connect to ports of Tor relays"] = "srcaddr, relays, records, bytesTransferred",
        ["Threats/Newest internal pairs on administrators' ports"] = "srcaddr, dstaddr, dstport, firstSeen, records",
        ["Threats/Hosts that answer the outside as amplifiers do"] = "srcaddr, srcport, bytesTransferred, packetsTransferred, targets",
        ["Threats/Regions by their first traffic"] = "region, firstSeen, records, bytesTransferred",
        ["Health/Records by log status"] = "log_status, records",
        ["Health/Network interfaces whose records were skipped"] = "interface_id, records, lastSkipped",
        ["Health/Network interfaces without traffic"] = "interface_id, records",
    };

    static readonly string[] Networks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "100.64.0.0/10", "127.0.0.0/8",
        "fe80::/10"];

    public static TheoryData<string> Questions => [.. Expectations.Keys];

    // What the records say without any query: groups in the order of their first records, sorted as the query sorts.
    static Dictionary<string, Func<Day, IEnumerable<string>>> Expectations { get; } = new()
    {
        ["Volume/Records, packets and bytes"] = day => [Text(day.Records.Count, Sum(day.Records, "packets"), Sum(day.Records, "bytes"))],
        ["Volume/Bytes over time"] = day =>
            day.Records.GroupBy(row => row.Period(300)).OrderBy(group => group.Key).Select(group => Text(Time(group.Key), Sum(group, "bytes"))),
        ["Volume/Busiest minute of every hour"] = day => day.Records.GroupBy(row => row.Period(60))
            .Select(minute => (Hour: minute.Key / 3600 * 3600, Bytes: Sum(minute, "bytes"))).GroupBy(minute => minute.Hour)
            .OrderBy(hour => hour.Key).Select(hour => Text(Time(hour.Key), hour.Average(minute => minute.Bytes), hour.Max(minute => minute.Bytes))),
        ["Volume/Top 20 sources by bytes"] = day =>
            day.Records.GroupBy(row => row["srcaddr"]).Select(group => (group.Key, Bytes: Sum(group, "bytes"), Records: group.Count()))
            .OrderByDescending(group => group.Bytes).Take(20).Select(group => Text(group.Key, group.Bytes, group.Records)),
        ["Volume/Top 20 services by bytes"] = day =>
            day.Records.GroupBy(row => (ServiceOf(row), row["protocol"])).Select(group => (group.Key, Records: group.Count(), Bytes: Sum(group, "bytes")))
            .OrderByDescending(group => group.Bytes).Take(20).Select(group => Text(group.Key.Item1, group.Key.Item2, group.Records, group.Bytes)),
        ["Accepts and rejects/Accepted and rejected traffic"] = day =>
            day.Records.Where(row => row["action"] != "-").GroupBy(row => row["action"]).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Text(group.Key, group.Count(), Sum(group, "bytes"))),
        ["Accepts and rejects/Share of rejected records by network interface"] = day =>
            day.Records.Where(row => row["action"] != "-").GroupBy(row => row["interface-id"])
            .Select(group => (group.Key, Rejected: group.Count(row => row["action"] == "REJECT"), Records: group.Count()))
                .Select(group => (group, Percent: group.Rejected * 100.0 / group.Records))
            .OrderByDescending(group => group.Percent).ThenByDescending(group => group.group.Records).Take(20)
                .Select(group => Text(group.group.Key, group.group.Rejected, group.group.Records, group.Percent)),
        ["Accepts and rejects/Top 20 destination ports with the most rejected requests"] = day =>
            day.Rejected.GroupBy(row => (row["dstport"], row["protocol"])).Select(group => (group.Key, Records: group.Count()))
            .OrderByDescending(group => group.Records).Take(20).Select(group => Text(group.Key.Item1, group.Key.Item2, group.Records)),
        ["Accepts and rejects/Sources rejected at most ports"] = day => day.Rejected.GroupBy(row => row["srcaddr"])
            .Select(group => (group.Key, Ports: Distinct(group, "dstport"), Hosts: Distinct(group, "dstaddr"), Records: group.Count()))
            .OrderByDescending(group => group.Ports).ThenByDescending(group => group.Hosts).ThenByDescending(group => group.Records).Take(20)
                .Select(group => Text(group.Key, group.Ports, group.Hosts, group.Records)),
        ["Accepts and rejects/Slow port scans"] = day => day.Rejected.Where(row => row["protocol"] == "6").GroupBy(row => row["srcaddr"])
            .Select(group => (group.Key, Ports: Distinct(group, "dstport"), Hosts: Distinct(group, "dstaddr"), Records: group.Count()))
            .Where(group => group.Ports >= 100 || group.Hosts >= 100).OrderByDescending(group => group.Ports).ThenByDescending(group => group.Hosts)
                .ThenByDescending(group => group.Records).Take(50).Select(group => Text(group.Key, group.Ports, group.Hosts, group.Records)),
        ["Accepts and rejects/Hosts whose SSH or RDP answers many addresses"] = day =>
            day.Records.Where(row => row["action"] == "ACCEPT" && row["protocol"] == "6" && row["srcport"] is "22" or "3389" && row.Number("bytes") >= 200)
            .GroupBy(row => (row["srcaddr"], row["srcport"], Hour: row.Number("start") / 3600 * 3600))
                .Select(group => (group.Key, Clients: Distinct(group, "dstaddr"), Records: group.Count()))
            .OrderByDescending(group => group.Clients).ThenByDescending(group => group.Records).Take(50)
                .Select(group => Text(group.Key.Item1, group.Key.Item2, Time(group.Key.Hour), group.Clients, group.Records)),
        ["Accepts and rejects/Sources accepted at SSH and RDP"] = day =>
            day.Records.Where(row => row["action"] == "ACCEPT" && (row["dstport"] is "22" or "3389") && row["protocol"] == "6")
            .GroupBy(row => (row["srcaddr"], row["dstaddr"], row["dstport"])).Select(group => (group.Key, Records: group.Count()))
                .OrderByDescending(group => group.Records).Take(100)
            .Select(group => Text(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Records)),
        ["Accepts and rejects/DNS over TCP"] = day => day.Records.Where(row => row["dstport"] == "53" && row["protocol"] == "6")
            .GroupBy(row => (row["srcaddr"], row["dstaddr"])).Select(group => (group.Key, Records: group.Count(), Bytes: Sum(group, "bytes")))
            .OrderByDescending(group => group.Bytes).Take(20).Select(group => Text(group.Key.Item1, group.Key.Item2, group.Records, group.Bytes)),
        ["Traffic direction/Inbound, outbound and internal traffic"] = day =>
            day.Records.Where(row => row["srcaddr"] != "-").GroupBy(row => (day.IsInside(row["srcaddr"]), day.IsInside(row["dstaddr"])) switch
            {
                (true, true) => "internal",
                (true, false) => "outbound",
                (false, true) => "inbound",
                _ => "external",
            }).Select(group => (group.Key, Records: group.Count(), Bytes: Sum(group, "bytes"))).OrderByDescending(group => group.Bytes)
                .Select(group => Text(group.Key, group.Records, group.Bytes)),
        ["Egress/Top 20 hosts by bytes to external addresses"] = day =>
            day.Leaving.GroupBy(row => row["srcaddr"]).Select(group => (group.Key, Bytes: Sum(group, "bytes"), Destinations: Distinct(group, "dstaddr")))
            .OrderByDescending(group => group.Bytes).Take(20).Select(group => Text(group.Key, group.Bytes, group.Destinations)),
        ["Samples/Internet destinations that receive most from the NAT gateway"] = day =>
            day.Leaving.Where(row => row["srcaddr"] == day.NatGateway).GroupBy(row => row["dstaddr"]).Select(group => (group.Key, Bytes: Sum(group, "bytes")))
            .OrderByDescending(group => group.Bytes).Take(10).Select(group => Text(day.NatGateway, group.Key, group.Bytes)),
        ["Health/Records by log status"] = day => day.Records.GroupBy(row => row["log-status"]).Select(group => (group.Key, Records: group.Count()))
            .OrderByDescending(group => group.Records).Select(group => Text(group.Key, group.Records)),
        ["Health/Network interfaces whose records were skipped"] = day => day.Records.Where(row => row["log-status"] == "SKIPDATA")
            .GroupBy(row => row["interface-id"]).Select(group => (group.Key, Records: group.Count(), Last: group.Max(row => row.Number("start"))))
            .OrderByDescending(group => group.Records).Take(100).Select(group => Text(group.Key, group.Records, Time(group.Last))),
    };

    [Fact]
    public void Every_question_and_detection_of_the_format_is_saved_with_the_columns_it_states()
    {
        var answers = Today.Value.Answers;
        var detections = answers.Keys.Where(name => name.StartsWith("Detections/", StringComparison.Ordinal)).ToList();
        Assert.Equal(FlowLogStack.Records.Detections.For(Today.Value.Network).Where(detection => detection.Measure.Kind is not MeasureKind.Arrivals)
            .Select(detection => detection.Title).Order(StringComparer.Ordinal), detections.Select(name => name["Detections/".Length..])
            .Order(StringComparer.Ordinal));
        Assert.Equal(Columns.Keys.Order(StringComparer.Ordinal), answers.Keys.Except(detections).Order(StringComparer.Ordinal));
        Assert.All(answers, answer => Assert.Equal(Columns.TryGetValue(answer.Key, out var columns) ? columns : ColumnsOf(answer.Key),
            string.Join(", ", answer.Value.Columns)));
    }

    [Fact]
    public void Every_query_finds_something_on_a_day_that_has_it()
    {
        // No scenario sends anything through a peering to another region, mines, uses Tor, administers hosts from within, or amplifies.
        var silent = Today.Value.Answers.Where(answer => answer.Value.Rows.IsEmpty).Select(answer => answer.Key);
        Assert.Equal(
            [
                "Egress/Top 20 destinations in other regions by bytes",
                "Threats/Hosts that answer the outside as amplifiers do",
                "Threats/Hosts that connect to ports of Tor relays",
                "Threats/Hosts that stay connected to ports of mining pools",
                "Threats/Newest internal pairs on administrators' ports",
            ],
            silent.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Answers_what_the_records_say(string name)
    {
        var expected = Expectations[name](Today.Value).ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Today.Value.Rows(name));
    }

    [Fact]
    public void The_query_of_a_detection_shows_the_records_that_its_predicate_selects()
    {
        var day = Today.Value;
        var reader = new FlowLogReader(Format);
        foreach (var detection in FlowLogStack.Records.Detections.For(day.Network).Where(detection => detection.Measure.Kind is not MeasureKind.Arrivals))
        {
            var predicate = detection.ToPredicate(Format);
            var counted = day.Records.Where(row => reader.TryRead(row.Line, out var record, out _) && predicate.Holds(record));
Assert.Equal(IsOfContributors(detection.Measure) ? Contributors(detection, counted) : Conversations(detection, counted),
    day.Rows($"Detections/{detection.Title}"));
        }
    }

    // Those first that have most of what the alarm measures, which is what people ask for when it enters ALARM.
    static IEnumerable<string> Conversations(Detection detection, IEnumerable<Row> counted)
    {
        var packets = detection.Measure == Measure.Packets;
        return counted.GroupBy(row => (row["srcaddr"], row["dstaddr"], row[detection.CountsAnswers ? "srcport" : "dstport"], row["interface-id"]))
            .Select(group => (group.Key, Flows: group.Count(), Bytes: SumOrNone(group, "bytes"), Packets: SumOrNone(group, "packets"),
                Amount: detection.Measure.Kind is MeasureKind.Sum ? Sum(group, detection.Measure.Fields[0].Name) : group.Count()))
            .OrderByDescending(group => group.Amount).Take(50)
            .Select(group => packets
                ? Text(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Key.Item4, group.Flows, group.Packets, group.Bytes)
                : Text(group.Key.Item1, group.Key.Item2, group.Key.Item3, group.Key.Item4, group.Flows, group.Bytes));
    }

    static bool IsOfContributors(Measure measure) => measure.Kind is MeasureKind.Largest || (measure.Kind is MeasureKind.Distinct && measure.Key.Length > 1);

    static IEnumerable<string> Contributors(Detection detection, IEnumerable<Row> counted)
    {
        var measure = detection.Measure;
        var keys = measure.Kind is MeasureKind.Largest ? measure.Key : measure.Key[..1];
        var groups = counted.GroupBy(row => Text([.. keys.Select(field => row[field.Name])])).Select(group =>
        (
            group.Key,
            Targets: group.Select(row => string.Join('|', measure.Key.Skip(1).Select(field => row[field.Name]))).Distinct().Count(),
            Flows: group.Count(),
            Sum: measure.SummedByKey is { } summed ? Sum(group, summed.Name) : 0,
            Bytes: SumOrNone(group, "bytes"))).ToList();
        if (measure.Kind is MeasureKind.Distinct)
            return groups.OrderByDescending(group => group.Targets).ThenByDescending(group => group.Flows).Take(50)
                .Select(group => Text(group.Key, group.Targets, group.Flows, group.Bytes));
        return measure.SummedByKey is null
            ? groups.OrderByDescending(group => group.Flows).Take(50).Select(group => Text(group.Key, group.Flows, group.Bytes))
            : groups.OrderByDescending(group => group.Sum).ThenByDescending(group => group.Flows).Take(50)
                .Select(group => Text(group.Key, group.Flows, group.Sum, group.Bytes));
    }

    static string ColumnsOf(string name)
    {
        var detection = FlowLogStack.Records.Detections.For(Today.Value.Network).First(detection => name == $"Detections/{detection.Title}");
        var measure = detection.Measure;
        var packets = measure == Measure.Packets || measure.SummedByKey == FlowField.Packets ? "totalPackets, " : "";
        return measure.Kind switch
        {
            MeasureKind.Distinct when measure.Key.Length > 1 => $"{measure.Key[0].Column}, targets, flows, totalBytes",
            MeasureKind.Largest => $"{string.Join(", ", measure.Key.Select(field => field.Column))}, flows, {packets}totalBytes",
            _ => $"srcaddr, dstaddr, {(detection.CountsAnswers ? "srcport" : "dstport")}, interface_id, flows, {packets}totalBytes",
        };
    }

    static string ServiceOf(Row row) =>
        row["srcport"] == "-" ? "-" : Math.Min(row.Number("srcport"), row.Number("dstport")).ToString(CultureInfo.InvariantCulture);

    static string Text(params object[] values) => string.Join(", ", values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    static long Sum(IEnumerable<Row> rows, string field) => rows.Sum(row => row.Number(field));

    // Records without data have no bytes at all, not zero of them.
    static object SumOrNone(IEnumerable<Row> rows, string field) => rows.Any(row => row[field] != "-") ? Sum(rows, field) : "(none)";

    static int Distinct(IEnumerable<Row> rows, string field) => rows.Select(row => row[field]).Distinct().Count();

    /// <summary>A day, the queries of a template, and what they answer.</summary>
    sealed class Day
    {
        static readonly ScenarioKind[] Besides =
        [
            ScenarioKind.RdpAccepted, ScenarioKind.DnsTunnelUdp, ScenarioKind.ExfiltrationEgress, ScenarioKind.RejectedSurge, ScenarioKind.DatabaseExposed,
            ScenarioKind.Cleartext, ScenarioKind.UnexpectedProtocol, ScenarioKind.SmtpSpam, ScenarioKind.Unencrypted, ScenarioKind.BpaReject,
            ScenarioKind.PrivateSubnetInternet,
        ];

        readonly IPNetwork[] inside;

        internal Day()
        {
            var plan = TrafficPlan.DemoDay with
            {
                Format = Format,
                Rate = new TrafficRate(40_000, 86_400),
                Scenarios =
                [
                    .. TrafficPlan.DemoDay.Scenarios,
                    .. new[] { ScenarioKind.Nat, ScenarioKind.TransitGateway }.Select(kind => new TrafficScenario { Kind = kind }),
                    .. Besides.Select((kind, index) => new TrafficScenario { Kind = kind, Start = TimeSpan.FromHours(9.5 + index),
                        Duration = TimeSpan.FromMinutes(3) }),
                ],
            };
            var known = new HashSet<string>(StringComparer.Ordinal);
            Records = [.. TrafficGenerator.Generate(plan).Select(record => new Row(record.Line.Span, known))];
            Network = plan.ToNetwork();
            inside = [.. Networks.Concat(Network.InternalRanges).Select(network => IPNetwork.Parse(network))];
            // Who receives inside what is meant for the outside is the gateway.
            NatGateway = Records.First(row => row["srcaddr"] != "-" && IsInside(row["dstaddr"]) && !IsInside(row["pkt-dstaddr"]))["dstaddr"];
            Answers = Run(Queries(Network, NatGateway));
        }

        internal List<Row> Records { get; }

        internal MonitoredNetwork Network { get; }

        internal string NatGateway { get; }

        internal Dictionary<string, LogsInsightsResult> Answers { get; }

        internal IEnumerable<Row> Rejected => Records.Where(row => row["action"] == "REJECT");

        internal IEnumerable<Row> Leaving => Records.Where(row => row["srcaddr"] != "-" && IsInside(row["srcaddr"]) && !IsInside(row["dstaddr"]));

        internal bool IsInside(string address) => IPAddress.Parse(address) is var parsed && inside.Any(network => network.Contains(parsed));

        internal IEnumerable<string> Rows(string name) =>
            Answers[name].Rows.Select(row => string.Join(", ", row.Select(value => value.IsNone ? "(none)" : value.ToString())));

        static Dictionary<string, string> Queries(MonitoredNetwork network, string natGateway)
        {
            var stack = new Stack(Repository.NewApp(), "Saved");
            var options = new InsightsQuestionOptions { NatGateway = FlowAddress.TryParse(natGateway, out var address) ? address : null };
            _ = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
            {
                AlarmNamePrefix = "",
                Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
                Format = Format,
                Archive = null,
                InsightsQueries = new QueryCatalogue
                {
                    Questions = options with { InternalNetworks = [.. options.InternalNetworks,
                        .. network.InternalRanges.Select(text => AddressRange.TryParse(text, out var range) ? range : default)] },
                    Detections = FlowLogStack.Records.Detections.For(network),
                },
            });
            return stack.Template().ResourcesOf("AWS::Logs::QueryDefinition").Values.Select(query => query["Properties"]!)
                .ToDictionary(query => ((string)query["Name"]!)[Folder.Length..], query => (string)query["QueryString"]!);
        }

        Dictionary<string, LogsInsightsResult> Run(Dictionary<string, string> queries)
        {
            var runs = queries.ToDictionary(query => query.Key, query => LogsInsightsQuery.Parse(query.Value)
                .Start(new LogsInsightsOptions { Format = Format }));
            foreach (var run in runs.Values)
            {
                foreach (var row in Records)
                    run.Add(row.Line);
            }

            return runs.ToDictionary(run => run.Key, run => run.Value.Complete());
        }
    }

    /// <summary>A record's values by the names of its fields.</summary>
    sealed class Row
    {
        static readonly Dictionary<string, int> Places = Format.Fields.Select((field, index) => (field.Name, index))
            .ToDictionary(field => field.Name, field => field.index);

        readonly string[] values;

        /// <summary>Creates a record.</summary>
        /// <param name="line">The line.</param>
        /// <param name="known">Values of other records, because most are equal.</param>
        internal Row(ReadOnlySpan<byte> line, HashSet<string> known)
        {
            Line = line.ToArray();
            values = Encoding.UTF8.GetString(line).Split(' ');
            foreach (ref var value in values.AsSpan())
            {
                if (known.TryGetValue(value, out var same))
                    value = same;
                else
                    known.Add(value);
            }
        }

        internal byte[] Line { get; }

        internal string this[string field] => values[Places[field]];

        internal long Period(int seconds) => Number("start") / seconds * seconds;

        internal long Number(string field) => long.TryParse(this[field], CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
