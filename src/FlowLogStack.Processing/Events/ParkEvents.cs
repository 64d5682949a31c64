namespace FlowLogStack.Processing;

/// <summary>Keeps log events that hold no line.</summary>
/// <param name="payload">An event of a subscription that holds them and nothing else.</param>
/// <param name="count">How many there are.</param>
/// <param name="reason">What is wrong with them.</param>
/// <exception cref="DeliveryException">Nothing keeps them.</exception>
/// <exception cref="EventException">They are kept already.</exception>
delegate Task ParkEvents(ReadOnlyMemory<byte> payload, int count, string reason);
