namespace FlowLogStack.Processor;

/// <summary>One event that Lambda asks the function to process.</summary>
/// <param name="RequestId">The id of the invocation.</param>
/// <param name="Deadline">When Lambda ends the invocation.</param>
/// <param name="TraceId">The X-Ray trace; null when there is none.</param>
/// <param name="Payload">The event; valid until the next invocation is taken.</param>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, ReadOnlyMemory<byte> Payload);
