namespace FlowLogStack.Records;

/// <summary>Answers a value from the values of a function's arguments.</summary>
delegate InsightsValue InsightsScalar(ReadOnlySpan<InsightsValue> arguments);

/// <summary>What a function is made of when a query runs.</summary>
enum InsightsFunctionKind
{
    /// <summary>Of the values of its arguments.</summary>
    Scalar,

    /// <summary>Of many events.</summary>
    Aggregate,

    /// <summary><c>bin</c>: of the event's timestamp and a period.</summary>
    Bin,

    /// <summary><c>datefloor</c> and <c>dateceil</c>: of a timestamp and a period.</summary>
    Date,

    /// <summary>Of an address and a subnet.</summary>
    Subnet,

    /// <summary><c>now</c>: of the clock.</summary>
    Now,
}

/// <summary>A function of the query language.</summary>
/// <param name="Name">Its name, as AWS spells it.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Fewest">The arguments it needs.</param>
/// <param name="Most">The arguments it takes.</param>
/// <param name="Scalar">What it answers, when that depends on its arguments alone.</param>
sealed record InsightsFunction(string Name, InsightsFunctionKind Kind, int Fewest, int Most, InsightsScalar? Scalar = null)
{
    internal bool IsAggregate => Kind is InsightsFunctionKind.Aggregate;

    internal string Arity => Fewest == Most ? Count(Fewest) : Most == int.MaxValue ? $"{Fewest} or more arguments" : $"{Fewest} to {Most} arguments";

    static string Count(int number) => number switch { 0 => "no argument", 1 => "one argument", _ => $"{number} arguments" };
}
