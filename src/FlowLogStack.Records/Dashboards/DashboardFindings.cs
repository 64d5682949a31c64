namespace FlowLogStack.Records;

/// <summary>The problems found in a dashboard body.</summary>
sealed class DashboardFindings
{
    /// <summary>Problems for which CloudWatch returns an error.</summary>
    internal List<DashboardProblem> Refusals { get; } = [];

    /// <summary>Problems for which CloudWatch returns a validation message.</summary>
    internal List<DashboardProblem> Warnings { get; } = [];
}
