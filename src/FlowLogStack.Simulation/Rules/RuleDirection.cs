namespace FlowLogStack.Simulation;

/// <summary>Direction of the traffic that a rule is about, as seen from the interface.</summary>
enum RuleDirection
{
    /// <summary>To the interface.</summary>
    Ingress,

    /// <summary>From the interface.</summary>
    Egress,
}
