namespace FlowLogStack.Records;

/// <summary>The treatment of periods without a datapoint by an alarm.</summary>
public enum MissingData
{
    /// <summary>Missing datapoints count as within the threshold.</summary>
    NotBreaching,

    /// <summary>Missing datapoints count as breaching.</summary>
    Breaching,

    /// <summary>The alarm keeps its state.</summary>
    Ignore,

    /// <summary>The alarm enters <c>INSUFFICIENT_DATA</c> when all datapoints are missing.</summary>
    Missing,
}
