namespace FlowLogStack.Processing;

/// <summary>Saves an object that the destination bucket did not accept as a dead letter.</summary>
/// <param name="key">Key of the object.</param>
/// <param name="content">Content of the object.</param>
/// <param name="records">Number of records in the object.</param>
/// <param name="reason">Reason why the bucket did not accept it.</param>
/// <param name="run">The invocation.</param>
/// <exception cref="DeliveryException">The dead letter could not be saved.</exception>
delegate Task ParkObject(string key, ReadOnlyMemory<byte> content, int records, string reason, Run run);
