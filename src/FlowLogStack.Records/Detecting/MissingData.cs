namespace FlowLogStack.Records;

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
