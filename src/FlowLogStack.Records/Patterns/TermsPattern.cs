using System.Text;

namespace FlowLogStack.Records;

/// <summary>A pattern of terms that an event contains or lacks.</summary>
sealed class TermsPattern : PatternBody
{
    readonly ValueTest[] all;
    readonly ValueTest[] any;

    TermsPattern(IEnumerable<ValueTest> all, IEnumerable<ValueTest> any)
    {
        this.all = [.. all.OrderBy(test => test.Cost)];
        this.any = [.. any];
    }

    internal override LogPatternKind Kind => LogPatternKind.Terms;

    internal static TermsPattern Parse(PatternCursor cursor)
    {
        var (all, any) = (new List<ValueTest>(), new List<ValueTest>());
        for (cursor.SkipSpaces(); !cursor.IsAtEnd; cursor.SkipSpaces())
        {
            var isOptional = cursor.TakeIf("?");
            var isExcluded = !isOptional && cursor.TakeIf("-");
            var test = TakeTerm(cursor, isExcluded);
            if (!cursor.IsAtEnd && !char.IsWhiteSpace(cursor.Next))
                throw cursor.Error(cursor.At, $"{cursor.Describe()} follows a term directly. Add a space between terms, and put a term with characters other "
                    + "than letters, digits and '_' in double quotes.");
            (isOptional ? any : all).Add(test);
        }

        // CloudWatch Logs ignores optional terms beside others.
        return new TermsPattern(all, all.Count > 0 ? [] : any);
    }

    internal override bool IsMatch(ReadOnlySpan<byte> message)
    {
        foreach (var test in all)
        {
            if (!test.Holds(message))
                return false;
        }

        foreach (var test in any)
        {
            if (test.Holds(message))
                return true;
        }

        return any.Length == 0;
    }

    internal override ValueSource? FindSource(string name, out string whyNot)
    {
        whyNot = "terms have no values; use a space-delimited or a JSON pattern";
        return null;
    }

    internal override string ToSql(EventColumns columns)
    {
        if (all.Length + any.Length == 0)
            return "TRUE";
        var message = columns.Message;
        return all.Length > 0 ? string.Join(" AND ", all.Select(test => test.ToSql(message)))
            : $"({string.Join(" OR ", any.Select(test => test.ToSql(message)))})";
    }

    static ValueTest TakeTerm(PatternCursor cursor, bool isExcluded)
    {
        if (cursor.Next == '%')
            return ValueTest.Matching(cursor.TakeExpression(), isExcluded);
        // Empty quotes match every event; a space in quotes is an ordinary term.
        if (cursor.Next == '"')
            return new TermTest(cursor.TakeQuoted(), isExcluded);

        var term = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return term.Length > 0
            ? new TermTest(term, isExcluded)
            : throw cursor.Error(cursor.At, cursor.IsAtEnd || char.IsWhiteSpace(cursor.Next)
                ? "a term is missing after '?' or '-'. Add it without a space between."
                : $"{cursor.Describe()} is not valid in a term without quotes. Put the term in double quotes.");
    }

    sealed class TermTest(string term, bool isExcluded) : ValueTest
    {
        readonly byte[] bytes = Encoding.UTF8.GetBytes(term);

        internal override int Cost => 2;

        internal override string Identity { get; } = $"{(isExcluded ? "-" : "")}\"{term}\"";

        internal override bool Holds(ReadOnlySpan<byte> value) => value.IndexOf(bytes) >= 0 != isExcluded;

        internal override string ToSql(EventColumn column) =>
            term.Length == 0 ? isExcluded ? "FALSE" : "TRUE" : $"strpos({column.Text}, {SqlConditions.Quote(term)}) {(isExcluded ? "= 0" : "> 0")}";
    }
}
