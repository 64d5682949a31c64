using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>Properties for <see cref="ChangeNotification"/>.</summary>
public sealed record ChangeNotificationProps
{
    /// <summary>Kind of changes to notify of. Required.</summary>
    public required ChangeDetection Change { get; init; }

    /// <summary>Topic to notify. Required.</summary>
    public required AlarmTopic Topic { get; init; }
}
