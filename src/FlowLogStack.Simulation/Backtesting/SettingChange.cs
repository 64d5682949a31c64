namespace FlowLogStack.Simulation;

/// <summary>A setting of an alarm that changed.</summary>
/// <param name="Setting">What it is, such as <c>threshold</c>.</param>
/// <param name="Before">What it was; empty when there was none.</param>
/// <param name="After">What it is now; empty when there is none.</param>
public sealed record SettingChange(string Setting, string Before, string After);
