namespace FlowLogStack.Records;

/// <summary>The comparison by which a datapoint of a detection breaches.</summary>
public enum AlarmTrigger
{
    /// <summary>The value is the threshold or more.</summary>
    AtLeast,

    /// <summary>The value is less than the threshold.</summary>
    Below,

    /// <summary>The value is above the anomaly detection band. The threshold is the width of the band in standard deviations.</summary>
    AboveBand,
}
