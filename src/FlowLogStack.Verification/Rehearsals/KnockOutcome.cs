namespace FlowLogStack.Verification;

/// <summary>The outcome of a connection attempt.</summary>
enum KnockOutcome
{
    /// <summary>The target accepted the connection.</summary>
    Connected,

    /// <summary>The target, or a device on the way, rejected the connection.</summary>
    Refused,

    /// <summary>No answer arrived in time, as with a security group that does not allow the connection.</summary>
    TimedOut,
}
