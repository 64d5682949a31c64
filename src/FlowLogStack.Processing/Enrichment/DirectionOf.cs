using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Determines the direction of a record's traffic.</summary>
static class DirectionOf
{
    /// <summary>Returns the direction by the interface's own addresses, or else by the record's <c>flow-direction</c>.</summary>
    /// <param name="record">The record.</param>
    /// <param name="facts">Attributes of its interface; null if unknown.</param>
    /// <param name="isNeighbour">Returns whether another address lies in the interface's subnet.</param>
    public static Direction Record(in FlowRecord record, InterfaceFacts? facts, Func<InterfaceFacts, FlowAddress, bool> isNeighbour)
    {
        if (facts is null || !record.TryGetAddress(FlowField.SrcAddr, out var source) || !record.TryGetAddress(FlowField.DstAddr, out var destination))
            return Stated(record);
        var ownsSource = facts.Owns(source);
        var ownsDestination = facts.Owns(destination);
        if (ownsSource && ownsDestination)
            return Direction.Internal;

        // An interface that forwards traffic, such as a NAT gateway's, owns neither address.
        if (!ownsSource && !ownsDestination)
            return Stated(record);
        if (isNeighbour(facts, ownsSource ? destination : source))
            return Direction.Internal;
        return ownsSource ? Direction.Outbound : Direction.Inbound;
    }

    static Direction Stated(in FlowRecord record)
    {
        var text = record[FlowField.FlowDirection];
        return text.SequenceEqual("ingress"u8) ? Direction.Inbound
            : text.SequenceEqual("egress"u8) ? Direction.Outbound
            : Direction.Unknown;
    }
}
