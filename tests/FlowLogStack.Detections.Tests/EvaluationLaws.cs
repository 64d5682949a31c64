using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>An evaluation runs the alarms that the constructs synthesize.</summary>
public sealed class EvaluationLaws
{
    [Theory]
    [InlineData("default")]
    [InlineData("v5")]
    [InlineData("v10")]
    public void An_evaluation_finds_what_the_synthesized_template_finds(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var attacks = ScenarioKind.All.Where(kind => !kind.IsBackground && !kind.IsNuisance && kind.Name is not ("silent-gap" or "bpa-reject" or "unencrypted"))
            .ToList();
        var plan = new TrafficPlan
        {
            Duration = TimeSpan.FromHours(6),
            Format = format,
            Rate = TrafficRate.PerSecond(2),
            Scenarios = [new() { Kind = ScenarioKind.QuietOffice },
                .. attacks.Select((kind, i) => new TrafficScenario { Kind = kind, Start = TimeSpan.FromMinutes(120 + (10 * i)) })],
        };
        var network = plan.ToNetwork();
        using var lines = new MemoryStream();
        using var truth = new StringWriter { NewLine = "\n" };
        TrafficOutput.WriteLines(plan, lines, new GroundTruth(truth));

        var evaluation = new DetectionEvaluation(AttackLabels.Read(truth.ToString(), "truth"), new EvaluationOptions { Network = network });
        lines.Position = 0;
        evaluation.Read(lines, "generated");
        var evaluated = evaluation.Finish();

        var detections = Records.Detections.For(network).Where(detection => detection.IsAvailableIn(format)).ToList();
        var backtest = new Backtest(QualityTests.TemplateOf(format, network));
        lines.Position = 0;
        backtest.Read(lines, "generated");
        var tested = backtest.Finish();

        Assert.Equal(
            detections.Select(detection => (detection.Id, tested.Alarms.Single(alarm => alarm.Name == detection.Title).TimesInAlarm,
                tested.Alarms.Single(alarm => alarm.Name == detection.Title).TimeInAlarm)),
            evaluated.Scores.Select(score => (score.Detection.Id, score.Alarms, score.TimeInAlarm)));
        Assert.True(evaluated.Scores.Sum(score => score.Alarms) > 10);
        Assert.Equal(tested.Records, evaluated.Records);
        Assert.DoesNotContain(evaluated.Notes, note => note.Contains("not simulated", StringComparison.Ordinal));
    }
}
