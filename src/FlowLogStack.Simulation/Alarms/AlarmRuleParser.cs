using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Reads the rules of composite alarms.</summary>
sealed class AlarmRuleParser(string text) : ExpressionCursor(text)
{
    const int MostLength = 10240;
    const int MostNested = 200;

    readonly List<string> alarms = [];
    int depth;

    internal AlarmRule Parse()
    {
        if (Source.Length > MostLength)
            throw new TemplateException($"its AlarmRule has {Source.Length} characters, and CloudWatch takes {MostLength}");
        var rule = Or();
        SkipSpaces();
        return IsAtEnd ? new AlarmRule(Source, [.. alarms.Distinct()], rule) : throw Error(Place, "this is not expected here");
    }

    Func<Func<string, AlarmState>, bool> Or()
    {
        var left = And();
        while (TakeWord("OR", StringComparison.OrdinalIgnoreCase))
        {
            var (first, second) = (left, And());
            left = states => first(states) || second(states);
        }

        return left;
    }

    Func<Func<string, AlarmState>, bool> And()
    {
        var left = Not();
        while (TakeWord("AND", StringComparison.OrdinalIgnoreCase))
        {
            var (first, second) = (left, Not());
            left = states => first(states) && second(states);
        }

        return left;
    }

    Func<Func<string, AlarmState>, bool> Not()
    {
        if (++depth > MostNested)
            throw Error(Place, $"the rule is nested deeper than {MostNested} levels");
        var node = TakeWord("NOT", StringComparison.OrdinalIgnoreCase) ? Negated(Not()) : Primary();
        depth--;
        return node;
    }

    static Func<Func<string, AlarmState>, bool> Negated(Func<Func<string, AlarmState>, bool> rule) => states => !rule(states);

    Func<Func<string, AlarmState>, bool> Primary()
    {
        SkipSpaces();
        var start = Place;
        if (Take("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (TakeWord("TRUE", StringComparison.OrdinalIgnoreCase))
            return _ => true;
        if (TakeWord("FALSE", StringComparison.OrdinalIgnoreCase))
            return _ => false;
        if (TakeWord("AT_LEAST", StringComparison.OrdinalIgnoreCase))
            return AtLeast();
        if (TakeState() is not { } state)
            throw Error(start, start == Source.Length ? "something is missing at the end" : "ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, NOT, TRUE, FALSE or a parenthesis is expected here");
        Expect("(");
        var name = Name();
        Expect(")");
        return states => states(name) == state;
    }

    Func<Func<string, AlarmState>, bool> AtLeast()
    {
        Expect("(");
        SkipSpaces();
        var start = Place;
        while (!IsAtEnd && char.IsAsciiDigit(Next))
            Place++;
        if (!int.TryParse(Source.AsSpan(start, Place - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Error(start, "AT_LEAST needs a number or a percentage");
        var isShare = Take("%");
        Expect(",");
        var isNegated = TakeWord("NOT", StringComparison.OrdinalIgnoreCase);
        var state = TakeState() ?? throw Error(Place, "AT_LEAST needs ALARM, OK or INSUFFICIENT_DATA");
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
        TakeWord("ALARM", StringComparison.OrdinalIgnoreCase) ? AlarmState.Alarm
        : TakeWord("OK", StringComparison.OrdinalIgnoreCase) ? AlarmState.Ok
        : TakeWord("INSUFFICIENT_DATA", StringComparison.OrdinalIgnoreCase) ? AlarmState.InsufficientData
        : null;

    // An ARN stands for the name at its end.
    string Name()
    {
        const string arn = ":alarm:";
        SkipSpaces();
        var start = Place;
        string name;
        if (!IsAtEnd && Next is '"' or '\'')
        {
            name = TakeQuoted();
        }
        else
        {
            while (!IsAtEnd && !char.IsWhiteSpace(Next) && Next is not ('(' or ')' or ','))
                Place++;
            name = Source[start..Place];
        }

        if (name.Length == 0)
            throw Error(start, "the name of an alarm is missing");
        if (name.StartsWith("arn:", StringComparison.Ordinal) && name.IndexOf(arn, StringComparison.Ordinal) is >= 0 and var found)
            name = name[(found + arn.Length)..];
        alarms.Add(name);
        return name;
    }

    protected override TemplateException Error(int place, string message) => new($"column {place + 1} of its AlarmRule '{Source}': {message}");
}
