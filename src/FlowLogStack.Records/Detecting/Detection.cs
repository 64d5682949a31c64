using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>
/// Something worth an alarm, stated once: which records count, what is measured of them, when it is too much, and what to
/// make of it. Metric filters, Contributor Insights rules, alarms, queries and pages are renderings of it.
/// </summary>
public sealed record Detection
{
    readonly string? filterName;
    readonly string? metricName;

    /// <summary>The detection's id in catalogues and construct ids: words in PascalCase, such as <c>SshRejects</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The alarm's name, as people read it in a notification.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the metric filter. Default: the id in lower case with hyphens.</summary>
    public string FilterName
    {
        get => filterName ?? Hyphened(Id);
        init => filterName = value;
    }

    /// <summary>The name of the metric. Default: the id.</summary>
    public string MetricName
    {
        get => metricName ?? Id;
        init => metricName = value;
    }

    /// <summary>What has happened when the alarm fires, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Why that matters, as a sentence or two.</summary>
    public required string Rationale { get; init; }

    /// <summary>What to do first, as a sentence or two; it stands in the notification.</summary>
    public required string Response { get; init; }

    /// <summary>What to do from there.</summary>
    public required Guidance Guidance { get; init; }

    /// <summary>Harmless things that look the same.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>How to make it quieter or sharper.</summary>
    public required string Tuning { get; init; }

    /// <summary>How urgent it is. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>The severity in a format that some of <see cref="Refinements"/> don't apply to. Default: the same.</summary>
    public Severity? SeverityWithoutRefinements { get; init; }

    /// <summary>Whether the records that count run from a service to its client. Default: no, from a client to a service.</summary>
    /// <remarks>The sources of an allow-list are clients and its ports those of services, whichever way the records run.</remarks>
    public bool CountsAnswers { get; init; }

    /// <summary>The conditions by which known traffic doesn't count.</summary>
    internal IEnumerable<FieldCondition> Exceptions => Allowed.IsEmpty ? UnlessAllowed : Allowed.ToConditions(CountsAnswers);

    /// <summary>The field of the service's port in the records that count.</summary>
    internal FlowField ServicePort => CountsAnswers ? FlowField.SrcPort : FlowField.DstPort;

    /// <summary>What a record must fulfil to count: all of these. Default: nothing.</summary>
    public ImmutableArray<FieldCondition> Conditions { get; init; } = [];

    /// <summary>Lists of further conditions of which a record must fulfil one. Default: none, and so nothing further.</summary>
    /// <remarks>
    /// A filter pattern has no alternatives across fields, so each list becomes a filter of its own that adds to the same
    /// metric. No record may fulfil two of them, or it would count twice: <see cref="DetectionRenderings.Selection"/> sees to it.
    /// </remarks>
    public ImmutableArray<ImmutableArray<FieldCondition>> Alternatives { get; init; } = [];

    /// <summary>Conditions set while nothing is allowed, as a stand-in for an allow-list. Default: none.</summary>
    /// <remarks>A Contributor Insights rule has four filters, and an allow-list takes the place of these.</remarks>
    public ImmutableArray<FieldCondition> UnlessAllowed { get; init; } = [];

    /// <summary>Conditions set where the format allows. Default: none.</summary>
    public ImmutableArray<Refinement> Refinements { get; init; } = [];

    /// <summary>Traffic that does not count. Default: none.</summary>
    public AllowList Allowed { get; init; } = AllowList.None;

    /// <summary>What is measured of the records that count. Default: how many there are.</summary>
    public Measure Measure { get; init; } = Measure.Flows;

    /// <summary>When a datapoint breaches. Default: from the threshold on.</summary>
    public AlarmTrigger Trigger { get; init; } = AlarmTrigger.AtLeast;

    /// <summary>The bound of what is measured in one period, or the width of the band in standard deviations. Default: 1.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>The period over which is measured; whole minutes. Default: 1 minute.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many of the evaluated periods must breach. Default: 1.</summary>
    public int DatapointsToAlarm { get; init; } = 1;

    /// <summary>How many periods back the alarm looks. Default: 10.</summary>
    /// <remarks>
    /// Flow log records carry the time of their first packet and arrive minutes later, when an alarm that looks at one
    /// minute only has moved on; ten one-minute periods outlast the usual delay of delivery.
    /// </remarks>
    public int EvaluationPeriods { get; init; } = 10;

    /// <summary>What missing datapoints mean. Default: nothing bad.</summary>
    public MissingData MissingData { get; init; } = MissingData.NotBreaching;

    /// <summary>Records that count, each with its story.</summary>
    public ImmutableArray<RecordSample> Matching { get; init; } = [];

    /// <summary>Records that look alike and do not count.</summary>
    public ImmutableArray<RecordSample> Harmless { get; init; } = [];

    /// <summary>The fields a format must have for this detection.</summary>
    public IEnumerable<FlowField> RequiredFields =>
        Conditions.Concat(Alternatives.SelectMany(conditions => conditions)).Concat(Exceptions).Select(condition => condition.Field).Concat(Measure.Fields).Distinct();

    /// <summary>The severity of the alarm on records of a format.</summary>
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
