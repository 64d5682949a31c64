namespace FlowLogStack.Simulation;

/// <summary>A day of generated traffic with an attack in it, and what the alarms of a template that ships with the library made of it.</summary>
/// <param name="Plan">What happened in truth.</param>
/// <param name="Traffic">How many records that made.</param>
/// <param name="Result">What the alarms made of it.</param>
public sealed record DemoRun(TrafficPlan Plan, TrafficSummary Traffic, BacktestResult Result)
{
    // Records arrive minutes later, and periods of a quarter of an hour end later still.
    static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(30);

    /// <summary>The attacks of the day, each with the alarms that were in ALARM during it or within half an hour; composite alarms are left out.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Attacks =>
    [
        .. Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground && !scenario.Kind.IsNuisance).OrderBy(scenario => scenario.Start).Select(scenario => KeyValuePair.Create(
            scenario.Kind.Name,
            (IReadOnlyList<string>)[.. Result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.PeriodsInAlarm.Any(period => Overlaps(period, scenario.Start, scenario.Duration))).Select(alarm => alarm.Name)])),
    ];

    /// <summary>Generates <see cref="TrafficPlan.DemoDay"/> in the template's format and backtests the template on it.</summary>
    /// <param name="template">The template. Default: <see cref="Lab"/>.</param>
    /// <param name="progress">Receives the progress, often. Default: null, none.</param>
    public static DemoRun Of(AlarmTemplate? template = null, IProgress<DemoProgress>? progress = null)
    {
        template ??= Lab;
        var backtest = new Backtest(template);
        var plan = TrafficPlan.DemoDay with { Format = backtest.HeaderlessFormat };
        using var lines = new MemoryStream();
        var traffic = TrafficOutput.WriteLines(plan, Counted(lines, DemoStep.Generate, 0, progress));
        lines.Position = 0;
        backtest.Read(Counted(lines, DemoStep.Backtest, lines.Length, progress), "the demo's day");
        return new DemoRun(plan, traffic, backtest.Finish());
    }

    /// <summary>The template that <c>cdk synth</c> makes of this repository as it is: flow logs of a VPC, and an alarm on SSH rejects.</summary>
    public static AlarmTemplate Lab => Embedded("lab.template.json");

    /// <summary>The template of the example that switches on every detection.</summary>
    public static AlarmTemplate WholeCatalogue => Embedded("detections.template.json");

    static Stream Counted(MemoryStream lines, DemoStep step, long total, IProgress<DemoProgress>? progress) =>
        progress is null ? lines : new DemoStream(lines, done => progress.Report(new DemoProgress(step, done, total)));

    bool Overlaps(AlarmPeriod period, TimeSpan start, TimeSpan? duration) =>
        period.To > Plan.Start + start && period.From < Plan.Start + start + (duration ?? TimeSpan.Zero) + Afterwards;

    static AlarmTemplate Embedded(string name)
    {
        using var reader = new StreamReader(typeof(DemoRun).Assembly.GetManifestResourceStream(name)!);
        return AlarmTemplate.Parse(reader.ReadToEnd(), name);
    }
}
