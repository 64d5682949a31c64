namespace FlowLogStack.Capture;

/// <summary>The longest time over which the packets of a flow are joined into one record.</summary>
public enum AggregationInterval
{
    /// <summary>At most 60 seconds.</summary>
    OneMinute = 60,

    /// <summary>At most 600 seconds; interfaces on Nitro instances still aggregate over 60 seconds.</summary>
    TenMinutes = 600,
}
