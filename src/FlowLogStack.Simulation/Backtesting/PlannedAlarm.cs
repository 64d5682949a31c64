namespace FlowLogStack.Simulation;

/// <summary>An alarm that will be simulated.</summary>
/// <param name="Definition">The alarm.</param>
/// <param name="Talkers">Who is behind the records its filters and rules selected.</param>
/// <param name="Patterns">The patterns of its metric filters.</param>
/// <param name="Notes">What to say about it.</param>
sealed record PlannedAlarm(AlarmDefinition Definition, IReadOnlyList<TalkerLog> Talkers, IReadOnlyList<string> Patterns, List<string> Notes);
