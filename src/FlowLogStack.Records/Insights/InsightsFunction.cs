namespace FlowLogStack.Records;

/// <summary>A function of the query language.</summary>
/// <param name="Name">AWS's name of the function.</param>
/// <param name="Kind">Kind of its input.</param>
/// <param name="Fewest">Minimum number of arguments.</param>
/// <param name="Most">Maximum number of arguments.</param>
/// <param name="Scalar">Returns the function's value; null if it depends on more than the arguments.</param>
sealed record InsightsFunction(string Name, InsightsFunctionKind Kind, int Fewest, int Most, InsightsScalar? Scalar = null)
{
    internal bool IsAggregate => Kind is InsightsFunctionKind.Aggregate;

    internal string Arity => Fewest == Most ? Count(Fewest) : Most == int.MaxValue ? $"{Fewest} or more arguments" : $"{Fewest} to {Most} arguments";

    static string Count(int number) => number switch { 0 => "no argument", 1 => "one argument", _ => $"{number} arguments" };
}
