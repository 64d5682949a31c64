namespace FlowLogStack.Processing;

/// <summary>Keeps an object that the destination bucket did not take.</summary>
/// <param name="key">Its key.</param>
/// <param name="content">Its content.</param>
/// <param name="records">How many records it has.</param>
/// <param name="reason">Why the bucket did not take it.</param>
/// <param name="run">The invocation.</param>
/// <exception cref="DeliveryException">Nothing keeps it.</exception>
delegate Task ParkObject(string key, ReadOnlyMemory<byte> content, int records, string reason, Run run);
