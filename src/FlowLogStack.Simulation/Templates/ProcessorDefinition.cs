using FlowLogStack.Processing;

namespace FlowLogStack.Simulation;

/// <summary>A function of a template that runs the bundled processor.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when CloudFormation makes one up.</param>
/// <param name="Settings">What its environment says; the defaults when it could not start with that.</param>
/// <param name="Problem">Why it could not start, as its log would say; null when it could.</param>
/// <param name="Subscriptions">The subscription filters that invoke it.</param>
/// <param name="Notifications">The notifications of buckets that invoke it.</param>
sealed record ProcessorDefinition(
    string LogicalId,
    string Name,
    ProcessorSettings Settings,
    string? Problem,
    IReadOnlyList<SubscriptionDefinition> Subscriptions,
    IReadOnlyList<NotificationDefinition> Notifications);
