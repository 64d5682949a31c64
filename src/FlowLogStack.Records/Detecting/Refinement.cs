namespace FlowLogStack.Records;

/// <summary>A condition that a detection applies if the log format has its field.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Otherwise">Substitute condition for log formats without the field; null for none.</param>
/// <param name="Caveat">Limitation of the detection without the field, as one sentence.</param>
public sealed record Refinement(FieldCondition Condition, FieldCondition? Otherwise, string Caveat)
{
    // A connection's first packet has SYN alone; FIN and RST may come within the same aggregation interval.
    const long Syn = 2, SynFin = 3, SynRst = 6, SynFinRst = 7;

    /// <summary>Records of the side that opened a TCP connection, in the interval in which it did.</summary>
    /// <remarks>
    /// Every connection has records in both directions, and traffic to a client's port is not a connection to a service on
    /// that port. Without TCP flags, a source port of 1024 or more identifies the client.
    /// </remarks>
    public static Refinement Opening { get; } = new(
        FlowField.TcpFlags.IsOneOf(Syn, SynFin, SynRst, SynFinRst),
        FlowField.SrcPort.IsAtLeast(1024),
        "Without tcp-flags of a VPC format, a source port of 1024 or more stands for the client's side: answers of services on high ports count as well, and a long connection counts once in each interval.");

    /// <summary>Records of accepted traffic.</summary>
    public static Refinement Accepted { get; } = new(
        FlowField.Action.Is("ACCEPT"),
        null,
        "Without the action, attempts that were turned away count as well.");

    /// <summary>Returns whether the refinement applies to a log format.</summary>
    /// <remarks>Records of transit gateways contain every flag of the interval, so both sides of a connection look alike.</remarks>
    public bool AppliesTo(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Contains(Condition.Field) && !(Condition.Field.Equals(FlowField.TcpFlags) && format.Fields.Any(field => field.AppliesTo is RecordKinds.TransitGateway));
    }
}
