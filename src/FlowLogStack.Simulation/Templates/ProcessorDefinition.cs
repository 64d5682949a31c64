using FlowLogStack.Processing;

namespace FlowLogStack.Simulation;

/// <summary>A processor function of a template.</summary>
/// <param name="LogicalId">Logical id of the function.</param>
/// <param name="Name">Name of the function, or its logical id if CloudFormation generates the name.</param>
/// <param name="Settings">Settings in its environment variables; the defaults if these aren't valid.</param>
/// <param name="Problem">Why the function would not start, as in its log; null if it would.</param>
/// <param name="Subscriptions">Subscription filters that invoke it.</param>
/// <param name="Notifications">Bucket notifications that invoke it.</param>
sealed record ProcessorDefinition(
    string LogicalId,
    string Name,
    ProcessorSettings Settings,
    string? Problem,
    IReadOnlyList<SubscriptionDefinition> Subscriptions,
    IReadOnlyList<NotificationDefinition> Notifications);
