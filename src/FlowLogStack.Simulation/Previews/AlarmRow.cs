namespace FlowLogStack.Simulation;

/// <summary>An alarm of an alarm widget.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcome">What it did; null when it was not simulated.</param>
/// <param name="Reason">Why it was not.</param>
sealed record AlarmRow(string Name, AlarmOutcome? Outcome, string Reason);
