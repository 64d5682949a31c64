using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>
/// A detection of notable traffic: the records that count, their measure, the alarm threshold, and the recommended actions.
/// Metric filters, Contributor Insights rules, alarms, queries and pages are generated from it.
/// </summary>
public sealed record Detection
{
    readonly string? filterName;
    readonly string? metricName;

    /// <summary>Id in catalogs and construct ids: words in PascalCase, such as <c>SshRejects</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the alarm in notifications.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the metric filter. Default: the id in lower case with hyphens.</summary>
    public string FilterName
    {
        get => filterName ?? Hyphened(Id);
        init => filterName = value;
    }

    /// <summary>Name of the metric. Default: the id.</summary>
    public string MetricName
    {
        get => metricName ?? Id;
        init => metricName = value;
    }

    /// <summary>Meaning of the <c>ALARM</c> state, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Reason why the traffic matters, as one or two sentences.</summary>
    public required string Rationale { get; init; }

    /// <summary>Recommended first action, as one or two sentences; part of the notification.</summary>
    public required string Response { get; init; }

    /// <summary>Recommended further actions.</summary>
    public required Guidance Guidance { get; init; }

    /// <summary>Harmless traffic that the detection also counts.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>Settings that make the detection more or less sensitive.</summary>
    public required string Tuning { get; init; }

    /// <summary>Ids of the techniques of MITRE ATT&amp;CK for Enterprise that the traffic indicates, such as <c>T1110</c>. Default: empty.</summary>
    public ImmutableArray<string> Techniques { get; init; } = [];

    /// <summary>Cases that the detection does not find, as one or more sentences. Default: empty.</summary>
    public string Limits { get; init; } = "";

    /// <summary>Urgency. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>Urgency in log formats to which not all <see cref="Refinements"/> apply. Default: null, <see cref="Severity"/>.</summary>
    public Severity? SeverityWithoutRefinements { get; init; }

    /// <summary>Whether the records that count are responses of services to clients. Default: false, requests of clients.</summary>
    /// <remarks>The sources of an allow-list are always clients, and its ports are always those of services.</remarks>
    public bool CountsAnswers { get; init; }

    /// <summary>The conditions by which known traffic doesn't count.</summary>
    internal IEnumerable<FieldCondition> Exceptions => Allowed.IsEmpty ? UnlessAllowed : Allowed.ToConditions(CountsAnswers);

    /// <summary>Field of the service's port in the records that count.</summary>
    internal FlowField ServicePort => CountsAnswers ? FlowField.SrcPort : FlowField.DstPort;

    /// <summary>Conditions that a record has to fulfill to count, all of them. Default: empty, no condition.</summary>
    public ImmutableArray<FieldCondition> Conditions { get; init; } = [];

    /// <summary>Lists of further conditions, of which a record has to fulfill one list. Default: empty, no further condition.</summary>
    /// <remarks>
    /// A filter pattern has no alternatives across fields, so each list becomes a filter of its own with the same
    /// metric. A record must not fulfill two lists, or it would count twice; <see cref="DetectionRenderings.Selection"/> checks it.
    /// </remarks>
    public ImmutableArray<ImmutableArray<FieldCondition>> Alternatives { get; init; } = [];

    /// <summary>Conditions that apply while the allow-list is empty. Default: empty.</summary>
    /// <remarks>A Contributor Insights rule has four filters, and an allow-list takes the place of these.</remarks>
    public ImmutableArray<FieldCondition> UnlessAllowed { get; init; } = [];

    /// <summary>Conditions that apply to log formats with their fields. Default: empty.</summary>
    public ImmutableArray<Refinement> Refinements { get; init; } = [];

    /// <summary>Known traffic that does not count. Default: empty.</summary>
    public AllowList Allowed { get; init; } = AllowList.None;

    /// <summary>Measure of the records that count. Default: the number of records.</summary>
    public Measure Measure { get; init; } = Measure.Flows;

    /// <summary>Comparison by which a datapoint breaches. Default: greater than or equal to the threshold.</summary>
    public AlarmTrigger Trigger { get; init; } = AlarmTrigger.AtLeast;

    /// <summary>
    /// Alarm threshold for one period, in the unit of <see cref="Measure"/>; for an anomaly detection band, its width in
    /// standard deviations. Default: 1.
    /// </summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Period of a datapoint; whole minutes. Default: 1 minute.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Number of evaluated periods that have to breach. Default: 1.</summary>
    public int DatapointsToAlarm { get; init; } = 1;

    /// <summary>Number of periods that the alarm evaluates. Default: 10.</summary>
    /// <remarks>
    /// A flow log record has the time of its first packet and arrives minutes later, when an alarm that evaluates one minute
    /// has already passed it. Ten periods of one minute are longer than the usual delivery delay.
    /// </remarks>
    public int EvaluationPeriods { get; init; } = 10;

    /// <summary>Treatment of missing datapoints. Default: not breaching.</summary>
    public MissingData MissingData { get; init; } = MissingData.NotBreaching;

    /// <summary>Sample records that count.</summary>
    public ImmutableArray<RecordSample> Matching { get; init; } = [];

    /// <summary>Sample records that are similar and do not count.</summary>
    public ImmutableArray<RecordSample> Harmless { get; init; } = [];

    /// <summary>Fields that a log format requires for this detection.</summary>
    public IEnumerable<FlowField> RequiredFields =>
        Conditions.Concat(Alternatives.SelectMany(conditions => conditions)).Concat(Exceptions).Select(condition => condition.Field)
            .Concat(Measure.Fields).Distinct();

    /// <summary>Returns the urgency of the alarm on records of a log format.</summary>
    public Severity SeverityIn(FlowLogFormat format) =>
        SeverityWithoutRefinements is { } severity && Refinements.Any(refinement => !refinement.AppliesTo(format)) ? severity : Severity;

    static string Hyphened(string id)
    {
        var text = new StringBuilder();
        foreach (var c in id)
            text.Append(char.IsAsciiLetterUpper(c) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        return text.ToString();
    }
}
