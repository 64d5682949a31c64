namespace FlowLogStack.Simulation;

/// <summary>The state of one period in an alarm's evaluation.</summary>
enum DatapointState
{
    /// <summary>The period has no data.</summary>
    Missing,

    /// <summary>The value is within the threshold.</summary>
    Within,

    /// <summary>The value breaches the threshold.</summary>
    Breaching,
}
