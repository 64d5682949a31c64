namespace FlowLogStack.Records;

/// <summary>What to do about an alarm, from the first minutes to the last lesson.</summary>
/// <param name="Investigate">How to find out what happened, and whether it is harmless.</param>
/// <param name="Monitor">What to watch while it lasts and afterwards.</param>
/// <param name="Restrict">Which rule or setting ends it.</param>
/// <param name="Educate">Whom to tell what, so that it does not come back.</param>
public sealed record Guidance(string Investigate, string Monitor, string Restrict, string Educate);
