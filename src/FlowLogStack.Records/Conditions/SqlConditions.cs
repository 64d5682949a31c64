using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Generator of Athena (Trino) SQL conditions over the columns of a flow log table.</summary>
public static class SqlConditions
{
    /// <summary>Returns the predicate for the records that fulfill all the conditions; <c>TRUE</c> without conditions.</summary>
    public static string ToSql(params IEnumerable<FieldCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        var terms = conditions.Select(Term).ToList();
        return terms.Count == 0 ? "TRUE" : string.Join(" AND ", terms);
    }

    /// <summary>Returns the predicate for the records that fulfill all the conditions of one of the lists.</summary>
    public static string ToSqlAny(IReadOnlyCollection<IReadOnlyCollection<FieldCondition>> alternatives)
    {
        ArgumentNullException.ThrowIfNull(alternatives);
        return alternatives.Count == 1 ? ToSql(alternatives.Single()) : "("
            + string.Join(" OR ", alternatives.Select(conditions => $"({ToSql(conditions)})")) + ")";
    }

    /// <summary>Returns the field's column as an identifier; quoted, because <c>end</c> and others are reserved words.</summary>
    public static string Identifier(FlowField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return $"\"{field.Column}\"";
    }

    static string Term(FieldCondition condition)
    {
        var column = Identifier(condition.Field);
        if (condition.Tests.Length > 1 && condition.AnyHolds && condition.Tests.All(test => test.Comparison is Comparison.Equal))
            return $"{column} IN ({string.Join(", ", condition.Tests.Select(test => Literal(condition.Field, test.Operand)))})";
        var tests = condition.Tests.Select(test => Test(condition.Field, column, test)).ToList();
        return tests.Count == 1 ? tests[0] : $"({string.Join(condition.AnyHolds ? " OR " : " AND ", tests)})";
    }

    static string Test(FlowField field, string column, FieldTest test) => test.Comparison switch
    {
        Comparison.Equal => $"{column} = {Literal(field, test.Operand)}",
        Comparison.NotEqual => $"{column} <> {Literal(field, test.Operand)}",
        Comparison.Less => $"{column} < {Literal(field, test.Operand)}",
        Comparison.LessOrEqual => $"{column} <= {Literal(field, test.Operand)}",
        Comparison.Greater => $"{column} > {Literal(field, test.Operand)}",
        Comparison.GreaterOrEqual => $"{column} >= {Literal(field, test.Operand)}",
        Comparison.Like => $"{column} {Like(test.Operand)}",
        Comparison.Inside => Contains(column, test.Operand),
        Comparison.Outside => "NOT " + Contains(column, test.Operand),
        _ => throw new ArgumentOutOfRangeException(nameof(test), test.Comparison, "Not a comparison."),
    };

    // An absent address is '-', which casts to NULL, for which neither the block nor its negation holds.
    static string Contains(string column, string block) => $"contains({Quote(block)}, TRY_CAST({column} AS IPADDRESS))";

    static string Literal(FlowField field, string operand) =>
        field.IsNumeric ? operand : Quote(operand);

    /// <summary>Returns a number in floating point as SQL.</summary>
    internal static string Real(double number) =>
        double.IsInfinity(number) ? $"CAST('{(number > 0 ? "" : "-")}Infinity' AS double)"
        : number.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('E', StringComparison.Ordinal) ? text
        : text + "E0";

    /// <summary>Returns text as an SQL literal.</summary>
    internal static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Returns the comparison with a text in which each <c>*</c> matches any run of characters, including an empty one.</summary>
    internal static string Like(string operand) =>
        operand.AsSpan().ContainsAny('_', '%')
            ? $"LIKE {Quote(new StringBuilder(operand).Replace("!", "!!").Replace("_", "!_").Replace("%", "!%").Replace('*', '%').ToString())} ESCAPE '!'"
            : $"LIKE {Quote(operand.Replace('*', '%'))}";
}
