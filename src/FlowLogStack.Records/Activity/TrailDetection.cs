namespace FlowLogStack.Records;

/// <summary>A detection of calls in the log group of a trail: a metric filter counts them, and an alarm evaluates the count.</summary>
public sealed record TrailDetection
{
    /// <summary>Id in catalogs and construct ids: words in PascalCase.</summary>
    public required string Id { get; init; }

    /// <summary>Title, which is the name of the alarm after its prefix.</summary>
    public required string Title { get; init; }

    /// <summary>Meaning of the alarm, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Recommended first action.</summary>
    public required string Response { get; init; }

    /// <summary>Condition of the calls.</summary>
    public required EventCondition Condition { get; init; }

    /// <summary>Urgency. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>Number of the recommendation in the CIS AWS Foundations Benchmark 1.4 to 5.0, such as <c>4.3</c>. Default: null, none.</summary>
    public string? Recommendation { get; init; }

    /// <summary>Number of the recommendation in version 6.0, such as <c>5.3</c>. Default: null, none.</summary>
    public string? RecommendationInVersion6 { get; init; }

    /// <summary>Control of AWS Security Hub with the same subject, such as <c>CloudWatch.1</c>. Default: null, none.</summary>
    public string? Control { get; init; }

    /// <summary>Number of calls in one period at which the alarm enters <c>ALARM</c>. Default: 1.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Length of a period, in whole minutes. Default: 5 minutes.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Returns the filter pattern of CloudWatch Logs.</summary>
    public string ToFilterPattern() => Condition.ToFilterPattern();

    /// <summary>Returns the Logs Insights query for the calls of the alarm.</summary>
    public string ToInsightsQuery() =>
        $"fields eventTime, {ActivityQueryText.InsightsWho} as who, sourceIPAddress, eventSource, eventName, errorCode\n| filter {Condition.ToInsights()}\n| "
            + "sort eventTime desc\n| limit 100";
}
