namespace FlowLogStack.Simulation;

/// <summary>What one alarm would have done.</summary>
public sealed record AlarmOutcome
{
    /// <summary>The alarm's logical id in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>The alarm's name; its logical id when the template leaves naming to CloudFormation.</summary>
    public required string Name { get; init; }

    /// <summary>The alarm's description; empty when it has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>What the alarm watches.</summary>
    public AlarmKind Kind { get; init; }

    /// <summary>
    /// What is measured, to be read by people: <c>vpcflowlogs / SSH Rejects</c>, a metric math expression, or a composite
    /// alarm's rule.
    /// </summary>
    public required string Metric { get; init; }

    /// <summary>The patterns of the metric filters behind the metric, as they were written; empty where there are none.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>AWS's name of the statistic, such as <c>Sum</c>; null where expressions or other alarms are watched.</summary>
    public string? Statistic { get; init; }

    /// <summary>The length of a datapoint; zero for a composite alarm.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>When a datapoint breaches; null for a composite alarm.</summary>
    public ThresholdComparison? Comparison { get; init; }

    /// <summary>The value compared with; null for an anomaly detection alarm or a composite alarm.</summary>
    public double? Threshold { get; init; }

    /// <summary>N: the periods that are looked at; 0 for a composite alarm.</summary>
    public int EvaluationPeriods { get; init; }

    /// <summary>M: how many of the N must breach; 0 for a composite alarm.</summary>
    public int DatapointsToAlarm { get; init; }

    /// <summary>What is made of periods without data; null for a composite alarm.</summary>
    public MissingDataTreatment? MissingData { get; init; }

    /// <summary>
    /// The metric over the backtest's range, oldest first: one value for each whole multiple of the period since 1970 that
    /// has data; periods between that are absent had none. Empty for a composite alarm.
    /// </summary>
    /// <remarks>An alarm with a period above one minute looks at windows that slide by the minute, so it sees values between these as well.</remarks>
    public IReadOnlyList<MetricDatapoint> Datapoints { get; init; } = [];

    /// <summary>The anomaly detection band at the times of <see cref="Datapoints"/>, where there was history enough for one; empty for other alarms.</summary>
    public IReadOnlyList<BandDatapoint> Band { get; init; } = [];

    /// <summary>Each change of state, oldest first; the first state is <see cref="AlarmState.InsufficientData"/>, which is no change.</summary>
    public IReadOnlyList<AlarmTransition> Transitions { get; init; } = [];

    /// <summary>Why each of <see cref="Transitions"/> was, in the words of CloudWatch's <c>StateReason</c>; null for anomaly bands. Empty for a composite alarm.</summary>
    public IReadOnlyList<string?> Reasons { get; init; } = [];

    /// <summary>Each time in alarm, oldest first.</summary>
    public IReadOnlyList<AlarmPeriod> PeriodsInAlarm { get; init; } = [];

    /// <summary>How often the alarm went off.</summary>
    public int TimesInAlarm => PeriodsInAlarm.Count;

    /// <summary>The incidents behind that: an alarm that goes off again within a quarter of an hour, or its own window, is still about the same one.</summary>
    public int Incidents => AlarmIncidents.Of(PeriodsInAlarm, Period, EvaluationPeriods).Count;

    /// <summary>How long it was in alarm, all times together.</summary>
    public TimeSpan TimeInAlarm => TimeSpan.FromTicks(PeriodsInAlarm.Sum(period => period.Duration.Ticks));

    /// <summary>When it first went off; null when it never did.</summary>
    public DateTimeOffset? FirstAlarm => PeriodsInAlarm.Count == 0 ? null : PeriodsInAlarm[0].From;

    /// <summary>
    /// The value furthest in the direction that breaches, over all windows the alarm looked at: the highest one, or the lowest for
    /// an alarm on low values. Null when there were no data.
    /// </summary>
    public double? Peak { get; init; }

    /// <summary>
    /// The threshold nearest to ordinary values that would have kept to the wanted rate of alarms, found by simulating
    /// again. Null when no rate was wanted, when the records span less time than one alarm may take at that rate, when none would
    /// keep to it without an incident of these records passing unseen, and for alarms without a threshold.
    /// </summary>
    public double? SuggestedThreshold { get; init; }

    /// <summary>The sources, destinations and services of the records behind the alarm, while it was on.</summary>
    public TopTalkers Talkers { get; init; } = TopTalkers.None;

    /// <summary>Some of the records behind the alarm, at most <see cref="TopTalkers.MaximumSamples"/>, as they stand in the log group.</summary>
    public IReadOnlyList<string> SampleRecords { get; init; } = [];

    /// <summary>What a reader should know about this alarm's simulation, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
