using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A condition that a detection applies if the log format has its field.</summary>
/// <param name="Condition">Condition on the field.</param>
/// <param name="Otherwise">Substitute condition for log formats without the field; null for none.</param>
/// <param name="Caveat">Limitation of the detection without the field, as one sentence.</param>
public sealed record Refinement(FieldCondition Condition, FieldCondition? Otherwise, string Caveat)
{
    // A connection's first packet has SYN alone; FIN and RST may come within the same aggregation interval.
    const long Syn = 2, SynFin = 3, SynRst = 6, SynFinRst = 7;

    // A server responds with SYN and ACK; FIN and RST may come within the same aggregation interval.
    const long SynAck = 18, SynAckFin = 19, SynAckRst = 22, SynAckFinRst = 23;

    // More than the resets (40 bytes each) of four attempts, less than the greeting of any service.
    internal const long LeastAnswer = 200;

    /// <summary>Additional substitute conditions beside <see cref="Otherwise"/>. Default: empty.</summary>
    public ImmutableArray<FieldCondition> AlsoOtherwise { get; init; } = [];

    /// <summary>Records of the side that opened a TCP connection, in the interval in which it did.</summary>
    /// <remarks>
    /// Every connection has records in both directions, and traffic to a client's port is not a connection to a service on
    /// that port. Without TCP flags, a source port of 1024 or more identifies the client.
    /// </remarks>
    public static Refinement Opening { get; } = new(
        FlowField.TcpFlags.IsOneOf(Syn, SynFin, SynRst, SynFinRst),
        FlowField.SrcPort.IsAtLeast(1024),
        "Without tcp-flags of a VPC format, a source port of 1024 or more identifies the client. Responses of services on high ports also count, and a long "
            + "connection counts once in each interval.");

    /// <summary>Records of the side that accepted a TCP connection, in the interval in which it did.</summary>
    /// <remarks>
    /// Load balancers, NAT gateways and open security groups accept requests to which no host responds. Without TCP flags, a
    /// record of 200 bytes or more to a port of 1024 or more counts as a response.
    /// </remarks>
    public static Refinement Answer { get; } = new(
        FlowField.TcpFlags.IsOneOf(SynAck, SynAckFin, SynAckRst, SynAckFinRst),
        FlowField.DstPort.IsAtLeast(1024),
        $"Without tcp-flags of a VPC format, {LeastAnswer} bytes or more from the service's port to a port of 1024 or more count as a response. "
        + "A client whose own port is one of these also counts, shorter responses do not, and a long connection counts once in each interval.")
    {
        AlsoOtherwise = [FlowField.Bytes.IsAtLeast(LeastAnswer)],
    };

    /// <summary>Records of traffic that arrives at an interface.</summary>
    public static Refinement Arriving { get; } = new(
        FlowField.FlowDirection.Is("ingress"),
        null,
        "Without flow-direction, traffic that leaves counts as well.");

    /// <summary>Records of accepted traffic.</summary>
    public static Refinement Accepted { get; } = new(
        FlowField.Action.Is("ACCEPT"),
        null,
        "Without the action, rejected attempts also count.");

    /// <summary>Returns the conditions for records of a log format.</summary>
    internal IEnumerable<FieldCondition> ConditionsIn(FlowLogFormat format) =>
        (AppliesTo(format) ? [Condition] : AlsoOtherwise.Prepend(Otherwise)).OfType<FieldCondition>().Where(condition => format.Contains(condition.Field));

    /// <summary>Returns whether the refinement applies to a log format.</summary>
    /// <remarks>Records of transit gateways contain every flag of the interval, so both sides of a connection look alike.</remarks>
    public bool AppliesTo(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Contains(Condition.Field) && !(Condition.Field.Equals(FlowField.TcpFlags)
            && format.Fields.Any(field => field.AppliesTo is RecordKinds.TransitGateway));
    }
}
