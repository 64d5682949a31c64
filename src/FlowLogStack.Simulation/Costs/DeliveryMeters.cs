using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The meters of flow logs of a template. Those with the same log format and selection are measured once.</summary>
sealed class DeliveryMeters : IRecordSink, IDisposable
{
    readonly Dictionary<(FlowLogFormat Format, string? Traffic), DeliveryMeter> meters = [];

    /// <summary>Number of meters.</summary>
    internal int Count => meters.Count;

    /// <summary>Returns the meter of a flow log. Its first call is before the first record.</summary>
    internal DeliveryMeter Of(LogDelivery delivery)
    {
        var key = (delivery.Format, delivery.Traffic);
        if (!meters.TryGetValue(key, out var meter))
            meters[key] = meter = new DeliveryMeter(delivery.Format, delivery.Traffic);
        return meter;
    }

    void IRecordSink.BeginObject()
    {
    }

    void IRecordSink.Take(FlowRecord record)
    {
        foreach (var meter in meters.Values)
            meter.Take(record);
    }

    // A malformed line is delivered like any other.
    void IRecordSink.TakeRejected(ReadOnlySpan<byte> line)
    {
        foreach (var meter in meters.Values)
            meter.Take(line);
    }

    public void Dispose()
    {
        foreach (var meter in meters.Values)
            meter.Dispose();
    }
}
