using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Records of an interface that are equal to its rules.</summary>
/// <param name="Direction">Direction at the interface.</param>
/// <param name="Peer">Address of the other side.</param>
/// <param name="Protocol">IANA protocol number; -1 if unknown.</param>
/// <param name="Port">Destination port; of an answer any port that the same rules allow.</param>
/// <param name="IsAccepted">Whether the traffic was accepted.</param>
/// <param name="IsAnswer">Whether it runs from the service to the side that opened the connection.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Bytes">Bytes of all records.</param>
readonly record struct RuleTraffic(RuleDirection Direction, FlowAddress Peer, int Protocol, int Port, bool IsAccepted, bool IsAnswer, long Records, long Bytes);
