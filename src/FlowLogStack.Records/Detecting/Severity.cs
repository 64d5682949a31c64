namespace FlowLogStack.Records;

/// <summary>How urgent an alarm is to the person it reaches.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nobody is woken.</summary>
    Low,

    /// <summary>To be looked at on the day.</summary>
    Medium,

    /// <summary>To be looked at now.</summary>
    High,
}
