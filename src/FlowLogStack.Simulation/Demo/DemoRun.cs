using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A day of generated traffic with attacks, and the backtest of a built-in template on it.</summary>
/// <param name="Plan">Plan of the generated traffic: the ground truth.</param>
/// <param name="Traffic">Summary of the generated records.</param>
/// <param name="Result">Result of the backtest.</param>
sealed record DemoRun(TrafficPlan Plan, TrafficSummary Traffic, BacktestResult Result)
{
    /// <summary>The attacks of the day, by start.</summary>
    public IReadOnlyList<KnownAttack> KnownAttacks =>
    [
        .. Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground && !scenario.Kind.IsNuisance).OrderBy(scenario => scenario.Start).Select(scenario =>
            new KnownAttack(scenario.Kind.Name, scenario.Kind.Meaning, Plan.Start + scenario.Start, Plan.Start + scenario.Start
                + (scenario.Duration ?? TimeSpan.Zero))),
    ];

    /// <summary>The attacks of the day, each with the alarms in <c>ALARM</c> during it or within 30 minutes after it, except composite alarms.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Attacks =>
    [
        .. KnownAttacks.Select(attack => KeyValuePair.Create(
            attack.Name,
            (IReadOnlyList<string>)[.. Result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.PeriodsInAlarm.Any(attack.Explains))
                .Select(alarm => alarm.Name)])),
    ];

    /// <summary>
    /// Alarms with the time that each was in ALARM outside of the attacks and the half hour after each, or the longer time that it evaluates;
    /// composite alarms are left out.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, TimeSpan>> Unexpected
    {
        get
        {
            var attacks = KnownAttacks;
            return
            [
                .. Result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite)
                    .Select(alarm =>
                        KeyValuePair.Create(alarm.Name, alarm.PeriodsInAlarm.Aggregate(TimeSpan.Zero, (total, period) =>
                        total + KnownAttack.TimeOutside(period, attacks, alarm.Period * alarm.EvaluationPeriods))))
                    .Where(alarm => alarm.Value > TimeSpan.Zero),
            ];
        }
    }

    /// <summary>
    /// Generates <see cref="TrafficPlan.DemoDay"/> with internet noise in the template's log format and runs a backtest of the template on it.
    /// </summary>
    /// <param name="template">The template. Default: null (<see cref="Lab"/>).</param>
    /// <param name="progress">Receives the progress, often. Default: null (none).</param>
    /// <param name="describeAddress">
    /// Returns what is known of an address, as in <see cref="BacktestOptions.DescribeAddress"/>. Default: null (no notes).
    /// </param>
    public static DemoRun Of(AlarmTemplate? template = null, IProgress<DemoProgress>? progress = null, Func<string, string?>? describeAddress = null)
    {
        template ??= Lab;
        var backtest = new Backtest(template, new BacktestOptions { DescribeAddress = describeAddress });
        var plan = TrafficPlan.DemoDay with { Format = backtest.HeaderlessFormat,
            Scenarios = [.. TrafficPlan.DemoDay.Scenarios, new() { Kind = ScenarioKind.InternetNoise }] };
        using var lines = new MemoryStream();
        var traffic = TrafficOutput.WriteLines(plan, Counted(lines, DemoStep.Generate, 0, progress));
        lines.Position = 0;
        backtest.Read(Counted(lines, DemoStep.Backtest, lines.Length, progress), "the demo's day");
        return new DemoRun(plan, traffic, backtest.Finish());
    }

    /// <summary>The template of the default stack: flow logs of a VPC, and an alarm on SSH rejects.</summary>
    public static AlarmTemplate Lab => Embedded("lab.template.json");

    /// <summary>The template of the example with all detections enabled.</summary>
    public static AlarmTemplate WholeCatalogue => Embedded("detections.template.json");

    static Stream Counted(MemoryStream lines, DemoStep step, long total, IProgress<DemoProgress>? progress)
    {
        var done = 0L;
        return progress is null ? lines : new ObservedStream(lines, length => progress.Report(new DemoProgress(step, done += length, total)));
    }

    static AlarmTemplate Embedded(string name)
    {
        using var reader = new StreamReader(typeof(DemoRun).Assembly.GetManifestResourceStream(name)!);
        return AlarmTemplate.Parse(reader.ReadToEnd(), name);
    }
}
