namespace FlowLogStack.Verification;

/// <summary>How a check came out.</summary>
public enum CheckOutcome
{
    /// <summary>What was looked at is as it should be.</summary>
    Passed,

    /// <summary>Somebody should look at it, but nothing contradicts the template.</summary>
    Warning,

    /// <summary>What was looked at is not as it should be, or could not be looked at.</summary>
    Failed,

    /// <summary>There was nothing to look at.</summary>
    Skipped,
}
