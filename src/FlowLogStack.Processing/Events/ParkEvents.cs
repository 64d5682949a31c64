namespace FlowLogStack.Processing;

/// <summary>Saves log events without a line as a dead letter.</summary>
/// <param name="payload">The event of a subscription that contains only these log events.</param>
/// <param name="count">Number of log events.</param>
/// <param name="reason">Fault of the log events.</param>
/// <exception cref="DeliveryException">The dead letter could not be saved.</exception>
/// <exception cref="EventException">The log events come from a dead letter.</exception>
delegate Task ParkEvents(ReadOnlyMemory<byte> payload, int count, string reason);
