
namespace FlowLogStack.Simulation.Tests;

/// <summary>
/// A sample result of a backtest: a day with an attack, fifteen alarms, and an hour without logs. All numbers are computed, so each call returns the
/// same result.
/// </summary>
static class SampleBacktest
{
    static readonly DateTimeOffset Midnight = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the result of one day or several.</summary>
    public static BacktestResult Of(int days = 1)
    {
        var minutes = days * 24 * 60;
        var noise = new Noise(42);
        bool IsSilent(int minute) => minute % 1440 is >= 840 and < 890;
        int Attack(int minute, int from, int length, int size) => minute % 1440 >= from && minute % 1440 < from + length ? size + noise.Below(size / 3) : 0;
        MetricDatapoint[] Dense(int period, Func<int, double> value) =>
            [.. Enumerable.Range(0, minutes / period).Where(index => !IsSilent(index * period))
                .Select(index => new MetricDatapoint(Midnight.AddMinutes(index * period), value(index * period)))];
        MetricDatapoint[] Sparse(int every, Func<int, double> value) =>
            [.. Enumerable.Range(0, minutes).Where(minute => !IsSilent(minute) && minute * 7919 % every < 2)
                .Select(minute => new MetricDatapoint(Midnight.AddMinutes(minute), value(minute)))];
        double Wave(int minute, double mean, double share) =>
            Math.Round(mean * (1 + (share * Math.Sin((minute - 540) * Math.PI / 720))) + noise.Below((int)(mean / 6) + 2));

        var ssh = Alarm("SshRejects", "SSH rejects", "FlowLogs / SshRejects", 10, 1, 10,
            Dense(1, minute => noise.Below(40) == 0 ? 3 : 0 + Attack(minute, 192, 38, 310) + Attack(minute, 1121, 9, 64)), minutes) with
        {
            Description = "Someone tries to log in by SSH and is turned away. Find out whether the sources are yours; if not, close the port to them.",
            Patterns = ["[version, account, interface, source, destination, sourceport, destinationport=\"22\", protocol=\"6\", packets, bytes, start, end, "
                + "action=\"REJECT\", status]"],
            SuggestedThreshold = 85,
            Talkers = new TopTalkers(
                [new("203.0.113.12", 11_874), new("203.0.113.77", 1_206), new("198.51.100.4", 402), new("2001:db8:4:1f::9", 38), new("192.0.2.200", 7)],
                [new("10.0.4.18", 13_031), new("10.0.4.19", 440), new("10.0.7.3", 56)],
                [new("tcp/22", 13_527)],
                IsExact: true),
            SampleRecords =
            [
                "2 123456789012 eni-0a1b2c3d4e5f60718 203.0.113.12 10.0.4.18 51514 22 6 1 44 1767582732 1767582790 REJECT OK",
                "2 123456789012 eni-0a1b2c3d4e5f60718 203.0.113.12 10.0.4.18 51530 22 6 1 44 1767582733 1767582790 REJECT OK",
                "2 123456789012 eni-0a1b2c3d4e5f60718 203.0.113.77 10.0.4.19 40022 22 6 3 132 1767582741 1767582800 REJECT OK",
            ],
        };
        var scan = Alarm("PortScan", "Port scan", "INSIGHT_RULE_METRIC(port-scan, UniqueContributors)", 25, 1, 1,
            Dense(5, minute => noise.Below(4) + Attack(minute, 180, 15, 900)), minutes, period: 5) with
        {
            Statistic = null,
            Talkers = new TopTalkers([new("203.0.113.12", 64_911)], [new("10.0.4.18", 32_456), new("10.0.4.19", 32_455)],
                [new("tcp/8080", 2), new("tcp/8443", 2), new("tcp/3389", 2), new("udp/161", 1)], IsExact: false),
            SampleRecords = ["2 123456789012 eni-0a1b2c3d4e5f60718 203.0.113.12 10.0.4.18 40111 8443 6 1 40 1767581999 1767582050 REJECT OK"],
        };
        var egressPoints = Dense(5, minute => Wave(minute, 48_000_000, 0.6) + Attack(minute, 1260, 40, 410_000_000));
        var egress = Alarm("EgressVolume", "Egress volume anomaly", "FlowLogs / EgressBytes", null, 2, 3, egressPoints, minutes,
            ThresholdComparison.GreaterThanUpperThreshold, period: 5,
            band: [.. egressPoints.Where(point => point.At >= Midnight.AddHours(2)).Select(point => Band(point.At, 48_000_000))]) with
        {
            Kind = AlarmKind.Anomaly,
            Description = "More leaves the network than at this time of other days.",
            Notes = ["The band is approximated: the mean of the same minutes so far and twice their deviation, where CloudWatch trains a model on two weeks."],
            Talkers = new TopTalkers([new("10.0.9.44", 802)], [new("198.51.100.23", 640), new("192.0.2.11", 162)], [new("tcp/443", 802)], IsExact: true),
            SampleRecords = ["2 123456789012 eni-0f1e2d3c4b5a69788 10.0.9.44 198.51.100.23 44312 443 6 91022 130887412 1767646800 1767646859 ACCEPT OK"],
        };
        var silent = Alarm("LogsSilent", "Logs silent", "AWS/Logs / IncomingLogEvents", 1, 3, 3, Dense(5, minute => Wave(minute, 900, 0.5)), minutes,
            ThresholdComparison.LessThanThreshold, period: 5, missing: MissingDataTreatment.Breaching) with
        {
            Description = "A flow log can be active and deliver nothing.",
        };
        AlarmOutcome[] quiet =
        [
            Alarm("DatabaseFromOutside", "Database ports accepted from outside", "FlowLogs / DatabaseFromOutside", 1, 1, 1, [], minutes),
            Alarm("DnsOverTcp", "DNS over TCP from inside", "FlowLogs / DnsOverTcp", 20, 1, 5, Dense(1, _ => noise.Below(12)), minutes),
            Alarm("ExcessiveIcmp", "Excessive inbound ICMP", "FlowLogs / InboundIcmp", 100, 3, 5, Dense(1, _ => noise.Below(31)), minutes),
            Alarm("Cleartext", "Cleartext services accepted", "FlowLogs / Cleartext", 5, 1, 1, Sparse(45, _ => 1 + noise.Below(3)), minutes),
            Alarm("UnexpectedProtocol", "Unexpected protocol", "FlowLogs / UnexpectedProtocol", 1, 1, 1, [], minutes),
            Alarm("LargeTransfer", "Large single transfer", "FlowLogs / LargestTransfer", 10_000_000_000, 1, 1,
                Dense(1, minute => Wave(minute, 2_100_000, 0.8)), minutes) with { Statistic = "Maximum" },
            Alarm("UnapprovedResolver", "Unapproved DNS resolver", "FlowLogs / UnapprovedResolver", 10, 1, 10, Sparse(90, _ => 1 + noise.Below(6)), minutes),
            Alarm("SpamEgress", "Mail sent directly to the internet", "FlowLogs / SmtpEgress", 30, 1, 5, Dense(1, _ => noise.Below(60) == 0 ? 27 : 0), minutes),
            Alarm("RecordsLost", "Records lost by the flow log itself", "FlowLogs / SkipData", 1, 1, 1, Dense(1, _ => 0), minutes),
            Alarm("RejectShare", "Share of rejected traffic", "100 * rejected / (accepted + rejected)", 30, 3, 5,
                Dense(1, minute => Math.Min(28, Wave(minute, 9, 0.3) + (noise.Below(100) / 64.0))), minutes) with { Statistic = null },
        ];
        var tested = new List<AlarmOutcome> { ssh, scan, egress, silent };
        tested.AddRange(quiet);
        var any = Composite("HighSeverity", "Severity high", "ALARM(\"SSH rejects\") OR ALARM(\"Egress volume anomaly\")", [ssh, egress]);
        return new BacktestResult
        {
            Template = "cdk.out/FlowLogStack.template.json",
            Records = 1_284_906L * days,
            RejectedLines = 17,
            From = Midnight,
            To = Midnight.AddDays(days),
            Alarms = [.. tested, any],
            NotSimulated =
            [
                new("DeadLetters", "Dead letters of the processor", "AWS/SQS / ApproximateNumberOfMessagesVisible does not come from flow logs"),
                new("ProcessorErrors", "Errors of the processor", "AWS/Lambda / Errors does not come from flow logs"),
            ],
            Traffic = Traffic(days, IsSilent, Attack, Wave),
            Notes =
            [
                "Records reach CloudWatch 5 minutes after their end; alarms saw them then, not before.",
                "The metric filters' log group is taken to be the one these files were delivered to.",
            ],
        };
    }

    /// <summary>Returns the same result with one alarm less sensitive and another one missing.</summary>
    public static BacktestResult Before()
    {
        var result = Of();
        return result with
        {
            Template = "main/FlowLogStack.template.json",
            Alarms = [.. result.Alarms.Where(alarm => alarm.LogicalId != "PortScan").Select(alarm => alarm.LogicalId != "SshRejects" ? alarm : alarm with
            {
                Threshold = 100,
                PeriodsInAlarm = [.. alarm.PeriodsInAlarm.Take(1), new AlarmPeriod(Midnight.AddHours(11), Midnight.AddHours(11.5), IsOngoing: false)],
            })],
        };
    }

    static AlarmOutcome Alarm(
        string id,
        string name,
        string metric,
        double? threshold,
        int datapointsToAlarm,
        int periods,
        MetricDatapoint[] datapoints,
        int minutes,
        ThresholdComparison comparison = ThresholdComparison.GreaterThanOrEqualToThreshold,
        int period = 1,
        MissingDataTreatment missing = MissingDataTreatment.NotBreaching,
        IReadOnlyList<BandDatapoint>? band = null)
    {
        var limit = new Threshold(comparison, threshold);
        var bands = (band ?? []).ToDictionary(point => point.At);
        var breaching = datapoints.ToDictionary(point => point.At, point =>
            limit.IsBreachedBy(point.Value, bands.TryGetValue(point.At, out var known) ? known : null));
        var transitions = new List<AlarmTransition>();
        for (var (minute, state) = (period * periods, AlarmState.InsufficientData); minute < minutes; minute++)
        {
            var looked = Enumerable.Range(1, periods).Select(back => Midnight.AddMinutes(((minute - 5) / period * period) - (period * back)));
            var count = looked.Count(at => at >= Midnight && (breaching.TryGetValue(at, out var breaches) ? breaches
                : missing is MissingDataTreatment.Breaching));
            var next = count >= datapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok;
            if (next != state)
                transitions.Add(new AlarmTransition(Midnight.AddMinutes(minute), next));
            state = next;
        }

        return new AlarmOutcome
        {
            LogicalId = id,
            Name = name,
            Metric = metric,
            Statistic = "Sum",
            Period = TimeSpan.FromMinutes(period),
            Comparison = comparison,
            Threshold = threshold,
            EvaluationPeriods = periods,
            DatapointsToAlarm = datapointsToAlarm,
            MissingData = missing,
            Datapoints = datapoints,
            Band = band ?? [],
            Transitions = transitions,
            PeriodsInAlarm = Periods(transitions, Midnight.AddMinutes(minutes)),
            Peak = datapoints.Length == 0 ? null : limit.IsBelow ? datapoints.Min(point => point.Value) : datapoints.Max(point => point.Value),
        };
    }

    static AlarmOutcome Composite(string id, string name, string rule, AlarmOutcome[] children)
    {
        var changes = children.SelectMany(child => child.PeriodsInAlarm).SelectMany(period => new[] { (At: period.From, Step: 1), (At: period.To, Step: -1) })
            .OrderBy(change => change.At);
        var transitions = new List<AlarmTransition> { new(Midnight.AddMinutes(5), AlarmState.Ok) };
        var on = 0;
        foreach (var (at, step) in changes)
        {
            on += step;
            var state = on > 0 ? AlarmState.Alarm : AlarmState.Ok;
            if (transitions[^1].State != state)
                transitions.Add(new AlarmTransition(at, state));
        }

        return new AlarmOutcome { LogicalId = id, Name = name, Kind = AlarmKind.Composite, Metric = rule, Transitions = transitions,
            PeriodsInAlarm = Periods(transitions, transitions[^1].At) };
    }

    static List<AlarmPeriod> Periods(List<AlarmTransition> transitions, DateTimeOffset end)
    {
        var periods = new List<AlarmPeriod>();
        for (var index = 0; index < transitions.Count; index++)
        {
            if (transitions[index].State is AlarmState.Alarm)
                periods.Add(new AlarmPeriod(transitions[index].At, index + 1 < transitions.Count ? transitions[index + 1].At : end, index
                    + 1 == transitions.Count));
        }

        return periods;
    }

    static BandDatapoint Band(DateTimeOffset at, double mean)
    {
        var expected = mean * (1.08 + (0.6 * Math.Sin((at.TimeOfDay.TotalMinutes - 540) * Math.PI / 720)));
        return new BandDatapoint(at, Math.Round(expected * 0.7), Math.Round(expected * 1.35));
    }

    static TrafficSeries Traffic(int days, Func<int, bool> isSilent, Func<int, int, int, int, int> attack, Func<int, double, double, double> wave)
    {
        var length = 5 * days;
        return new TrafficSeries(
            TimeSpan.FromMinutes(length),
            [
                .. Enumerable.Range(0, 288).Select(index => index * length).Where(minute => !isSilent(minute)).Select(minute => new TrafficBucket(
                    Midnight.AddMinutes(minute),
                    (long)wave(minute, 4200, 0.55),
                    (long)wave(minute, 140, 0.3) + (5 * attack(minute, 192, 38, 310)),
                    minute % 30 == 0 ? 12 : 0,
                    (long)wave(minute, 91_000_000, 0.6),
                    (long)wave(minute, 48_000_000, 0.6) + attack(minute, 1260, 40, 410_000_000),
                    0)),
            ],
            HasAction: true,
            HasDirection: true);
    }

    /// <summary>Pseudo-random numbers that are equal on all machines.</summary>
    sealed class Noise(uint seed)
    {
        uint state = seed;

        public int Below(int limit)
        {
            state = (state * 1664525) + 1013904223;
            return (int)((state >> 8) % (uint)Math.Max(1, limit));
        }

    }
}
