using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>How urgent an alarm is to the person it reaches.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody is woken.</summary>
    Low,

    /// <summary>To be looked at on the day.</summary>
    Medium,

    /// <summary>To be looked at now.</summary>
    High,
}

/// <summary>What an alarm makes of a minute for which no datapoint arrived.</summary>
public enum MissingData
{
    /// <summary>As within the threshold: silence is good.</summary>
    NotBreaching,

    /// <summary>As beyond the threshold: silence is the alarm.</summary>
    Breaching,

    /// <summary>The alarm keeps its state.</summary>
    Ignore,

    /// <summary>The alarm goes to <c>INSUFFICIENT_DATA</c> when all datapoints are missing.</summary>
    Missing,
}

/// <summary>
/// Something worth an alarm, stated once: which records count, when their number is too many, and what to make of it.
/// The metric filter, the alarm, the Logs Insights query and the Athena query of a detection are renderings of it.
/// </summary>
public sealed record Detection
{
    /// <summary>The detection's id in catalogues and construct ids: words in PascalCase, such as <c>SshRejects</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The alarm's name, as people read it in a notification.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the metric filter.</summary>
    public required string FilterName { get; init; }

    /// <summary>The name of the metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>What has happened when the alarm fires, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>What to do about it, as a sentence or two.</summary>
    public required string Response { get; init; }

    /// <summary>How urgent it is. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>What a record must fulfil to count: all of these.</summary>
    public required ImmutableArray<FieldCondition> Conditions { get; init; }

    /// <summary>The number of matching records in one period from which on the period breaches. Default: 1.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>The period over which records are counted; whole minutes. Default: 1 minute.</summary>
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

    /// <summary>The fields a format must have for this detection.</summary>
    public IEnumerable<FlowField> RequiredFields => Conditions.Select(condition => condition.Field).Distinct();

    /// <summary>The metric filter's pattern for records of a format.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks fields the detection needs; the message says which to add.</exception>
    public string ToFilterPattern(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        format.EnsureContains($"The detection '{Title}'", RequiredFields);
        return format.ToFilterPattern(Conditions);
    }
}
