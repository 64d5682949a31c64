using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A composite alarm of a template.</summary>
/// <param name="LogicalId">Logical id of the alarm.</param>
/// <param name="Name">Name of the alarm, or its logical id if the template has no name.</param>
/// <param name="Description">Description; empty for none.</param>
/// <param name="Rule">Rule over the states of other alarms.</param>
/// <param name="Suppressor">Alarm that suppresses its actions; null for none.</param>
sealed record CompositeAlarmDefinition(string LogicalId, string Name, string Description, AlarmRule Rule, string? Suppressor)
{
    /// <summary>Severity by the tag <c>severity</c>; null without it, and for other values than <c>low</c>, <c>medium</c> and <c>high</c>.</summary>
    public Severity? Severity { get; init; }
}
