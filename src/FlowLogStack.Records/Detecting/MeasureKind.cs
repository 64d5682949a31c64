namespace FlowLogStack.Records;

/// <summary>The kinds of <see cref="Measure"/>.</summary>
public enum MeasureKind
{
    /// <summary>A count of records.</summary>
    Flows,

    /// <summary>A sum of one field.</summary>
    Sum,

    /// <summary>A count of distinct keys.</summary>
    Distinct,

    /// <summary>The count or sum of the key for which it is largest.</summary>
    Largest,

    /// <summary>A count of all log events that arrived.</summary>
    Arrivals,
}
