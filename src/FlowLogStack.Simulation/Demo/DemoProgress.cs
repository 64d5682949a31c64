namespace FlowLogStack.Simulation;

/// <summary>Progress of a demo.</summary>
/// <param name="Step">Current step.</param>
/// <param name="Bytes">Bytes that the step has written or read.</param>
/// <param name="TotalBytes">Bytes that the step will read; 0 while traffic is generated, because the total is not known.</param>
readonly record struct DemoProgress(DemoStep Step, long Bytes, long TotalBytes);
