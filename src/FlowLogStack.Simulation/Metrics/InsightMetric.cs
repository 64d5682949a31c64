namespace FlowLogStack.Simulation;

/// <summary>The metrics of a Contributor Insights rule in <c>INSIGHT_RULE_METRIC</c>.</summary>
public enum InsightMetric
{
    /// <summary>Number of distinct contributors.</summary>
    UniqueContributors,

    /// <summary>Value of the top contributor.</summary>
    MaxContributorValue,

    /// <summary>Number of events that match the rule.</summary>
    SampleCount,

    /// <summary>Sum of the events' values.</summary>
    Sum,

    /// <summary>Minimum value of an event.</summary>
    Minimum,

    /// <summary>Maximum value of an event.</summary>
    Maximum,

    /// <summary>Average value of the events.</summary>
    Average,
}
