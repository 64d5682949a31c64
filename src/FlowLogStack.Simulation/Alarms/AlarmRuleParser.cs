using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Reads the rules of composite alarms.</summary>
sealed class AlarmRuleParser(string text)
{
    const int MostLength = 10240;
    const int MostNested = 200;

    readonly List<string> alarms = [];
    int at;
    int depth;

    internal AlarmRule Parse()
    {
        if (text.Length > MostLength)
            throw new TemplateException($"its AlarmRule has {text.Length} characters, and CloudWatch takes {MostLength}");
        var rule = Or();
        SkipSpaces();
        return at == text.Length ? new AlarmRule(text, [.. alarms.Distinct()], rule) : throw Error(at, "this is not expected here");
    }

    Func<Func<string, AlarmState>, bool> Or()
    {
        var left = And();
        while (TakeWord("OR"))
        {
            var (first, second) = (left, And());
            left = states => first(states) || second(states);
        }

        return left;
    }

    Func<Func<string, AlarmState>, bool> And()
    {
        var left = Not();
        while (TakeWord("AND"))
        {
            var (first, second) = (left, Not());
            left = states => first(states) && second(states);
        }

        return left;
    }

    Func<Func<string, AlarmState>, bool> Not()
    {
        if (++depth > MostNested)
            throw Error(at, $"the rule is nested deeper than {MostNested} levels");
        var node = TakeWord("NOT") ? Negated(Not()) : Primary();
        depth--;
        return node;
    }

    static Func<Func<string, AlarmState>, bool> Negated(Func<Func<string, AlarmState>, bool> rule) => states => !rule(states);

    Func<Func<string, AlarmState>, bool> Primary()
    {
        SkipSpaces();
        var start = at;
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (TakeWord("TRUE"))
            return _ => true;
        if (TakeWord("FALSE"))
            return _ => false;
        if (TakeWord("AT_LEAST"))
            return AtLeast();
        if (TakeState() is not { } state)
            throw Error(start, start == text.Length ? "something is missing at the end" : "ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, NOT, TRUE, FALSE or a parenthesis is expected here");
        Expect("(");
        var name = Name();
        Expect(")");
        return states => states(name) == state;
    }

    Func<Func<string, AlarmState>, bool> AtLeast()
    {
        Expect("(");
        SkipSpaces();
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Error(start, "AT_LEAST needs a number or a percentage");
        var isShare = Take("%");
        Expect(",");
        var isNegated = TakeWord("NOT");
        var state = TakeState() ?? throw Error(at, "AT_LEAST needs ALARM, OK or INSUFFICIENT_DATA");
        Expect(",");
        Expect("(");
        var names = new List<string>();
        do
        {
            names.Add(Name());
        }
        while (Take(","));
        Expect(")");
        Expect(")");
        var needed = isShare ? (int)Math.Ceiling(number * names.Count / 100.0) : number;
        return states => names.Count(name => states(name) == state != isNegated) >= needed;
    }

    AlarmState? TakeState() =>
        TakeWord("ALARM") ? AlarmState.Alarm
        : TakeWord("OK") ? AlarmState.Ok
        : TakeWord("INSUFFICIENT_DATA") ? AlarmState.InsufficientData
        : null;

    // An ARN stands for the name at its end.
    string Name()
    {
        const string arn = ":alarm:";
        SkipSpaces();
        var start = at;
        string name;
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var end = text.IndexOf(text[at], at + 1);
            if (end < 0)
                throw Error(at, "the quote is never closed");
            name = text[(at + 1)..end];
            at = end + 1;
        }
        else
        {
            while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')' or ','))
                at++;
            name = text[start..at];
        }

        if (name.Length == 0)
            throw Error(start, "the name of an alarm is missing");
        if (name.StartsWith("arn:", StringComparison.Ordinal) && name.IndexOf(arn, StringComparison.Ordinal) is >= 0 and var found)
            name = name[(found + arn.Length)..];
        alarms.Add(name);
        return name;
    }

    void Expect(string token)
    {
        if (!Take(token))
            throw Error(at, $"'{token}' is expected here");
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
        if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')))
            return false;
        at = end;
        return true;
    }

    void SkipSpaces()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    TemplateException Error(int place, string message) => new($"column {place + 1} of its AlarmRule '{text}': {message}");
}
