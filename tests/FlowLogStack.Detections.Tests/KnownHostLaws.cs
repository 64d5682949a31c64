using System.Text;

namespace FlowLogStack.Detections.Tests;

/// <summary>The law of known hosts: each is listed once, and every form of every detection that its traffic resembles leaves its traffic out.</summary>
public sealed class KnownHostLaws
{
    const int Generated = 2500;

    static readonly MonitoredNetwork Network = Watched.Network with
    {
        Known = new KnownHosts
        {
            Administrators = ["198.51.100.7/32", "2001:db8::53/128"],
            Bastions = ["10.0.1.5/32"],
            Resolvers = ["192.168.3.4/32"],
            LoadBalancers = ["10.0.128.9/32", "10.0.1.5/32"],
            MailServers = ["172.16.0.1/32"],
            BackupTargets = ["203.0.113.53/32"],
        },
    };

    static IReadOnlyList<Detection> Concerned { get; } = [.. Records.Detections.For(Network).Where(detection => !detection.Allowed.IsEmpty)];

    [Fact]
    public void Each_list_is_of_the_detections_that_its_traffic_resembles() => Assert.Equal(
        ["RemoteAccessAccepted", "PrivateSubnetReached", "UnansweredProbes", "DnsOverTcp", "UnapprovedResolver", "MailSent", "LargeTransfer", "EgressAnomaly",
            "SlowEgress"],
        Concerned.Select(detection => detection.Id));

    [Fact]
    public void Filter_patterns_Logs_Insights_SQL_and_the_predicate_leave_out_what_known_hosts_send_and_nothing_else()
    {
        using var database = DuckDb.Start();
        var seen = new HashSet<string>();
        foreach (var name in new[] { "default", "v5", "v11" })
        {
            var format = Watched.Formats[name];
            List<string> lines = [.. Watched.Written(format), .. Watched.Generated(format, Generated, seed: 20261130)];
            var events = lines.Select(Encoding.UTF8.GetBytes).ToList();
            database.CreateFlowLogTable("flow_logs", format, lines);
            foreach (var detection in Concerned.Where(detection => detection.IsAvailableIn(format)))
            {
                var all = Selected(detection with { Allowed = AllowList.None }, format, events);
                List<int> expected = [.. all.Where(index => !IsKnown(detection, format, lines[index].Split(' ')))];
                if (expected.Count > 0 && expected.Count < all.Count)
                    seen.Add(detection.Id);
                Same(expected, Selected(detection, format, events), detection, lines);
                var patterns = detection.ToFilterPatterns(format).Select(LogPattern.Parse).ToList();
                Same(expected, Where(index => patterns.Exists(pattern => pattern.IsMatch(events[index]))), detection, lines);
                var insights = LogsInsightsQuery.Parse(detection.ToInsightsRecords(format)).Start(new LogsInsightsOptions { Format = format });
                Same(expected, Where(index => insights.Add(events[index])), detection, lines);
                var sql = database.Query($"SELECT rowid FROM flow_logs WHERE {detection.ToSql(format)} ORDER BY rowid").Rows.Select(row => row[0].GetInt32());
                Same(expected, [.. sql], detection, lines);
            }

            List<int> Where(Predicate<int> holds) => [.. Enumerable.Range(0, lines.Count).Where(index => holds(index))];
        }

        Assert.Equal(Concerned.Select(detection => detection.Id).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    // No built-in detection with a Contributor Insights rule has known hosts. Allowed addresses are respected by the rules, as alarms on them show.
    [Fact]
    public void Alarms_on_Contributor_Insights_leave_out_allowed_addresses()
    {
        var many = Records.Detections.SshManyClients;
        List<Detection> rules = [.. Records.Detections.All.Where(detection => detection.Measure.NeedsRule && detection.IsAvailableIn(FlowLogFormat.V5)
            && detection.Id != many.Id)];
        Assert.Equal(["IcmpBySender", "HorizontalScan", "VerticalScan", "UnansweredOutbound"], rules.Select(detection => detection.Id));
        Assert.Equal(["HorizontalScan", "IcmpBySender", "UnansweredOutbound", "VerticalScan"], InAlarm(rules));
        Assert.Empty(InAlarm([.. rules.Select(detection => detection with { Allowed = new() { Sources = ["203.0.113.77"] } })]));
        // The rule of this one has no place for addresses, and is not generated without them.
        Assert.Contains("Remove allow-list entries", Assert.Throws<FlowLogFormatException>(() =>
            (many with { Allowed = new() { Destinations = [RealTraffic.Host] } }).ToInsightRule(FlowLogFormat.V5, "g")).Message, StringComparison.Ordinal);
    }

    static IEnumerable<string> InAlarm(List<Detection> detections)
    {
        var traffic = new RealTraffic().Probes(300, TimeSpan.FromMinutes(4), [.. Enumerable.Range(1000, 300)], "REJECT", "203.0.113.77");
        for (var i = 0; i < 300; i++)
        {
            traffic.Record(i / 2, "203.0.113.77", 60000, $"10.0.{2 + (i / 200)}.{i % 200}", 445, 2, "ingress", "REJECT");
            traffic.Record(i / 2, "203.0.113.77", 0, RealTraffic.Host, 0, 0, "ingress", protocol: 1, packets: 20, bytes: 1680);
            traffic.Record(i / 2, "203.0.113.77", 50000 + i, "198.18.0.9", 23, 2, "egress", seconds: 1);
        }

        return QualityTests.Backtested(traffic.ToStream(), QualityTests.TemplateOf(FlowLogFormat.V5, detections)).Alarms
            .Where(alarm => alarm.TimesInAlarm > 0).Select(alarm => detections.Single(detection => detection.Title == alarm.Name).Id)
            .Order(StringComparer.Ordinal);
    }

    static bool IsKnown(Detection detection, FlowLogFormat format, string[] fields)
    {
        var (client, server) = detection.CountsAnswers ? (FlowField.DstAddr, FlowField.SrcAddr) : (FlowField.SrcAddr, FlowField.DstAddr);
        return Lists(detection.Allowed.Sources, fields[format.IndexOf(client)]) || Lists(detection.Allowed.Destinations, fields[format.IndexOf(server)]);

        // Every block is of one address.
        static bool Lists(IEnumerable<string> blocks, string address) => blocks.Any(block => block.Split('/')[0] == address);
    }

    static List<int> Selected(Detection detection, FlowLogFormat format, List<byte[]> events)
    {
        var reader = new FlowLogReader(format);
        var predicate = detection.ToPredicate(format);
        return [.. Enumerable.Range(0, events.Count).Where(index => reader.TryRead(events[index], out var record, out _) && predicate.Holds(record))];
    }

    static void Same(List<int> expected, List<int> actual, Detection detection, List<string> lines) => Assert.True(expected.SequenceEqual(actual),
        $"{detection.Id}\n{string.Join('\n', expected.Except(actual).Concat(actual.Except(expected)).Take(3).Select(index => lines[index]))}");
}
