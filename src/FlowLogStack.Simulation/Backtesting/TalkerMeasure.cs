namespace FlowLogStack.Simulation;

/// <summary>What the talkers of an alarm are ranked by: what its metric measures.</summary>
public enum TalkerMeasure
{
    /// <summary>How many records they had.</summary>
    Records,

    /// <summary>What their records added to the metric, such as bytes.</summary>
    Value,

    /// <summary>How many different contributors of a Contributor Insights rule they were part of, minute by minute.</summary>
    Contributors,
}
