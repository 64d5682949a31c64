namespace FlowLogStack.Simulation;

/// <summary>An alarm of an alarm widget.</summary>
/// <param name="Name">Name of the alarm.</param>
/// <param name="Outcome">Result of the alarm; null if it wasn't simulated.</param>
/// <param name="Reason">Reason why it wasn't simulated.</param>
sealed record AlarmRow(string Name, AlarmOutcome? Outcome, string Reason);
