namespace FlowLogStack.Records;

/// <summary>Visibility of an attack in flow logs, with the built-in detections and queries.</summary>
public enum AttackVisibility
{
    /// <summary>An alarm enters <c>ALARM</c> while it lasts.</summary>
    Found,

    /// <summary>A saved or scheduled query returns it, hours or days later.</summary>
    FoundLate,

    /// <summary>Flow logs do not contain it, or it looks like ordinary traffic.</summary>
    NotFound,
}
