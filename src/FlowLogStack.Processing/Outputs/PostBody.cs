namespace FlowLogStack.Processing;

/// <summary>Sends one body to an endpoint.</summary>
/// <param name="body">The body.</param>
/// <param name="isCompressed">Whether it is gzip.</param>
/// <param name="origin">Origin of its lines.</param>
/// <param name="run">The invocation.</param>
/// <returns>Null if the endpoint accepted it; otherwise the reason.</returns>
delegate Task<string?> PostBody(ReadOnlyMemory<byte> body, bool isCompressed, LineOrigin origin, Run run);
