namespace FlowLogStack.Records;

/// <summary>The urgency of an alarm.</summary>
public enum Severity
{
    /// <summary>Informational; no action is urgent.</summary>
    Low,

    /// <summary>Requires attention on the same day.</summary>
    Medium,

    /// <summary>Requires attention now.</summary>
    High,
}
