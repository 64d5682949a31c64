namespace FlowLogStack.Simulation;

/// <summary>The ranking of an alarm's top contributors, according to its metric.</summary>
public enum TalkerMeasure
{
    /// <summary>By number of records.</summary>
    Records,

    /// <summary>By the value that their records add to the metric, such as bytes.</summary>
    Value,

    /// <summary>By the number of distinct contributors of a Contributor Insights rule, minute by minute.</summary>
    Contributors,
}
