namespace FlowLogStack.Simulation;

/// <summary>A day of generated traffic with attacks, and the backtest of a built-in template on it.</summary>
/// <param name="Plan">Plan of the generated traffic: the ground truth.</param>
/// <param name="Traffic">Summary of the generated records.</param>
/// <param name="Result">Result of the backtest.</param>
public sealed record DemoRun(TrafficPlan Plan, TrafficSummary Traffic, BacktestResult Result)
{
    // Records arrive minutes after an attack, and periods of 15 minutes end even later.
    static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(30);

    /// <summary>The attacks of the day, each with the alarms in <c>ALARM</c> during it or within 30 minutes after it, except composite alarms.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Attacks =>
    [
        .. Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground && !scenario.Kind.IsNuisance).OrderBy(scenario => scenario.Start).Select(scenario => KeyValuePair.Create(
            scenario.Kind.Name,
            (IReadOnlyList<string>)[.. Result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.PeriodsInAlarm.Any(period => Overlaps(period, scenario.Start, scenario.Duration))).Select(alarm => alarm.Name)])),
    ];

    /// <summary>Generates <see cref="TrafficPlan.DemoDay"/> in the template's log format and runs a backtest of the template on it.</summary>
    /// <param name="template">The template. Default: null (<see cref="Lab"/>).</param>
    public static DemoRun Of(AlarmTemplate? template = null)
    {
        template ??= Lab;
        var backtest = new Backtest(template);
        var plan = TrafficPlan.DemoDay with { Format = backtest.HeaderlessFormat };
        using var lines = new MemoryStream();
        var traffic = TrafficOutput.WriteLines(plan, lines);
        lines.Position = 0;
        backtest.Read(lines, "the demo's day");
        return new DemoRun(plan, traffic, backtest.Finish());
    }

    /// <summary>The template of the default stack: flow logs of a VPC, and an alarm on SSH rejects.</summary>
    public static AlarmTemplate Lab => Embedded("lab.template.json");

    /// <summary>The template of the example with all detections enabled.</summary>
    public static AlarmTemplate WholeCatalogue => Embedded("detections.template.json");

    bool Overlaps(AlarmPeriod period, TimeSpan start, TimeSpan? duration) =>
        period.To > Plan.Start + start && period.From < Plan.Start + start + (duration ?? TimeSpan.Zero) + Afterwards;

    static AlarmTemplate Embedded(string name)
    {
        using var reader = new StreamReader(typeof(DemoRun).Assembly.GetManifestResourceStream(name)!);
        return AlarmTemplate.Parse(reader.ReadToEnd(), name);
    }
}
