namespace FlowLogStack.Settings;

/// <summary>One problem of the settings.</summary>
/// <param name="Path">Path of the setting, separated by dots, such as <c>logs.retentionDays</c>; empty for the settings as a whole.</param>
/// <param name="Message">The value and the fix, as a sentence.</param>
public sealed record SettingsProblem(string Path, string Message);
