namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule of a template.</summary>
/// <param name="LogicalId">Logical id of the rule.</param>
/// <param name="Name">Name of the rule, or its logical id if the template has no name.</param>
/// <param name="Body">Definition of the rule.</param>
sealed record InsightRuleDefinition(string LogicalId, string Name, InsightRuleBody Body)
{
    /// <summary>Returns whether a rule of another template has the same properties.</summary>
    internal bool IsSameAs(InsightRuleDefinition other) => LogicalId == other.LogicalId && Name == other.Name && Body.Text == other.Body.Text;
}
