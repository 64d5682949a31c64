namespace FlowLogStack.Simulation;

/// <summary>An alarm with changed settings.</summary>
/// <param name="Alarm">The alarm in the new template.</param>
/// <param name="Settings">The changed settings.</param>
public sealed record AlarmChange(AlarmReference Alarm, IReadOnlyList<SettingChange> Settings);
