using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.CDK;
using FlowLogStack.Capture;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>How good the detections are, as numbers: against traffic of which the truth is known, by the template that the constructs synthesize.</summary>
public sealed class QualityTests
{
    const double Good = 0.95;

    static readonly FlowLogFormat Format = FlowLogFormat.V10;
    static readonly TimeSpan Before = TimeSpan.FromHours(4);

    // Each scenario, and the detections that are meant for it.
    static readonly (ScenarioKind Scenario, string[] Detections)[] Pairs =
    [
        .. BuiltInDetection<Detection>.All.SelectMany(detection => detection.Attribute.Scenarios.Select(name => (Name: name, Id: IdOf(detection))))
            .GroupBy(meant => meant.Name, meant => meant.Id).Select(scenario => (KindOf(scenario.Key), scenario.ToArray())),
    ];

    [Fact]
    public void Detections_find_what_they_are_meant_for_and_little_else()
    {
        var table = new StringBuilder("""
            # How good the detections are

            Each scenario of `flowlogs generate` in six hours of an office and a web site (150,000 records, every tenth over
            IPv6), four hours after the start. The format is v10, and the settings describe the network. The alarms are those of the
            synthesized template, simulated by a backtest. *Precision* and *recall of records* compare the records that the filter counts with the ground
            truth; recall is of the scenario's requests, or of the responses if the detection counts those. Detections that need
            many records or a history have no numbers of single records. *Alarm after* is the time from the start of the scenario to
            `ALARM`, and *alarms without cause* the `ALARM` count without the scenario. A test writes this table.

            | scenario | detection | precision of records | recall of records | alarm after | alarms without cause | other alarms |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (scenario, detections) in Pairs)
        {
            var trial = new Trial(scenario);
            foreach (var id in detections)
            {
                var quality = trial.QualityOf(id);
                Assert.True(quality.IsGood, $"{scenario.Name}, {id}: {quality}");
                table.Append(CultureInfo.InvariantCulture, $"| {scenario.Name} | [{id}]({id}.md) "
                    + $"| {Text(quality.Precision)} | {Text(quality.Recall)} | {quality.After!.Value.TotalMinutes:0} min "
                    + $"| {quality.WithoutCause} | {string.Join(", ", trial.Others(detections))} |\n");
            }
        }

        AppendNoise(table);
        table.Append(OneEvent);
        table.Append(QueryQuality.Section());
        table.Append(IndependentData.Section());
        Snapshot.MatchesFile(Repository.PathOf("docs", "detections", "quality.md"), table.ToString());
    }

    [Fact]
    public void Every_attack_of_the_demo_is_found_in_a_noisy_network_and_nothing_else_goes_off()
    {
        var plan = TrafficPlan.DemoDay with { Format = Format, Scenarios = [.. TrafficPlan.DemoDay.Scenarios, .. Noise] };
        var result = Backtested(plan, TemplateOf(Format, Tuned(plan)));
        var attacks = TrafficPlan.DemoDay.Scenarios.Where(scenario => !scenario.Kind.IsBackground).ToList();
        foreach (var attack in attacks)
        {
            var meant = Pairs.Single(pair => pair.Scenario == attack.Kind).Detections;
            Assert.All(meant, id => Assert.Contains(Periods(id), period => IsCausedBy(attack, period)));
        }

        var alarms = result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite);
        Assert.Empty(alarms.SelectMany(alarm => alarm.PeriodsInAlarm.Where(period => !attacks.Exists(attack => IsCausedBy(attack, period)))
            .Select(period => $"{alarm.Name} at {period.From}")));

        IReadOnlyList<AlarmPeriod> Periods(string id) =>
            result.Alarms.Single(alarm => alarm.Name == Records.Detections.All.Single(detection => detection.Id == id).Title).PeriodsInAlarm;

        bool IsCausedBy(TrafficScenario attack, AlarmPeriod period) =>
            period.From >= plan.Start + attack.Start && period.From <= plan.Start + attack.Start + (attack.Duration ?? TimeSpan.Zero)
                + TimeSpan.FromMinutes(65);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("v5")]
    [InlineData("v10")]
    public void No_alarm_goes_off_in_a_quiet_day_at_defaults(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var plan = new TrafficPlan { Duration = TimeSpan.FromDays(1), Rate = new TrafficRate(300_000, 86_400), Format = format };
        var result = Backtested(plan, TemplateOf(format, MonitoredNetwork.Default));
        Assert.InRange(result.Records, 300_000, 400_000);
        Assert.True(result.Alarms.Count >= 15);
        Assert.Empty(result.Alarms.Where(alarm => alarm.TimesInAlarm > 0).Select(alarm => $"{alarm.Name} at {alarm.FirstAlarm}, peak {alarm.Peak}"));
        Assert.Empty(result.NotSimulated);
    }

    // What a network has that is harmless and looks like an attack, and what its owner would say of it.
    internal static readonly TrafficScenario[] Noise = [.. new[] { ScenarioKind.InternetNoise, ScenarioKind.Administration, ScenarioKind.HealthChecks,
        ScenarioKind.KubernetesNodes, ScenarioKind.Recursion }.Select(kind => new TrafficScenario { Kind = kind })];

    // Listed once for all detections; the network of a plan has its resolvers and its mail server.
    static MonitoredNetwork Known(TrafficPlan plan) => plan.ToNetwork() with
    {
        ApprovedResolvers = ["203.0.113.53", "203.0.113.100/31"],
        Known = plan.ToNetwork().Known with
        {
            Administrators = ["198.51.100.10/31"],
            BackupTargets = ["203.0.113.40"],
            // What resolvers and the mail server send through the NAT gateway is seen there once more, with its address.
            Resolvers = [.. plan.ToNetwork().Known.Resolvers, NatGateway(plan)],
            MailServers = [.. plan.ToNetwork().Known.MailServers, NatGateway(plan)],
        },
    };

    // Who receives inside what is meant for the outside is the gateway.
    static string NatGateway(TrafficPlan plan) =>
        TrafficGenerator.Generate(plan with { Duration = TimeSpan.FromMinutes(10), Scenarios = [new() { Kind = ScenarioKind.QuietOffice }] })
        .Select(record => System.Text.Encoding.UTF8.GetString(record.Line.Span).Split(' '))
        .First(fields => fields[Format.IndexOf(FlowField.DstAddr)].StartsWith("10.", StringComparison.Ordinal)
            && fields[Format.IndexOf(FlowField.PktDstAddr)] is var packet && packet != "-" && !packet.StartsWith("10.", StringComparison.Ordinal)
            && !packet.Contains(':', StringComparison.Ordinal) && !packet.StartsWith("192.168.", StringComparison.Ordinal))
        [Format.IndexOf(FlowField.DstAddr)];

    static readonly Dictionary<string, (string Words, Func<Detection, Detection> Tune)> Tuning = new()
    {
        ["SshRejects"] = ("a threshold of 20 rather than 1", detection => detection with { Threshold = 20 }),
        ["CleartextAccepted"] = Allow("the partner's address", new() { Sources = ["203.0.113.20/32"] }),
        ["UnexpectedProtocol"] = Allow("the other office, both ways", new() { Sources = ["198.51.100.1/32"], Destinations = ["198.51.100.1/32"] }),
    };

    static (string, Func<Detection, Detection>) Allow(string words, AllowList allowed) =>
        (words + " allowed", detection => detection with { Allowed = allowed });

    static List<Detection> Tuned(TrafficPlan plan) =>
        [.. Records.Detections.For(Known(plan)).Select(detection => Tuning.TryGetValue(detection.Id, out var known) ? known.Tune(detection) : detection)];

    static void AppendNoise(StringBuilder table)
    {
        var plan = new TrafficPlan { Duration = TimeSpan.FromDays(1), Rate = new TrafficRate(300_000, 86_400), Format = Format,
            Scenarios = [.. new TrafficPlan().Scenarios, .. Noise] };
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(plan, lines);
        var results = Backtested(lines, [TemplateOf(Format, plan.ToNetwork()), TemplateOf(Format, Known(plan)), TemplateOf(Format, Tuned(plan))]);
        var (untuned, known, tuned) = (results[0], results[1], results[2]);
        Assert.Empty(tuned.Alarms.Where(alarm => alarm.TimesInAlarm > 0).Select(alarm => $"{alarm.Name} at {alarm.FirstAlarm}, peak {alarm.Peak}"));
        var pages = Records.Detections.For(Known(plan)).Where(detection => detection.Id != Records.Detections.SshRejects.Id)
            .ToLookup(detection => detection.SeverityIn(Format), detection =>
                (detection.Id, known.Alarms.Single(alarm => alarm.Name == detection.Title).TimesInAlarm));
        Assert.DoesNotContain(pages[Severity.High], page => page.TimesInAlarm > 0);
        Assert.True(pages[Severity.Medium].Sum(page => page.TimesInAlarm) <= 1, string.Join(", ", pages[Severity.Medium]));
        table.Append(string.Create(CultureInfo.InvariantCulture, $"""

            ## In a noisy network

            A day of the same office and web site with every nuisance that `flowlogs generate` has: internet noise as measured, health checks,
            the nodes of a cluster, resolvers and administration ({untuned.Records:N0} records). *Defaults*: nothing is set. *Hosts listed*:
            administrators, resolvers, mail servers and backup targets are listed once, in `network`. Then no alarm of high severity enters
            `ALARM`, and those of medium severity do at most once in all, but for the lab's alarm, which counts every rejected SSH packet.
            *Tuned*: no alarm enters `ALARM`, and every attack of `flowlogs demo` is still found.

            | severity | defaults: `ALARM` count | hosts listed | of these SshRejects | tuned |
            |---|---|---|---|---|

            """).ReplaceLineEndings("\n"));
        foreach (var severity in new[] { Severity.High, Severity.Medium, Severity.Low })
        {
            var lab = Pages(known, severity, Records.Detections.SshRejects.Id);
            table.Append(CultureInfo.InvariantCulture,
                $"| {severity.ToString().ToLowerInvariant()} | {Pages(untuned, severity)} | {Pages(known, severity)} | {lab} | {Pages(tuned, severity)} |\n");
        }

        table.Append("""

            | detection | severity | defaults: `ALARM` count | time in `ALARM` | hosts listed: `ALARM` count | tuned by | `ALARM` count |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var detection in Records.Detections.For(plan.ToNetwork()))
        {
            var (before, listed, after) = (Named(untuned), Named(known), Named(tuned));
            if (before.TimesInAlarm == 0 && !Tuning.ContainsKey(detection.Id))
                continue;
            table.Append(CultureInfo.InvariantCulture, $"| [{detection.Id}]({detection.Id}.md) "
                + $"| {detection.SeverityIn(Format).ToString().ToLowerInvariant()} | {before.TimesInAlarm} | {TimeInAlarm(before)} | {listed.TimesInAlarm} | "
                    + $"{(Tuning.TryGetValue(detection.Id, out var set) ? set.Words : "–")} | {after.TimesInAlarm} |\n");

            AlarmOutcome Named(BacktestResult result) => result.Alarms.Single(alarm => alarm.Name == detection.Title);
        }

        int Pages(BacktestResult result, Severity severity, string? id = null) => Records.Detections.For(plan.ToNetwork())
            .Where(detection => detection.SeverityIn(Format) == severity && (id is null || detection.Id == id))
            .Sum(detection => result.Alarms.Single(alarm => alarm.Name == detection.Title).TimesInAlarm);
    }

    // The numbers are those of OneEventLaws with SEEDS=20.
    static string OneEvent { get; } = """

            ## One event, one alarm

            Simulated events of each detection, with noise: means of 1 to 20 times the threshold, lengths of 10 minutes to 6 hours. `ALARM` counts of the
            events that were found; the row of detections that count by the minute is of five of them, with 20 seeds each.

            | detections | 1 to 1.3 times the threshold | 2 times or more |
            |---|---|---|
            | that count by the minute | one `ALARM` in 1,199 of 1,199 | one in 1,040 of 1,040 |
            | [HorizontalScan](HorizontalScan.md), of five minutes | one in 87 of 196, at most 20 | one in 120 of 120 |

            A scan just above its threshold is above it in some positions of the five minutes only. CloudWatch alarms have no second, lower threshold, so it can
            enter `ALARM` again, within one incident. The other exceptions are [VerticalScan](VerticalScan.md), which is evaluated in the same way, and
            [SlowEgress](SlowEgress.md), whose six hours end on the hour: just above the band, an event of six hours entered `ALARM` up to 5 times. An event
            also is several alarms if it pauses for longer than its alarm evaluates, such as 10 minutes for logins and 30 minutes for probes.

            """.ReplaceLineEndings("\n");

    static string TimeInAlarm(AlarmOutcome alarm)
    {
        var all = TimeSpan.FromTicks(alarm.PeriodsInAlarm.Sum(period => (period.To - period.From).Ticks));
        return all == TimeSpan.Zero ? "–" : TrafficDuration.Format(all);
    }

    static string Text(double? share) => share is { } value ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    internal static BacktestResult Backtested(TrafficPlan plan, AlarmTemplate template)
    {
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(plan, lines);
        return Backtested(lines, template);
    }

    internal static BacktestResult Backtested(MemoryStream lines, AlarmTemplate template) => Backtested(lines, [template]).Single();

    // Only the alarms are compared, so no top contributors are kept.
    static List<BacktestResult> Backtested(MemoryStream lines, IEnumerable<AlarmTemplate> templates)
    {
        lines.Position = 0;
        var backtests = templates.Select(template => new Backtest(template, new BacktestOptions { KeepsTalkers = false })).ToList();
        Backtest.Read(lines, "the trial", backtests);
        return [.. backtests.Select(backtest => backtest.Finish())];
    }

    /// <summary>The template of all detections for a network, which is synthesized once for all tests.</summary>
    internal static AlarmTemplate TemplateOf(FlowLogFormat format, MonitoredNetwork network)
    {
        var key = (format, JsonSerializer.Serialize(network));
        return Templates.TryGetValue(key, out var known) ? known : Templates[key] = TemplateOf(format, Records.Detections.For(network));
    }

    static readonly Dictionary<(FlowLogFormat, string), AlarmTemplate> Templates = [];

    internal static AlarmTemplate TemplateOf(FlowLogFormat format, IEnumerable<Detection> detections)
    {
        var stack = new Stack(Repository.NewApp(), "Trial");
        _ = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            AlarmNamePrefix = "",
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Format = format,
            Archive = null,
            Detections = [.. detections.Where(detection => detection.IsAvailableIn(format))],
        });
        return AlarmTemplate.Parse(stack.Template().ToText(), "Trial");
    }

    static string IdOf(BuiltInDetection<Detection> detection) => detection.Make(new TrafficPlan().ToNetwork()).Id;

    static ScenarioKind KindOf(string name) => ScenarioKind.TryGet(name, out var kinds) && kinds is [var kind] ? kind
        : throw new InvalidOperationException($"'{name}' is not the name of a scenario. Use a name of ScenarioKind.Catalogue.cs.");

    sealed record Quality(double? Precision, double? Recall, TimeSpan? After, int WithoutCause)
    {
        internal bool IsGood => Precision is null or >= Good && Recall is null or >= Good && After is not null && WithoutCause == 0;
    }

    /// <summary>A scenario within hours of ordinary traffic, and what the alarms made of it.</summary>
    sealed class Trial
    {
        // One network for all trials: the same seed makes the same addresses.
        static readonly MonitoredNetwork Network = new TrafficPlan().ToNetwork();
        static AlarmTemplate Template => TemplateOf(Format, Network);

        readonly ScenarioKind scenario;
        readonly BacktestResult result;
        readonly byte[] text;
        readonly List<(int From, int Length, bool IsScenario, bool IsRequest, bool IsAnswer)> records = [];

        internal Trial(ScenarioKind scenario)
        {
            this.scenario = scenario;
            var plan = new TrafficPlan
            {
                Start = TrafficPlan.DefaultStart.AddHours(8),
                Duration = TimeSpan.FromHours(6),
                Rate = TrafficRate.PerSecond(7),
                Format = Format,
                Scenarios = [new() { Kind = ScenarioKind.QuietOffice }, new() { Kind = ScenarioKind.WebTier }, new() { Kind = scenario, Start = Before }],
            };
            Began = plan.Start + Before;
            using var lines = new MemoryStream();
            lines.Write(Encoding.ASCII.GetBytes(Format.ToHeaderLine() + "\n"));
            foreach (var record in TrafficGenerator.Generate(plan))
            {
                records.Add(((int)lines.Length, record.Line.Length, record.Scenario == scenario, !record.IsAnswer && !record.IsRelayed, record.IsAnswer));
                lines.Write(record.Line.Span);
                lines.WriteByte((byte)'\n');
            }

            text = lines.GetBuffer();
            result = Backtested(lines, Template);
        }

        DateTimeOffset Began { get; }

        internal Quality QualityOf(string id)
        {
            var detection = Records.Detections.For(Network).Single(detection => detection.Id == id);
            var alarm = result.Alarms.Single(alarm => alarm.Name == detection.Title);
            var caused = alarm.PeriodsInAlarm.Where(period => IsCaused(period.From)).ToList();
            var (precision, recall) = detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum && detection.Trigger is AlarmTrigger.AtLeast
                ? OfRecords(detection) : (null, null);
            return new Quality(precision, recall, caused.Count > 0 ? caused[0].From - Began : null, alarm.TimesInAlarm - caused.Count);
        }

        internal IEnumerable<string> Others(string[] meant) =>
            result.Alarms.Where(alarm => alarm.TimesInAlarm > 0)
                .Select(alarm => Records.Detections.For(Network).Single(detection => detection.Title == alarm.Name).Id).Except(meant);

        // What a scenario causes may still be seen half an hour after it: alarms look back.
        bool IsCaused(DateTimeOffset at) => at >= Began && at <= Began.AddMinutes(75);

        (double? Precision, double? Recall) OfRecords(Detection detection)
        {
            var reader = new FlowLogReader(Format);
            var predicate = detection.ToPredicate(Format);
            var (selected, right, requests, found) = (0, 0, 0, 0);
            foreach (var (from, length, isScenario, isRequest, isAnswer) in records)
            {
                Assert.True(reader.TryRead(text.AsSpan(from, length), out var record, out _));
                var holds = predicate.Holds(record);
                selected += holds ? 1 : 0;
                right += holds && isScenario ? 1 : 0;
                var isMeant = isScenario && (detection.CountsAnswers ? isAnswer : isRequest);
                requests += isMeant ? 1 : 0;
                found += holds && isMeant ? 1 : 0;
            }

            Assert.True(requests > 0, $"The scenario {scenario.Name} has no requests.");
            return ((double)right / selected, (double)found / requests);
        }
    }
}
