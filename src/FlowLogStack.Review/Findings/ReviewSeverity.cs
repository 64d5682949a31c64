namespace FlowLogStack.Review;

/// <summary>The severity of a finding.</summary>
public enum ReviewSeverity
{
    /// <summary>An intended or harmless effect, such as an added resource.</summary>
    Info,

    /// <summary>A small effect, such as the lost history of one alarm.</summary>
    Low,

    /// <summary>An effect to check before the deployment, such as records that arrive twice or a less sensitive alarm.</summary>
    Medium,

    /// <summary>Records, notifications or protection stop, access is widened to others, or the deployment fails.</summary>
    High,

    /// <summary>Stored data is deleted or becomes unreadable, or anyone gets access.</summary>
    Critical,
}
