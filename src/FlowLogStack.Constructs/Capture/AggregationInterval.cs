namespace FlowLogStack.Capture;

/// <summary>Maximum aggregation interval: the longest time for which packets of a flow are aggregated into one record.</summary>
[UndefinedMessage("The aggregation interval", "is neither 60 nor 600 seconds. Use AggregationInterval.OneMinute or TenMinutes.")]
public enum AggregationInterval
{
    /// <summary>60 seconds.</summary>
    OneMinute = 60,

    /// <summary>
    /// 600 seconds. Interfaces of Nitro instances still aggregate over at most 60 seconds. Detections that count packets or bytes by the minute enter
    /// <c>ALARM</c> more easily.
    /// </summary>
    TenMinutes = 600,
}
