namespace FlowLogStack.Benchmarks;

/// <summary>Asks a record of the default format for each of its 14 fields, typed.</summary>
static class FourteenFields
{
    internal static long Sum(FlowRecord record)
    {
        var sum = (long)record[FlowField.AccountId].Length + record[FlowField.InterfaceId].Length;
        if (record.TryGetInt32(FlowField.Version, out var version))
            sum += version;
        if (record.TryGetAddress(FlowField.SrcAddr, out var source))
            sum += (long)(source.High ^ source.Low);
        if (record.TryGetAddress(FlowField.DstAddr, out var destination))
            sum += (long)(destination.High ^ destination.Low);
        if (record.TryGetInt32(FlowField.SrcPort, out var sourcePort))
            sum += sourcePort;
        if (record.TryGetInt32(FlowField.DstPort, out var destinationPort))
            sum += destinationPort;
        if (record.TryGetInt32(FlowField.Protocol, out var protocol))
            sum += protocol;
        if (record.TryGetInt64(FlowField.Packets, out var packets))
            sum += packets;
        if (record.TryGetInt64(FlowField.Bytes, out var bytes))
            sum += bytes;
        if (record.TryGetInstant(FlowField.Start, out var start))
            sum += start.Ticks;
        if (record.TryGetInstant(FlowField.End, out var end))
            sum += end.Ticks;
        if (record.TryGetAction(out var action))
            sum += (long)action;
        if (record.TryGetLogStatus(out var status))
            sum += (long)status;
        return sum;
    }
}
