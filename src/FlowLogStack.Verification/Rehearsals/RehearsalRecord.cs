namespace FlowLogStack.Verification;

/// <summary>A record of a connection of the rehearsal.</summary>
/// <param name="Message">The event's text in UTF-8.</param>
/// <param name="At">Time of the event, by which its datapoint is found.</param>
/// <param name="Arrived">Time at which CloudWatch Logs received it; null if unknown.</param>
/// <param name="Stream">Name of the log stream.</param>
/// <param name="Action"><c>ACCEPT</c>, <c>REJECT</c>, or empty in a format without the field.</param>
sealed record RehearsalRecord(byte[] Message, DateTimeOffset At, DateTimeOffset? Arrived, string Stream, string Action);
