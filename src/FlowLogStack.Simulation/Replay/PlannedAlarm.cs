namespace FlowLogStack.Simulation;

/// <summary>An alarm that will be simulated.</summary>
/// <param name="Definition">The alarm.</param>
/// <param name="Talkers">Top contributors of the records that its filters and rules match.</param>
/// <param name="Patterns">The patterns of its metric filters.</param>
/// <param name="Notes">Notes about the alarm.</param>
/// <param name="SumsField">Whether a field of records, such as their packets, is summed.</param>
sealed record PlannedAlarm(AlarmDefinition Definition, IReadOnlyList<TalkerLog> Talkers, IReadOnlyList<string> Patterns, List<string> Notes, bool SumsField)
{
    /// <summary>Returns whether an alarm of another template has the same definition, patterns and notes.</summary>
    internal bool IsSameAs(PlannedAlarm other) => Definition.IsSameAs(other.Definition) && Patterns.SequenceEqual(other.Patterns)
        && Notes.SequenceEqual(other.Notes) && Talkers.Count == 0 && other.Talkers.Count == 0;
}
