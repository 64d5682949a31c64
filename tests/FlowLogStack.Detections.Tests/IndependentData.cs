using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>What was measured on data that this project did not generate, beside generated traffic with the same figures.</summary>
static class IndependentData
{
    const string Cluster = "AWS flow logs of an EKS cluster behind a Network Load Balancer, 33 minutes, 14,552 records";
    const string Server = "Zeek log of a cloud VM on the internet, 24 hours, 31,367 connections";
    const string Malware = "labelled capture of Mirai on one host, 24 hours";

    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly int[] Databases = [1433, 3306, 5432, 6379, 9200, 27017];
    static readonly int[] Cleartext = [21, 23, 110, 143];

    // Measured on 2026-11-29 with the defaults of that day, before what is now in the detections was changed for it.
    static readonly (string Data, string Situation, string Measured, string Generated, Func<RealTraffic> Traffic)[] Rows =
    [
        (Cluster, "37 probes that the load balancer accepted and no host answered",
            "6 alarms of RemoteAccessAccepted, DatabaseAccepted and CleartextAccepted, precision 0", "the same, beside visitors",
            () => new RealTraffic().Probes(37, TimeSpan.FromMinutes(33), [22, 3389, .. Databases, .. Cleartext]).Answered(60, TimeSpan.FromMinutes(40), 443, 20)),
        (Server + ", as without a security group", "1,203 database and 281 cleartext probes, none answered",
            "DatabaseAccepted 61 alarms, 16 h 54 m; CleartextAccepted 58, 18 h; precision 0", "the same",
            () => new RealTraffic().Probes(1203, Day, Databases).Probes(281, Day, Cleartext)),
        (Server, "6,774 answered openings of SSH from 321 sources",
            "RemoteAccessAccepted: precision 1.000, recall 6,774 of 6,779 records, after 6 min, then in `ALARM` for 23 h 20 m", "the same, evenly",
            () => new RealTraffic().Answered(6774, Day, 22, 321)),
        (Server, "surge from 320 sources with a port each", "RejectSurge right; HorizontalScan and VerticalScan wrong", "the same in 4 min of 8 hours of noise",
            () => new RealTraffic().Noise(1, 30, TimeSpan.FromHours(8)).Probes(320, TimeSpan.FromMinutes(4), [.. Enumerable.Range(2000, 320)], "REJECT", from: 5 * 3600)),
        ("background of eight public addresses, 3 hours", "no source with more than 62 ports", "HorizontalScan and VerticalScan in `ALARM` for 2 h 56 m",
            "30 sources per address in 5 min, 3 hours", () => new RealTraffic().Noise(8, 30, TimeSpan.FromHours(3))),
        (Server, "one source, 1,006 ports in 24 hours, at most 13 in 5 min", "no alarm; the saved query *Sources rejected at most ports* has it first",
            "the same, evenly; the query *Slow port scans*, saved or daily, has it first",
            () => new RealTraffic().Probes(1006, Day, [.. Enumerable.Range(1000, 1006)], "REJECT", "203.0.113.77")),
        ("three captures of port scans from a monitored host", "openings that no host answers", "no scan alarm", "300 in 5 min, 1 hour",
            () => new RealTraffic().Unanswered(3600, TimeSpan.FromHours(1), 2323, 3600)),
        ("capture of RemcosRAT", "719 attempts at one port in 9 min", "no alarm", "the same",
            () => new RealTraffic().Unanswered(719, TimeSpan.FromMinutes(9), 2404, 1).Quiet(TimeSpan.FromMinutes(40))),
        (Malware, "command channel all day", "no alarm; alarms cover 7 % of the malicious 5 minutes", "an attempt every 10 s all day",
            () => new RealTraffic().Unanswered(8640, Day, 6667, 1)),
        (Malware, "four floods, the largest 76 MB in one minute", "EgressAnomaly finds three, after 8 to 16 min, and not the largest", "76 MB in one minute",
            () => new RealTraffic().Quiet(TimeSpan.FromHours(8)).Flood(327, 1, packets: 18_444, bytes: 76_063_056)),
        (Server, "one event of two minutes", "EgressAnomaly: 3 alarms", "two minutes at the edge of a quarter of an hour",
            () => new RealTraffic().Quiet(TimeSpan.FromHours(9)).Flood(329, 2)),
        ("a quiet host", "39 rejected SSH connections a day", "SshRejects in `ALARM` for 4 h 40 m of 24 h", "the same, evenly: the threshold of 1 is the lab's",
            () => new RealTraffic().Probes(39, Day, [22], "REJECT").Quiet(Day)),
        (Server + ", with port 22 closed", "SSH connections all day, rejected", "SshRejects in `ALARM` for 23 h 22 m of 24 h",
            "6,779, evenly: the threshold of 1 is the lab's", () => new RealTraffic().Probes(6779, Day, [22], "REJECT")),
        (Cluster, "nodes query a DNS provider's servers", "UnapprovedResolver in `ALARM` until they are allowed", "the same, also with the servers as `approvedResolvers`",
            () => Enumerable.Range(0, 200).Aggregate(new RealTraffic(), (traffic, i) => traffic.Record(i * 10, RealTraffic.Host, 40000 + i, "203.0.113.100", 53, 0,
                "egress", protocol: 17, bytes: 70))),
    ];

    // What the measurements found wrong beside alarms, and what holds now.
    static readonly (string Then, string Now)[] Misleading =
    [
        ("The addresses behind an alarm were ranked by records; the destination of 270 of 271 MB was not among the first ten",
            "They are ranked by what the alarm measures: bytes, packets, distinct targets or flows"),
        ("Scans counted pairs of source and target over all sources", "They count the targets of the source with the most, from 200 in 5 minutes"),
        ("Accepted requests counted as reached services", "Responses count where the format has `tcp-flags`; without it, the severity is lower"),
        ("Anomaly alarms needed 2 of 4 windows, which missed peaks within one window and made three alarms of two minutes",
            "One window far above the band is an alarm, which ends two hours after the last one"),
        ("Thresholds were recommended from 33 minutes of records", "They are recommended from records of a week or more, for one alarm a week"),
        ("The panel of ports showed ephemeral ports", "It shows the service's port, on whichever side of a record it is"),
    ];

    /// <summary>The section of the page.</summary>
    internal static string Section()
    {
        var section = new StringBuilder("""

            ## On independent data

            The tables above are of traffic that `flowlogs generate` makes. On 2026-11-29 the detections, with the defaults of that day, were run on 16
            public sources: AWS flow logs, labelled captures and Zeek logs, converted to records. *Then* has what they did. *Now* has the alarms of
            today's defaults, as `ALARM` count and time in `ALARM`, on generated records with these figures; it is computed by a test, and is not a
            measurement on the independent data. InboundIcmp (at most 60 packets in 5 min), MailSent, LargeTransfer and UnexpectedProtocol entered `ALARM` on none of the 16
            sources, so their recall on independent data is unknown. No record of a third party is part of this repository:
            [evaluate the detections on your own captures](../evaluating.md).

            | independent data | situation | then | generated | now |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Rows)
            section.Append(CultureInfo.InvariantCulture,
                $"| {row.Data} | {row.Situation} | {row.Measured} | {row.Generated} | {AlarmsOn(row.Traffic())}{(row.Data == Cluster && row.Generated.Contains("approvedResolvers", StringComparison.Ordinal) ? $"; approved: {AlarmsOn(row.Traffic(), new() { ApprovedResolvers = ["203.0.113.100"] })}" : "")} |\n");
        section.Append("""

            Beside the alarms, these were misleading:

            | then | now |
            |---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (then, now) in Misleading)
            section.Append(CultureInfo.InvariantCulture, $"| {then} | {now} |\n");
        return section.ToString();
    }

    static string AlarmsOn(RealTraffic traffic, MonitoredNetwork? network = null)
    {
        var evaluation = new DetectionEvaluation([], new EvaluationOptions { Network = network ?? MonitoredNetwork.Default });
        using var file = traffic.ToStream();
        evaluation.Read(file, "situation");
        var alarms = evaluation.Finish().Scores.Where(score => score.Alarms > 0 && score.Detection.Id != Records.Detections.LogsSilent.Id)
            .Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Detection.Id} {score.Alarms} ({TrafficDuration.Format(score.TimeInAlarm)})")).ToList();
        return alarms.Count == 0 ? "no alarm" : string.Join(", ", alarms);
    }
}
