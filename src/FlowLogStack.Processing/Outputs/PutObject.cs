namespace FlowLogStack.Processing;

/// <summary>Writes one object to the destination bucket.</summary>
/// <param name="key">Key of the object.</param>
/// <param name="content">Content of the object, compressed.</param>
/// <param name="cancellation">Cancels the attempt.</param>
/// <returns>Null if the bucket accepted it; otherwise the reason.</returns>
delegate Task<string?> PutObject(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation);
