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

    // Measured on 2026-11-29 with the defaults of that day, before what is now in the detections was changed for it.
    static readonly (string Data, string Situation, string Measured, string Generated, Func<IEnumerable<string>>? Records)[] Rows =
    [
        (Cluster, "37 probes that the load balancer accepted and no host answered",
            "6 alarms of RemoteAccessAccepted, DatabaseAccepted and CleartextAccepted, precision 0", "10 probes in half an hour", Situations.AcceptedProbes),
        (Server + ", as without a security group", "1,203 database and 281 cleartext probes, none answered",
            "DatabaseAccepted 61 alarms, CleartextAccepted 58, precision 0", "the same", Situations.AcceptedProbes),
        (Server, "6,774 answered openings of SSH from 321 sources",
            "RemoteAccessAccepted: precision 1.000, recall 6,774 of 6,779 records, after 6 min, then in `ALARM` for 23 h 20 m", "scenario `ssh-accepted` above",
            null),
        (Server, "surge from 320 sources with a port each", "RejectSurge right; HorizontalScan and VerticalScan wrong", "scenario `rejected-surge` above",
            null),
        ("background of eight public addresses, 3 hours", "no source with more than 62 ports", "HorizontalScan and VerticalScan in `ALARM` for 2 h 56 m",
            "30 sources per address in 5 min, 2 hours", Situations.Noise),
        (Server, "one source, 1,006 ports in 24 hours, at most 13 in 5 min", "no alarm; the saved query *Sources rejected at most ports* has it first",
            "13 ports in 5 min, 8 hours", Situations.SlowScan),
        ("three captures of port scans from a monitored host", "openings that no host answers", "no scan alarm", "300 in 5 min, 1 hour",
            Situations.ScanFromInside),
        ("capture of RemcosRAT", "719 attempts at one port in 9 min", "no alarm", "an attempt every 10 s, rejected, 2 hours", Situations.Beacon),
        (Malware, "command channel all day", "no alarm; alarms cover 7 % of the malicious 5 minutes", "the same", Situations.Beacon),
        (Malware, "four floods, the largest 76 MB in one minute", "EgressAnomaly finds three, after 8 to 16 min, and not the largest", "76 MB in one minute",
            Situations.FloodOfAMinute),
        (Server, "one event of two minutes", "EgressAnomaly: 3 alarms", "two minutes at the edge of a quarter of an hour", Situations.FloodOfTwoMinutes),
        ("a quiet host with 39 rejected packets a day", "internet noise", "SshRejects in `ALARM` for 4 h 40 m of 24 h",
            "[a noisy network](#in-a-noisy-network)", null),
        (Cluster, "nodes query a DNS provider's servers", "UnapprovedResolver in `ALARM` until they are allowed", "[a noisy network](#in-a-noisy-network)",
            null),
    ];

    /// <summary>The section of the page.</summary>
    internal static string Section()
    {
        var section = new StringBuilder("""

            ## On independent data

            The tables above are of traffic that `flowlogs generate` makes. On 2026-11-29 the detections, with the defaults of that day, were run on 16
            public sources: AWS flow logs, labelled captures and Zeek logs, converted to records. *Then* has what they did. *Now* has the alarms of
            today's defaults, as `ALARM` count, on generated records with the same figures; it is computed by a test, and is not a measurement on the
            independent data. InboundIcmp (at most 60 packets in 5 min), MailSent, LargeTransfer and UnexpectedProtocol entered `ALARM` on none of the 16
            sources, so their recall on independent data is unknown. No record of a third party is part of this repository:
            [evaluate the detections on your own captures](../evaluating.md).

            | independent data | situation | then | generated | now |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Rows)
            section.Append(CultureInfo.InvariantCulture,
                $"| {row.Data} | {row.Situation} | {row.Measured} | {row.Generated} | {(row.Records is { } records ? AlarmsOn(records()) : "see there")} |\n");
        return section.ToString();
    }

    static string AlarmsOn(IEnumerable<string> lines)
    {
        var evaluation = new DetectionEvaluation([]);
        using var file = Situations.File(lines);
        evaluation.Read(file, "situation");
        var alarms = evaluation.Finish().Scores.Where(score => score.Alarms > 0)
            .Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Detection.Id} {score.Alarms}")).ToList();
        return alarms.Count == 0 ? "no alarm" : string.Join(", ", alarms);
    }
}
