namespace FlowLogStack.Processing;

/// <summary>The origin of lines.</summary>
/// <param name="Name">Log stream, object key or delivery stream.</param>
/// <param name="Host">Log group, bucket or ARN of the delivery stream.</param>
/// <param name="Id">Identifier of exactly these lines, the same when the event is retried.</param>
sealed record LineOrigin(string Name, string Host, string Id);
