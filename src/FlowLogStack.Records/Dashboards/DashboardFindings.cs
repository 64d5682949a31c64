namespace FlowLogStack.Records;

/// <summary>All that was found in a dashboard body.</summary>
sealed class DashboardFindings
{
    /// <summary>What CloudWatch refuses.</summary>
    internal List<DashboardProblem> Refusals { get; } = [];

    /// <summary>What CloudWatch takes with a validation message.</summary>
    internal List<DashboardProblem> Warnings { get; } = [];
}
