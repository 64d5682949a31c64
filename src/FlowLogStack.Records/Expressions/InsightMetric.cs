namespace FlowLogStack.Records;

/// <summary>What <c>INSIGHT_RULE_METRIC</c> can tell of a Contributor Insights rule.</summary>
public enum InsightMetric
{
    /// <summary>How many different contributors there were.</summary>
    UniqueContributors,

    /// <summary>The value of the largest contributor.</summary>
    MaxContributorValue,

    /// <summary>How many events the rule matched.</summary>
    SampleCount,

    /// <summary>The sum of all events' values.</summary>
    Sum,

    /// <summary>The lowest value of an event.</summary>
    Minimum,

    /// <summary>The highest value of an event.</summary>
    Maximum,

    /// <summary>The mean value of the events.</summary>
    Average,
}
