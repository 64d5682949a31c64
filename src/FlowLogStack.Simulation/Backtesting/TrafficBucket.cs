namespace FlowLogStack.Simulation;

/// <summary>The traffic of one time interval.</summary>
/// <param name="At">Start of the interval.</param>
/// <param name="Accepted">Number of records with the action <c>ACCEPT</c>.</param>
/// <param name="Rejected">Number of records with the action <c>REJECT</c>.</param>
/// <param name="Other">Number of records without an action, such as <c>NODATA</c> or those of transit gateways.</param>
/// <param name="IngressBytes">Bytes of records with the direction <c>ingress</c>.</param>
/// <param name="EgressBytes">Bytes of records with the direction <c>egress</c>.</param>
/// <param name="UndirectedBytes">Bytes of records without a direction.</param>
public readonly record struct TrafficBucket(
    DateTimeOffset At,
    long Accepted,
    long Rejected,
    long Other,
    long IngressBytes,
    long EgressBytes,
    long UndirectedBytes);
