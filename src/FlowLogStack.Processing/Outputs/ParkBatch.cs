namespace FlowLogStack.Processing;

/// <summary>Saves a batch that the endpoint did not accept as a dead letter.</summary>
/// <param name="lines">Lines of the batch, in the endpoint's output format.</param>
/// <param name="records">Number of lines.</param>
/// <param name="origin">Origin of the lines.</param>
/// <param name="reason">Reason why the endpoint did not accept them.</param>
/// <param name="run">The invocation.</param>
/// <exception cref="DeliveryException">The dead letter could not be saved.</exception>
delegate Task ParkBatch(ReadOnlyMemory<byte> lines, int records, LineOrigin origin, string reason, Run run);
