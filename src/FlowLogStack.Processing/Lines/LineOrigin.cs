namespace FlowLogStack.Processing;

/// <summary>Where lines come from.</summary>
/// <param name="Name">The log stream, the object's key or the delivery stream.</param>
/// <param name="Host">The log group, the bucket or the delivery stream's ARN.</param>
/// <param name="Id">What names the very same lines again when the event is retried.</param>
sealed record LineOrigin(string Name, string Host, string Id);
