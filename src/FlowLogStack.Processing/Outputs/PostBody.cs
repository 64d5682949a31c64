namespace FlowLogStack.Processing;

/// <summary>Sends one body to an endpoint.</summary>
/// <param name="body">The body.</param>
/// <param name="isCompressed">Whether it is gzip.</param>
/// <param name="origin">Where its lines come from.</param>
/// <param name="run">The invocation.</param>
/// <returns>Null once the endpoint took it; otherwise why it did not.</returns>
delegate Task<string?> PostBody(ReadOnlyMemory<byte> body, bool isCompressed, LineOrigin origin, Run run);
