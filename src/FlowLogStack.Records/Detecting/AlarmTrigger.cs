namespace FlowLogStack.Records;

/// <summary>When a datapoint of a detection breaches.</summary>
public enum AlarmTrigger
{
    /// <summary>It is the threshold or more.</summary>
    AtLeast,

    /// <summary>It is less than the threshold.</summary>
    Below,

    /// <summary>It is above the band that CloudWatch learned from the metric's past; the threshold is the band's width in standard deviations.</summary>
    AboveBand,
}
