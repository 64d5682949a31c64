using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>The position of a parser in a pattern, and the parsing shared by all three grammars.</summary>
sealed class PatternCursor(string text)
{
    /// <summary>Maximum number of regular expressions in a pattern; a CloudWatch Logs limit.</summary>
    const int MaximumExpressions = 2;

    static readonly (string Spelling, Comparison Comparison)[] Operators =
    [
        ("!=", Comparison.NotEqual), ("<=", Comparison.LessOrEqual), (">=", Comparison.GreaterOrEqual),
        ("=", Comparison.Equal), ("<", Comparison.Less), (">", Comparison.Greater),
    ];

    int expressions;

    /// <summary>Whether a regular expression has been read.</summary>
    internal bool HasExpression => expressions > 0;

    /// <summary>0-based position of the next character.</summary>
    internal int At { get; set; }

    internal bool IsAtEnd => At == text.Length;

    /// <summary>Next character; NUL at the end.</summary>
    internal char Next => At < text.Length ? text[At] : '\0';

    /// <summary>Returns the text read since a position.</summary>
    internal string TextFrom(int start) => text[start..At];

    internal LogPatternException Error(int at, string message) => new(text, at + 1, message);

    internal void SkipSpaces()
    {
        while (At < text.Length && char.IsWhiteSpace(text[At]))
            At++;
    }

    internal bool TakeIf(string expected)
    {
        if (!text.AsSpan(At).StartsWith(expected, StringComparison.Ordinal))
            return false;
        At += expected.Length;
        return true;
    }

    /// <summary>Returns whether an expected text comes next, without moving.</summary>
    internal bool Sees(string expected) => text.AsSpan(At).StartsWith(expected, StringComparison.Ordinal);

    internal string TakeWhile(Func<char, bool> belongs)
    {
        var start = At;
        while (At < text.Length && belongs(text[At]))
            At++;
        return text[start..At];
    }

    /// <summary>Returns a description of the next character for messages.</summary>
    internal string Describe() => IsAtEnd ? "the end" : $"'{(char.IsHighSurrogate(Next) && At + 1 < text.Length ? text.Substring(At, 2) : Next)}'";

    /// <summary>Reads an operator and its value as a test of the subject before them.</summary>
    /// <param name="subject">Name of the subject in messages.</param>
    /// <param name="kind">Grammar, because each has its own syntax of values.</param>
    internal ValueTest TakeTest(string subject, LogPatternKind kind)
    {
        var at = At;
        var (spelling, comparison) = Operators.FirstOrDefault(candidate => Sees(candidate.Spelling));
        if (spelling is null)
            throw Error(at, $"{Describe()} follows '{subject}', but is not an operator. Use one of = != < <= > >= and a value.");
        At += spelling.Length;
        if (Next is '=')
            throw Error(At, $"'{spelling}=' is not an operator. Use '{spelling}'.");
        if (spelling == "=" && Next is '!')
            throw Error(At - 1, "'=!' is not an operator. Use '!='.");
        SkipSpaces();
        return TakeOperand(subject, spelling, comparison, kind);
    }

    /// <summary>Reads a text in double quotes; a backslash escapes a quote or a backslash after it.</summary>
    internal string TakeQuoted()
    {
        var opened = At++;
        var value = new StringBuilder();
        while (!IsAtEnd)
        {
            var c = text[At++];
            if (c == '"')
                return value.ToString();
            value.Append(c == '\\' && Next is '"' or '\\' ? text[At++] : c);
        }

        throw Error(opened, "this double quote is not closed. Add one after the value, and use \\\" for a quote within it.");
    }

    /// <summary>Reads a regular expression between percent signs.</summary>
    internal Regex TakeExpression()
    {
        var opened = At;
        if (++expressions > MaximumExpressions)
            throw Error(opened, $"this is regular expression number {expressions}, but CloudWatch Logs allows {MaximumExpressions} in a pattern. Use '|' to "
                + "join some, or wildcards.");
        var closed = text.IndexOf('%', opened + 1);
        if (closed < 0)
            throw Error(opened, "this '%' begins a regular expression that is not closed. Add '%' after it, or put a percent sign in double quotes.");
        At = closed + 1;
        return new PatternExpression(this, text, opened + 1, closed).ToRegex();
    }

    ValueTest TakeOperand(string subject, string spelling, Comparison comparison, LogPatternKind kind)
    {
        var at = At;
        var isEquality = comparison is Comparison.Equal or Comparison.NotEqual;
        var isNegated = comparison is Comparison.NotEqual;
        if (Next == '%')
        {
            var expression = TakeExpression();
            return isEquality ? ValueTest.Matching(expression,
                isNegated) : throw Error(at, $"'{spelling}' compares numbers, not regular expressions. Use = or !=.");
        }

        var isQuoted = Next == '"';
        var value = isQuoted ? TakeQuoted() : TakeWhile(IsPlain);
        if (!isQuoted && value.Length == 0)
            throw Error(at, IsAtEnd || Next is ',' or ']' or '}' or ')' or '&' or '|'
                ? $"'{subject}{spelling}' has no value. Add one after '{spelling}', or \"-\" for an absent value." : Unquoted());
        if (!isQuoted && !IsAtEnd && !char.IsWhiteSpace(Next) && Next is not (',' or ']' or '}' or ')' or '&' or '|'))
            throw Error(At, Unquoted());
        if (!isQuoted && (kind, value) is (LogPatternKind.Json, "null") or (LogPatternKind.SpaceDelimited, "SPACE"))
            throw Error(at, kind is LogPatternKind.Json
                ? $"'{value}' without quotes is not a value of JSON patterns. Use '{subject} IS NULL', or \"null\" in double quotes for the text."
                    : $"'{value}' without quotes is not a value. Put it in double quotes.");
        if (isQuoted && !isEquality && kind is LogPatternKind.Json)
            throw Error(at, $"\"{value}\" in double quotes is text, but '{spelling}' compares numbers. Remove the quotes, or use = or !=.");
        if ((!isQuoted || !isEquality) && PatternNumber.TryParse(Encoding.UTF8.GetBytes(value), out var number))
            return ValueTest.Number(comparison, number, value);
        return isEquality
            ? ValueTest.Text(value, isNegated)
            : throw Error(at, $"'{value}' is not a number, which '{spelling}' requires. Use digits, or = or !=.");
    }

    string Unquoted() => $"{Describe()} is not valid in a value without quotes. Put the value in double quotes.";

    static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '*' or '+' or '-';
}
