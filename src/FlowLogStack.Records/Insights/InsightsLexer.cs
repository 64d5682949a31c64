using System.Text;

namespace FlowLogStack.Records;

/// <summary>Lexer of queries. It returns one token at a time, because a slash begins a regular expression only in some places.</summary>
sealed class InsightsLexer(string query)
{
    static readonly string[] Symbols = ["!=", "<=", ">=", "=~", "=", "<", ">", "(", ")", "[", "]", ",", "|", "+", "-", "*", "/", "^", "%"];

    static readonly Dictionary<string, string> Mistakes = new()
    {
        ["=="] = "write '='",
        ["<>"] = "write '!='",
        ["&&"] = "write 'and'",
        ["||"] = "write 'or' between conditions, and one '|' between commands",
        ["!"] = "write 'not'",
        [";"] = "separate commands with '|'",
    };

    int at;

    internal string Query { get; } = query;

    internal InsightsToken Next()
    {
        SkipSpace();
        if (at == Query.Length)
            return new InsightsToken(InsightsTokenKind.End, "", at, at);
        var c = Query[at];
        if (char.IsAsciiLetter(c) || c is '_' or '@')
            return Name();
        if (char.IsAsciiDigit(c))
            return NumberOrPeriod();
        return c switch
        {
            '"' or '\'' => Text(c),
            '`' => Name(),
            _ => Symbol(),
        };
    }

    /// <summary>Reads the token at a slash again, as a regular expression.</summary>
    internal InsightsToken Expression(int start)
    {
        var text = new StringBuilder();
        for (at = start + 1; at < Query.Length && Query[at] != '/'; at++)
        {
            // A slash within the expression is escaped, and other escapes belong to the expression.
            if (Query[at] == '\\' && at + 1 < Query.Length && Query[++at] != '/')
                text.Append('\\');
            text.Append(Query[at]);
        }

        if (at == Query.Length)
            throw Error(start, "the regular expression has no end: put '/' behind it, and write '\\/' for a slash in it.");
        at++;
        return new InsightsToken(InsightsTokenKind.Text, text.ToString(), start, at);
    }

    internal InsightsQueryException Error(int offset, string message) => new(Query, offset, message);

    void SkipSpace()
    {
        var startsLine = at == 0 || Query.AsSpan(0, at).TrimEnd(" \t\r") is [] or [.., '\n'];
        while (at < Query.Length)
        {
            if (Query[at] == '\n')
                startsLine = true;
            else if (Query[at] == '#' && startsLine)
                at = Query.IndexOf('\n', at) is >= 0 and var end ? end : Query.Length - 1;
            else if (!char.IsWhiteSpace(Query[at]))
                return;
            at++;
        }
    }

    // Each part of a JSON path may be in backticks: detail.`a-b`.c is the name detail.a-b.c.
    InsightsToken Name()
    {
        var (start, name, isQuoted) = (at, new StringBuilder(), false);
        do
        {
            if (Query[at] == '`')
            {
                isQuoted = true;
                name.Append(QuotedPart());
            }
            else
            {
                name.Append(PlainPart());
            }
        }
        while (at < Query.Length && (Query[at] == '`' ? Query[at - 1] == '.' : Query[at] == '.' && Query[at - 1] == '`'));
        return new InsightsToken(isQuoted ? InsightsTokenKind.QuotedName : InsightsTokenKind.Name, name.ToString(), start, at);
    }

    ReadOnlySpan<char> PlainPart()
    {
        var start = at;
        while (at < Query.Length && (char.IsAsciiLetterOrDigit(Query[at]) || Query[at] is '_' or '@' or '.'))
            at++;
        return Query.AsSpan(start, at - start);
    }

    ReadOnlySpan<char> QuotedPart()
    {
        var end = Query.IndexOf('`', at + 1);
        if (end < 0)
            throw Error(at, "the name has no end: put '`' behind it.");
        var start = at + 1;
        if (end == start)
            throw Error(at, "there is no name between the backticks.");
        at = end + 1;
        return Query.AsSpan(start, end - start);
    }

    InsightsToken NumberOrPeriod()
    {
        var start = at;
        Digits();
        if (at + 1 < Query.Length && Query[at] == '.' && char.IsAsciiDigit(Query[at + 1]))
        {
            at++;
            Digits();
        }

        if (at < Query.Length && Query[at] is '.' or ':')
            throw Error(start, $"'{Query[start..at]}{Query[at]}' begins something that is no number: put addresses and other text in quotes.");
        var exponent = at;
        if (exponent < Query.Length && Query[exponent] is 'e' or 'E')
        {
            at++;
            if (at < Query.Length && Query[at] is '+' or '-')
                at++;
            var digits = at;
            Digits();
            if (at == digits)
                at = exponent;
        }

        var unit = at;
        while (at < Query.Length && char.IsAsciiLetterOrDigit(Query[at]))
            at++;
        return new InsightsToken(unit == at ? InsightsTokenKind.Number : InsightsTokenKind.Period, Query[start..at], start, at);
    }

    void Digits()
    {
        while (at < Query.Length && char.IsAsciiDigit(Query[at]))
            at++;
    }

    InsightsToken Text(char quote)
    {
        var (start, text) = (at, new StringBuilder());
        for (at++; at < Query.Length && Query[at] != quote; at++)
        {
            if (Query[at] == '\\' && at + 1 < Query.Length)
            {
                var escaped = Query[++at];
                if (escaped is not ('"' or '\'' or '\\' or 'n' or 't'))
                    text.Append('\\');
                text.Append(escaped switch { 'n' => '\n', 't' => '\t', _ => escaped });
            }
            else
            {
                text.Append(Query[at]);
            }
        }

        if (at == Query.Length)
            throw Error(start, $"the text has no end: put {quote} behind it, and '\\' before one within it.");
        at++;
        return new InsightsToken(InsightsTokenKind.Text, text.ToString(), start, at);
    }

    InsightsToken Symbol()
    {
        foreach (var (mistake, cure) in Mistakes)
        {
            if (StartsWith(mistake) && !StartsWith("!="))
                throw Error(at, $"'{mistake}' is no operator of Logs Insights: {cure}.");
        }

        foreach (var symbol in Symbols)
        {
            if (StartsWith(symbol))
            {
                at += symbol.Length;
                return new InsightsToken(InsightsTokenKind.Symbol, symbol, at - symbol.Length, at);
            }
        }

        throw Error(at, Query[at] == '#'
            ? "a comment begins at the start of a line: put it on a line of its own."
            : $"'{Query[at]}' cannot stand here: put names with such characters in backticks, and text in quotes.");
    }

    bool StartsWith(string symbol) => string.CompareOrdinal(Query, at, symbol, 0, symbol.Length) == 0;
}
