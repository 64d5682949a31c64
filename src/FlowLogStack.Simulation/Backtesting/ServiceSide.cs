using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The side of a record that is the service, whichever way the record runs.</summary>
static class ServiceSide
{
    const int FirstUnprivileged = 1024;
    const int FirstEphemeral = 32768;
    const int Tcp = 6;
    const int Syn = 2;
    const int SynAck = 18;

    /// <summary>Returns the port of the service: the one that flags name, the only well-known one, or else the lower one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="protocol">Its protocol, TCP or UDP.</param>
    /// <param name="destination">Its destination port.</param>
    internal static int PortOf(FlowRecord record, int protocol, int destination)
    {
        if (!record.TryGetInt32(FlowField.SrcPort, out var source))
            return destination;
        if (protocol is Tcp && record.TryGetInt32(FlowField.TcpFlags, out var flags) && (flags & Syn) != 0)
            return (flags & SynAck) == SynAck ? source : destination;
        if ((source < FirstUnprivileged) != (destination < FirstUnprivileged))
            return Math.Min(source, destination);
        // What is rejected is a request, and a port that is tried may be higher than the client's.
        if (record.TryGetAction(out var action) && action is FlowAction.Reject)
            return destination;
        return (source < FirstEphemeral) != (destination < FirstEphemeral) || source < destination ? Math.Min(source, destination) : destination;
    }
}
