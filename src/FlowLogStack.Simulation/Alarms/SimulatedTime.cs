namespace FlowLogStack.Simulation;

/// <summary>The time range of a simulation, in minutes since 1970.</summary>
/// <param name="From">First minute that can have data. Earlier data aren't known.</param>
/// <param name="To">Minute of the last evaluation.</param>
/// <param name="FirstDelay">Arrival delay in minutes of the first data after <paramref name="From"/>.</param>
readonly record struct SimulatedTime(long From, long To, long FirstDelay);
