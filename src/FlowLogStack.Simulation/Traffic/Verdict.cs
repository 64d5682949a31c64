namespace FlowLogStack.Simulation;

/// <summary>The effect of security groups and network ACLs on a conversation.</summary>
enum Verdict : byte
{
    Accepted,

    /// <summary>Rejected on the client's side, on leaving.</summary>
    RejectedLeaving,

    /// <summary>Rejected on the server's side, on arrival.</summary>
    RejectedArriving,

    /// <summary>The request was accepted and the answer rejected, by a stateless network ACL.</summary>
    AnswerRejected,

    /// <summary>Rejected by VPC Block Public Access.</summary>
    BlockedPublicAccess,
}
