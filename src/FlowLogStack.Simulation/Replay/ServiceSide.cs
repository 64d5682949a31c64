using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The side of a record that is the service, whichever way the record runs.</summary>
static class ServiceSide
{
    const int FirstUnprivileged = 1024;
    const int Tcp = 6;
    const int Syn = 2;
    const int SynAck = 18;

    /// <summary>Returns the port of the service: the destination's, or the source's of an answer.</summary>
    /// <inheritdoc cref="IsAnswer"/>
    internal static int PortOf(FlowRecord record, int protocol, int destination) =>
        IsAnswer(record, protocol, destination) && record.TryGetInt32(FlowField.SrcPort, out var source) ? source : destination;

    /// <summary>Whether the record runs from the service to the side that opened the connection: by flags, the only well-known port, or else the lower
    /// port.</summary>
    /// <param name="record">The record.</param>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="destination">Its destination port.</param>
    internal static bool IsAnswer(FlowRecord record, int protocol, int destination)
    {
        if (!record.TryGetInt32(FlowField.SrcPort, out var source))
            return false;
        // The first packet of a connection has SYN without ACK, and that of the answer both.
        if (protocol is Tcp && record.TryGetInt32(FlowField.TcpFlags, out var flags) && (flags & Syn) != 0)
            return (flags & SynAck) == SynAck;
        // What is rejected is a request, and a port that is tried may be higher than the client's.
        var isRejected = record.TryGetAction(out var action) && action is FlowAction.Reject;
        return source < destination && (!isRejected || (source < FirstUnprivileged && destination >= FirstUnprivileged));
    }
}
