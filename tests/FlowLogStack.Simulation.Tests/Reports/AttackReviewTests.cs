namespace FlowLogStack.Simulation.Tests.Reports;

/// <summary>Whether alarms were right, where the attacks in the records are known.</summary>
public sealed class AttackReviewTests
{
    static readonly DateTimeOffset Midnight = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    static readonly KnownAttack Attack = new("scan", "", Midnight.AddHours(1), Midnight.AddHours(1.5));

    // An alarm with two hours of periods stays in ALARM for so long after the attack.
    static readonly AlarmOutcome Slow = Alarm("Slow", "a metric", (1, 3.5)) with { Period = TimeSpan.FromHours(1), EvaluationPeriods = 2 };

    [Fact]
    public void A_composite_alarm_is_expected_for_as_long_as_its_alarms_are()
    {
        var composite = Composite("ALARM(\"Slow\") OR ALARM(\"Other\")", (1, 3.5));
        Assert.Equal((Judgement.Expected, TimeSpan.Zero), Judged(composite, Slow));
        Assert.Equal(Judgement.Expected, Judged(Slow, Slow).Judgement);
    }

    [Fact]
    public void A_composite_alarm_is_unexpected_in_the_time_that_none_of_its_alarms_explains()
    {
        var longer = Composite("ALARM(\"Slow\")", (1, 3.5), (10, 11));
        Assert.Equal((Judgement.Mixed, TimeSpan.FromHours(1)), Judged(longer, Slow));
        // An alarm of another composite explains nothing.
        Assert.Equal((Judgement.Mixed, TimeSpan.FromHours(1.5)), Judged(Composite("ALARM(\"Slow motion\")", (1, 3.5)), Slow));
    }

    [Fact]
    public void A_composite_alarm_of_an_alarm_without_an_attack_is_unexpected()
    {
        var noisy = Alarm("Noisy", "a metric", (10, 11));
        Assert.Equal((Judgement.Unexpected, TimeSpan.FromHours(1)), Judged(Composite("ALARM(\"Noisy\")", (10, 11)), noisy));
    }

    static (Judgement Judgement, TimeSpan Outside) Judged(AlarmOutcome alarm, params AlarmOutcome[] others)
    {
        var review = new AttackReview([Attack], [.. others, alarm]);
        return (review.Of(alarm), review.TimeOutside(alarm));
    }

    static AlarmOutcome Composite(string rule, params (double From, double To)[] hours) => Alarm("All", rule, hours) with { Kind = AlarmKind.Composite };

    static AlarmOutcome Alarm(string name, string metric, params (double From, double To)[] hours) => new()
    {
        LogicalId = name,
        Name = name,
        Metric = metric,
        PeriodsInAlarm = [.. hours.Select(period => new AlarmPeriod(Midnight.AddHours(period.From), Midnight.AddHours(period.To), false))],
    };
}
