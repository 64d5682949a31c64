namespace FlowLogStack.Simulation;

/// <summary>What an alarm makes of one period.</summary>
public enum DatapointState
{
    /// <summary>The period has no data.</summary>
    Missing,

    /// <summary>Its value is within the threshold.</summary>
    Within,

    /// <summary>Its value breaches the threshold.</summary>
    Breaching,
}
