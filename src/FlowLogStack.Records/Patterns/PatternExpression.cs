using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>Parser of the regular expressions of filter patterns, which are a subset of .NET's, and converter to .NET's.</summary>
/// <remarks>
/// Valid are letters, digits, spaces, <c>: _ # = @ / ; , -</c>, the operators <c>^ $ ? [ ] { } | \ * + .</c>,
/// <c>\d \D \s \S \w \W</c> over ASCII, and <c>\xhh</c>; no parentheses, no other symbols. Classes are rewritten as
/// their ASCII characters, because .NET's contain more, and in a syntax that is common to the regular expressions of Java,
/// Joni and RE2, so that the same text is valid in SQL.
/// </remarks>
sealed class PatternExpression(PatternCursor cursor, string text, int start, int end)
{
    const string Symbols = ":_#=@/;,- ";
    const string Operators = "^$?[]{}|\\*+.";
    // Limit of other engines without backtracking; all counts together are smaller.
    const int MaximumRepeats = 1000;

    // Represents every character that is not ASCII, because no class distinguishes them.
    const char OutsideAscii = '\u0080';

    readonly StringBuilder translated = new();
    int at = start;

    internal Regex ToRegex()
    {
        var opened = at;
        if (at == end)
            throw cursor.Error(at, "the regular expression is empty. Add one between the percent signs.");
        var isEmpty = true;
        var canRepeat = false;
        while (at < end)
        {
            var c = text[at];
            if (c == '|')
            {
                if (isEmpty || at + 1 == end)
                    throw cursor.Error(at, "'|' has an empty side, so the expression would match everywhere. Add the missing alternative.");
                translated.Append('|');
                at++;
                (isEmpty, canRepeat) = (true, false);
                continue;
            }

            if (c is '*' or '+' or '?' or '{')
            {
                if (!canRepeat)
                    throw cursor.Error(at, $"'{c}' has nothing to repeat. Add a character or a class before it, or use '\\{c}' for the character.");
                TakeRepeat();
                canRepeat = false;
                continue;
            }

            isEmpty = false;
            canRepeat = c is not ('^' or '$');
            TakeItem(c);
        }

        try
        {
            return new Regex(translated.ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
        }
        catch (NotSupportedException)
        {
            // An engine without backtracking expands counts, and limits the number of states.
            throw cursor.Error(opened, "the regular expression is too large after its counts are expanded. Use smaller counts, or '*' or '+'.");
        }
    }

    void TakeItem(char c)
    {
        if (c == '^')
            Append("^");
        else if (c == '$')
            Append("\\z");
        else if (c == '.')
            Append(".");
        else if (c == '[')
            TakeClass();
        else
            translated.Append(Class(TakeCharacters(), isNegated: false));
    }

    void Append(string item)
    {
        translated.Append(item);
        at++;
    }

    void TakeRepeat()
    {
        var opened = at;
        var c = text[at++];
        if (c == '{')
        {
            var least = TakeCount();
            var hasComma = at < end && text[at] == ',';
            if (hasComma)
                at++;
            while (at < end && text[at] == ' ')
                at++;
            var most = hasComma ? TakeCount() : least;
            if (at == end || text[at] != '}' || (least is null && most is null) || least > most)
                throw cursor.Error(opened, "'{' does not begin a count such as {3}, {3,}, {,5} or {3,5}. Use a count, or '\\{' for the character.");
            at++;
            if (Math.Max(least ?? 0, most ?? 0) > MaximumRepeats)
                throw cursor.Error(opened, $"the count is above {MaximumRepeats}. Use a smaller count, or '*' or '+'.");
            translated.Append(CultureInfo.InvariantCulture, $"{{{least ?? 0}{(hasComma ? "," : "")}{(hasComma ? most : null)}}}");
        }
        else
        {
            translated.Append(c);
        }

        // Greedy and lazy quantifiers find the same matches, and other engines have different syntax for them.
        if (at < end && text[at] == '?')
            at++;
    }

    int? TakeCount()
    {
        var first = at;
        while (at < end && char.IsAsciiDigit(text[at]))
            at++;
        return at == first ? null : int.TryParse(text.AsSpan(first, at - first), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : int.MaxValue;
    }

    void TakeClass()
    {
        var opened = at++;
        var isNegated = at < end && text[at] == '^';
        if (isNegated)
            at++;
        var members = new bool[OutsideAscii + 1];
        var isEmpty = true;
        while (at < end && text[at] != ']')
        {
            if (text[at] == '[')
                throw cursor.Error(at, "'[' is not valid within a class. Use '\\[' for the character.");
            var first = at;
            var characters = TakeCharacters();
            if (at + 1 < end && text[at] == '-' && text[at + 1] != ']')
            {
                at++;
                var last = TakeCharacters();
                if (characters.Length != 1 || last.Length != 1 || characters[0] > last[0])
                    throw cursor.Error(first, $"'{text[first..at]}' is not a valid range of characters. Use the smaller one first.");
                characters = [.. Enumerable.Range(characters[0], last[0] - characters[0] + 1).Select(c => (char)c)];
            }

            foreach (var c in characters)
                members[c] = true;
            isEmpty = false;
        }

        if (at == end)
            throw cursor.Error(opened, "this '[' begins a class that is not closed. Add ']' after it, or use '\\[' for the character.");
        if (isEmpty)
            throw cursor.Error(opened, "the class is empty. Add characters between '[' and ']', with '\\]' for the bracket.");
        at++;
        translated.Append(Class([.. Enumerable.Range(0, members.Length).Where(c => members[c]).Select(c => (char)c)], isNegated));
    }

    /// <summary>Reads one character, or the characters of an escape such as <c>\d</c>.</summary>
    char[] TakeCharacters()
    {
        var c = text[at];
        if (c == '\\')
            return TakeEscape();
        // Of the operators only brackets and braces get here outside a class, and there they are literal.
        if (!char.IsAsciiLetterOrDigit(c) && !Symbols.Contains(c, StringComparison.Ordinal) && !Operators.Contains(c, StringComparison.Ordinal))
        {
            throw cursor.Error(at, c is '(' or ')'
                ? $"'{c}' is not allowed, because filter patterns do not support groups. Use alternatives, or '\\x{(int)c:X2}' for the character."
                : c < 128 ? $"'{c}' is not allowed in a regular expression. Use '\\x{(int)c:X2}'."
                : $"{Describe()} is not allowed in a regular expression, which supports only ASCII. Use '.' instead.");
        }

        at++;
        return [c];
    }

    char[] TakeEscape()
    {
        var escape = at++;
        var c = at < end ? text[at++] : '\0';
        if (c == 'x' && at + 2 <= end && byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && code < 128)
        {
            at += 2;
            return [(char)code];
        }

        return c switch
        {
            'd' => Ascii(char.IsAsciiDigit),
            's' => Ascii(char.IsWhiteSpace),
            'w' => Ascii(IsWord),
            'D' => Others(char.IsAsciiDigit),
            'S' => Others(char.IsWhiteSpace),
            'W' => Others(IsWord),
            not '\0' when Operators.Contains(c, StringComparison.Ordinal) || Symbols.Contains(c, StringComparison.Ordinal) => [c],
            'x' => throw cursor.Error(escape, "'\\x' requires two hexadecimal digits from 00 to 7F after it, as in '\\x28'."),
            '\0' => throw cursor.Error(escape, "'\\' has nothing to escape. Use '\\\\' for the character."),
            _ => throw cursor.Error(escape, $"'\\{c}' is not an escape of filter patterns. Use \\d \\D \\s \\S \\w \\W, '\\' before an operator, or \\xhh."),
        };
    }

    string Describe() => $"'{(char.IsHighSurrogate(text[at]) && at + 1 < end ? text.Substring(at, 2) : text[at])}'";

    static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    static char[] Ascii(Func<char, bool> belongs) => [.. Enumerable.Range(0, 128).Select(c => (char)c).Where(belongs)];

    static char[] Others(Func<char, bool> belongs) => [.. Ascii(c => !belongs(c)), OutsideAscii];

    // Characters other than ASCII are never listed: a class that contains them is the negation of the characters it lacks.
    static string Class(ReadOnlySpan<char> characters, bool isNegated)
    {
        var reachesOut = characters.Contains(OutsideAscii);
        var listed = new StringBuilder();
        for (var c = '\0'; c < OutsideAscii; c++)
        {
            if (characters.Contains(c) != reachesOut)
                listed.Append(char.IsAsciiLetterOrDigit(c) ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}"));
        }

        return (listed.Length, isNegated != reachesOut) switch
        {
            (0, true) => ".",
            (0, false) => "(?:\\z.)",
            (_, true) => $"[^{listed}]",
            (_, false) => $"[{listed}]",
        };
    }
}
