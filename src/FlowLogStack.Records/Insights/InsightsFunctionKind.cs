namespace FlowLogStack.Records;

/// <summary>The kind of a function's input.</summary>
enum InsightsFunctionKind
{
    /// <summary>The values of its arguments.</summary>
    Scalar,

    /// <summary>Many events.</summary>
    Aggregate,

    /// <summary>The event's timestamp and a period: <c>bin</c>.</summary>
    Bin,

    /// <summary>A timestamp and a period: <c>datefloor</c> and <c>dateceil</c>.</summary>
    Date,

    /// <summary>An address and a subnet.</summary>
    Subnet,

    /// <summary>The clock: <c>now</c>.</summary>
    Now,
}
