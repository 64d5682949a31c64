namespace FlowLogStack.Records;

/// <summary>Recommended actions for an alarm, from investigation to prevention.</summary>
/// <param name="Investigate">Steps that find the cause and whether it is harmless.</param>
/// <param name="Monitor">Metrics and records to watch during and after the event.</param>
/// <param name="Restrict">Rule or setting that ends the traffic.</param>
/// <param name="Educate">Agreements and instructions that prevent the cause.</param>
public sealed record Guidance(string Investigate, string Monitor, string Restrict, string Educate);
