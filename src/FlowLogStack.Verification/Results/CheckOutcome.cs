namespace FlowLogStack.Verification;

/// <summary>The outcome of a check.</summary>
public enum CheckOutcome
{
    /// <summary>The check found no problem.</summary>
    Passed,

    /// <summary>The check found a probable problem that does not contradict the template.</summary>
    Warning,

    /// <summary>The check found a problem, or could not run.</summary>
    Failed,

    /// <summary>The check did not apply.</summary>
    Skipped,
}
