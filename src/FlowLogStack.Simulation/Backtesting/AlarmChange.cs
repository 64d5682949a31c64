namespace FlowLogStack.Simulation;

/// <summary>An alarm whose settings changed.</summary>
/// <param name="Alarm">The alarm, as the new template has it.</param>
/// <param name="Settings">What changed.</param>
public sealed record AlarmChange(AlarmReference Alarm, IReadOnlyList<SettingChange> Settings);
