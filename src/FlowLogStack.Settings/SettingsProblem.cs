namespace FlowLogStack.Settings;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Path">The setting, as a dotted path such as <c>logs.retentionDays</c>; empty when it is the settings as a whole.</param>
/// <param name="Message">The value and the cure, as a sentence.</param>
public sealed record SettingsProblem(string Path, string Message);
