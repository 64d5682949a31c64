namespace FlowLogStack.Simulation;

/// <summary>The time over which alarms are simulated, in minutes since 1970.</summary>
/// <param name="From">The first minute there can be data of; what was before is not known.</param>
/// <param name="To">The minute of the last evaluation.</param>
/// <param name="FirstDelay">How many minutes after <paramref name="From"/> the first data arrived.</param>
readonly record struct SimulatedTime(long From, long To, long FirstDelay);
