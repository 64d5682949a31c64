namespace FlowLogStack.Simulation;

/// <summary>A changed setting of an alarm.</summary>
/// <param name="Setting">Name of the setting, such as <c>threshold</c>.</param>
/// <param name="Before">Previous value; empty for a new setting.</param>
/// <param name="After">New value; empty for a removed setting.</param>
public sealed record SettingChange(string Setting, string Before, string After);
