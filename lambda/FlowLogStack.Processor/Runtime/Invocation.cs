namespace FlowLogStack.Processor;

/// <summary>An invocation of the function by Lambda.</summary>
/// <param name="RequestId">Id of the invocation.</param>
/// <param name="Deadline">Time at which Lambda ends the invocation.</param>
/// <param name="TraceId">X-Ray trace; null if the invocation has none.</param>
/// <param name="Payload">The event; valid until the next invocation is received.</param>
sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, ReadOnlyMemory<byte> Payload);
