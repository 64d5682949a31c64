namespace FlowLogStack.Processing;

/// <summary>Keeps a batch that the endpoint did not take.</summary>
/// <param name="lines">Its lines, as the endpoint wants them.</param>
/// <param name="records">How many there are.</param>
/// <param name="origin">Where they come from.</param>
/// <param name="reason">Why the endpoint did not take them.</param>
/// <param name="run">The invocation.</param>
/// <exception cref="DeliveryException">Nothing keeps it.</exception>
delegate Task ParkBatch(ReadOnlyMemory<byte> lines, int records, LineOrigin origin, string reason, Run run);
