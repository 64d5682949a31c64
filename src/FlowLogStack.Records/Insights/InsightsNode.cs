using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>An expression of a parsed query.</summary>
/// <param name="Start">0-based place of its first character in the query.</param>
/// <param name="End">Place after its last character.</param>
abstract record InsightsNode(int Start, int End)
{
    /// <summary>A number or text.</summary>
    internal sealed record Literal(InsightsValue Value, int Start, int End) : InsightsNode(Start, End);

    /// <summary>A field, an alias, or the column of an expression.</summary>
    internal sealed record Name(string Text, int Start, int End) : InsightsNode(Start, End);

    /// <summary>A function call with its arguments.</summary>
    internal sealed record Call(InsightsFunction Function, InsightsNode[] Arguments, InsightsPeriod? Period, InsightsSubnet? Subnet, int Start,
        int End) : InsightsNode(Start, End);

    /// <summary><c>not</c> or a minus before an operand.</summary>
    internal sealed record Unary(InsightsOperator Operator, InsightsNode Operand, int Start, int End) : InsightsNode(Start, End);

    /// <summary>An operator between two operands.</summary>
    internal sealed record Binary(InsightsOperator Operator, InsightsNode Left, InsightsNode Right) : InsightsNode(Left.Start, Right.End);

    /// <summary><c>like</c>, <c>=~</c> or <c>not like</c>; with one of the two patterns.</summary>
    internal sealed record Like(InsightsNode Operand, string? Text, Regex? Expression, bool IsNegated, int End) : InsightsNode(Operand.Start, End);

    /// <summary><c>in</c> or <c>not in</c>.</summary>
    internal sealed record In(InsightsNode Operand, InsightsValue[] Values, bool IsNegated, int End) : InsightsNode(Operand.Start, End);
}
