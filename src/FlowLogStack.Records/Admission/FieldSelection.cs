namespace FlowLogStack.Records;

/// <summary>
/// The <c>FieldSelectionCriteria</c> of a metric filter: a condition on system fields, such as
/// <c>@aws.account IN ["111122223333"] AND @aws.region != "eu-west-1"</c>. Immutable.
/// </summary>
/// <remarks>Supports <c>= != IN NOT IN AND OR</c> and parentheses; <c>AND</c> binds before <c>OR</c>.</remarks>
public sealed class FieldSelection
{
    readonly Func<Func<string, string>, bool> condition;

    FieldSelection(Func<Func<string, string>, bool> condition) => this.condition = condition;

    /// <summary>Returns whether the condition holds.</summary>
    /// <param name="valueOf">Returns the value of a system field.</param>
    public bool Holds(Func<string, string> valueOf) => condition(valueOf);

    /// <summary>Parses a condition.</summary>
    /// <exception cref="FormatException">The text is not a condition on system fields; the message contains the column.</exception>
    public static FieldSelection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FieldSelection(new Parser(text).Parse());
    }

    sealed class Parser(string text)
    {
        const int MostNested = 50;

        int at;
        int depth;

        internal Func<Func<string, string>, bool> Parse()
        {
            var condition = Or();
            SkipSpaces();
            return at == text.Length ? condition : throw Error("AND, OR or the end is expected here");
        }

        Func<Func<string, string>, bool> Or()
        {
            List<Func<Func<string, string>, bool>> terms = [And()];
            while (TakeWord("OR"))
                terms.Add(And());
            return valueOf => terms.Any(term => term(valueOf));
        }

        Func<Func<string, string>, bool> And()
        {
            List<Func<Func<string, string>, bool>> terms = [Term()];
            while (TakeWord("AND"))
                terms.Add(Term());
            return valueOf => terms.All(term => term(valueOf));
        }

        Func<Func<string, string>, bool> Term()
        {
            if (Take("("))
            {
                if (++depth > MostNested)
                    throw Error($"it is nested deeper than {MostNested} levels");
                var inner = Or();
                depth--;
                return Take(")") ? inner : throw Error("')' is expected here");
            }

            SkipSpaces();
            var start = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '@' or '.' or '_'))
                at++;
            var field = text[start..at];
            if (!SystemFields.All.Contains(field))
            {
                at = start;
                throw Error($"one of {string.Join(", ", SystemFields.All)} is expected here");
            }

            if (Take("!="))
                return Test(field, [Text()], isNegated: true);
            if (Take("="))
                return Test(field, [Text()], isNegated: false);
            var isNot = TakeWord("NOT");
            return TakeWord("IN") ? Test(field, List(), isNot) : throw Error("one of = != IN, NOT IN is expected here");
        }

        static Func<Func<string, string>, bool> Test(string field, IReadOnlyList<string> values, bool isNegated) => valueOf =>
            values.Contains(valueOf(field)) != isNegated;

        List<string> List()
        {
            if (!Take("["))
                throw Error("'[' is expected here");
            List<string> values = [Text()];
            while (Take(","))
                values.Add(Text());
            return Take("]") ? values : throw Error("',' or ']' is expected here");
        }

        string Text()
        {
            SkipSpaces();
            if (at == text.Length || text[at] is not ('"' or '\''))
                throw Error("a text in double quotes is expected here");
            var end = text.IndexOf(text[at], at + 1);
            if (end < 0)
                throw Error("the closing quote is missing");
            var value = text[(at + 1)..end];
            at = end + 1;
            return value;
        }

        bool Take(string token)
        {
            SkipSpaces();
            if (string.CompareOrdinal(text, at, token, 0, token.Length) != 0)
                return false;
            at += token.Length;
            return true;
        }

        bool TakeWord(string word)
        {
            SkipSpaces();
            var end = at + word.Length;
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0 || (end < text.Length && char.IsAsciiLetterOrDigit(text[end])))
                return false;
            at = end;
            return true;
        }

        void SkipSpaces()
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
        }

        FormatException Error(string message) => new($"column {at + 1} of '{text}': {message}");
    }
}
