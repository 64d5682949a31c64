using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The result of one alarm in a backtest.</summary>
public sealed record AlarmOutcome
{
    /// <summary>Logical id of the alarm in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Name of the alarm, or its logical id if CloudFormation generates the name.</summary>
    public required string Name { get; init; }

    /// <summary>Description of the alarm; empty if it has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Severity by the alarm's tag <c>severity</c>; null without it.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Kind of the alarm.</summary>
    public AlarmKind Kind { get; init; }

    /// <summary>
    /// Readable form of the alarm's metric: <c>vpcflowlogs / SSH Rejects</c>, a metric math expression, or a composite alarm's rule.
    /// </summary>
    public required string Metric { get; init; }

    /// <summary>Patterns of the metric filters that publish the metric; empty if there aren't any.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>AWS's name of the statistic, such as <c>Sum</c>; null for expressions and composite alarms.</summary>
    public string? Statistic { get; init; }

    /// <summary>Length of a data point; zero for a composite alarm.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>Comparison with the threshold; null for a composite alarm.</summary>
    public ThresholdComparison? Comparison { get; init; }

    /// <summary>The threshold; null for an anomaly detection alarm or a composite alarm.</summary>
    public double? Threshold { get; init; }

    /// <summary>N: the number of evaluated periods; 0 for a composite alarm.</summary>
    public int EvaluationPeriods { get; init; }

    /// <summary>M: the number of the N periods that must breach; 0 for a composite alarm.</summary>
    public int DatapointsToAlarm { get; init; }

    /// <summary>Treatment of periods without data; null for a composite alarm.</summary>
    public MissingDataTreatment? MissingData { get; init; }

    /// <summary>
    /// Values of the metric in the backtest's time range, oldest first: one for each whole multiple of the period since 1970 that has data. Periods
    /// without data are left out. Empty for a composite alarm.
    /// </summary>
    /// <remarks>
    /// An alarm with a period of more than one minute evaluates windows that slide by the minute, so it also evaluates values between these.
    /// </remarks>
    public IReadOnlyList<MetricDatapoint> Datapoints { get; init; } = [];

    /// <summary>The anomaly detection band at the times of <see cref="Datapoints"/>, if there is enough history; empty for other alarms.</summary>
    public IReadOnlyList<BandDatapoint> Band { get; init; } = [];

    /// <summary>The state changes, oldest first. The initial state, <see cref="AlarmState.InsufficientData"/>, isn't included.</summary>
    public IReadOnlyList<AlarmTransition> Transitions { get; init; } = [];

    /// <summary>Reason of each of <see cref="Transitions"/>, in the words of CloudWatch's <c>StateReason</c>; null for anomaly bands. Empty for a composite
    /// alarm.</summary>
    public IReadOnlyList<string?> Reasons { get; init; } = [];

    /// <summary>Each time in alarm, oldest first.</summary>
    public IReadOnlyList<AlarmPeriod> PeriodsInAlarm { get; init; } = [];

    /// <summary>The <c>ALARM</c> count: how often the alarm entered <c>ALARM</c>.</summary>
    public int TimesInAlarm => PeriodsInAlarm.Count;

    /// <summary>
    /// The number of incidents. Periods in <c>ALARM</c> within 15 minutes of each other, or within the alarm's evaluation range, are one incident.
    /// </summary>
    public int Incidents => IncidentPeriods.Count;

    /// <summary>The incidents, oldest first: each from its first change to <c>ALARM</c> to its last return to <c>OK</c>.</summary>
    public IReadOnlyList<AlarmPeriod> IncidentPeriods => AlarmIncidents.Of(PeriodsInAlarm, Period, EvaluationPeriods);

    /// <summary>Total time in <c>ALARM</c>.</summary>
    public TimeSpan TimeInAlarm => TimeSpan.FromTicks(PeriodsInAlarm.Sum(period => period.Duration.Ticks));

    /// <summary>Time at which the alarm first entered <c>ALARM</c>; null if it never did.</summary>
    public DateTimeOffset? FirstAlarm => PeriodsInAlarm.Count == 0 ? null : PeriodsInAlarm[0].From;

    /// <summary>
    /// The highest value of all evaluated windows, or the lowest for an alarm on low values; null without any data.
    /// </summary>
    public double? Peak { get; init; }

    /// <summary>
    /// The threshold closest to normal values with which the alarm doesn't exceed the given rate, found by further simulations. Null without a rate,
    /// if the records span less time than one alarm at that rate, if it would hide an incident of these records, and for alarms without a threshold.
    /// </summary>
    public double? SuggestedThreshold { get; init; }

    /// <summary>The top sources, destinations and services of the records behind the alarm, while it was in <c>ALARM</c>.</summary>
    public TopTalkers Talkers { get; init; } = TopTalkers.None;

    /// <summary>Sample records behind the alarm, at most <see cref="TopTalkers.MaximumSamples"/>, as in the log group.</summary>
    public IReadOnlyList<string> SampleRecords { get; init; } = [];

    /// <summary>Limitations of this alarm's simulation, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
