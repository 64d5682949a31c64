namespace FlowLogStack.Processing;

/// <summary>Puts one object into the destination bucket.</summary>
/// <param name="key">Its key.</param>
/// <param name="content">Its content, compressed.</param>
/// <param name="cancellation">Ends the attempt.</param>
/// <returns>Null once the bucket took it; otherwise why it did not.</returns>
delegate Task<string?> PutObject(string key, ReadOnlyMemory<byte> content, CancellationToken cancellation);
