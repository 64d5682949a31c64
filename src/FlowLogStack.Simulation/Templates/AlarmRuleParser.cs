using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A parser of composite alarm rules.</summary>
/// <remarks>
/// Keywords and functions are upper case only. A name without double quotes ends at a space, a parenthesis or a comma and may contain single quotes.
/// </remarks>
sealed class AlarmRuleParser(string text) : ExpressionCursor(text)
{
    const int MostLength = 10240;
    const int MostNested = 200;
    const int MostAlarms = 100;
    const int Percent = 100;
    const string ArnStart = "arn:";
    const string ArnOfAlarm = ":alarm:";

    readonly List<string> alarms = [];
    readonly List<string> arns = [];
    int depth;

    internal AlarmRule Parse()
    {
        if (Source.Length > MostLength)
            throw new TemplateException($"its AlarmRule has {Source.Length} characters, and CloudWatch allows {MostLength}") { IsRefused = true };
        var rule = Or();
        SkipSpaces();
        if (!IsAtEnd)
            throw Error(Place, "this is not expected here; keywords and functions are upper case: AND, OR, NOT, TRUE, FALSE, ALARM, OK, "
                + "INSUFFICIENT_DATA, AT_LEAST");
        List<string> distinct = [.. alarms.Distinct(StringComparer.Ordinal)];
        return distinct.Count <= MostAlarms
            ? new AlarmRule(Source, distinct, [.. arns.Distinct(StringComparer.Ordinal)], rule)
            : throw new TemplateException($"its AlarmRule has {distinct.Count} alarms, and CloudWatch allows {MostAlarms}; combine some of them in other "
            + "composite alarms") { IsRefused = true };
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
            throw Error(Place, $"the rule is nested deeper than {MostNested} levels");
        var node = TakeWord("NOT") ? Negated(Not()) : Primary();
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

        if (TakeWord("TRUE"))
            return _ => true;
        if (TakeWord("FALSE"))
            return _ => false;
        if (TakeWord("AT_LEAST"))
            return AtLeast();
        if (TakeState() is not { } state)
            throw Error(start, start == Source.Length ? "something is missing at the end"
                : "ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, NOT, TRUE, FALSE or a parenthesis is expected here");
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
            throw Error(start, "AT_LEAST needs a whole number or a percentage of whole percents");
        var isShare = Take("%");
        Expect(",");
        var isNegated = TakeWord("NOT");
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
        var most = isShare ? Percent : names.Count;
        if (number < 1 || number > most)
            throw Error(start, $"AT_LEAST needs {(isShare ? $"1% to {Percent}%" : $"1 to {most}, the number of its alarms")}, but "
                + $"has {number}{(isShare ? "%" : "")}");
        // Integer arithmetic, so no share is rounded down. A name that is listed twice counts twice.
        var needed = isShare ? ((number * names.Count) + Percent - 1) / Percent : number;
        return states => names.Count(name => states(name) == state != isNegated) >= needed;
    }

    AlarmState? TakeState() =>
        TakeWord("ALARM") ? AlarmState.Alarm
        : TakeWord("OK") ? AlarmState.Ok
        : TakeWord("INSUFFICIENT_DATA") ? AlarmState.InsufficientData
        : null;

    // An ARN is replaced by the name at its end.
    string Name()
    {
        SkipSpaces();
        var start = Place;
        var name = !IsAtEnd && Next == '"' ? Quoted() : Bare();
        if (name.Length == 0)
            throw Error(start, "the name of an alarm is missing");
        if (name.StartsWith(ArnStart, StringComparison.Ordinal))
        {
            var found = name.IndexOf(ArnOfAlarm, StringComparison.Ordinal);
            if (found < 0 || found + ArnOfAlarm.Length == name.Length)
                throw Error(start, $"'{name}' is not the ARN of an alarm, which is arn:PARTITION:cloudwatch:REGION:ACCOUNT:alarm:NAME");
            arns.Add(name);
            name = name[(found + ArnOfAlarm.Length)..];
        }

        alarms.Add(name);
        return name;
    }

    string Bare()
    {
        var start = Place;
        while (!IsAtEnd && !char.IsWhiteSpace(Next) && Next is not ('(' or ')' or ','))
            Place++;
        return Source[start..Place];
    }

    string Quoted()
    {
        var open = Place++;
        var name = new StringBuilder();
        while (!IsAtEnd && Next != '"')
        {
            if (Next == '\\' && Place + 1 < Source.Length && Source[Place + 1] is '"' or '\\')
                Place++;
            name.Append(Next);
            Place++;
        }

        if (IsAtEnd)
            throw Error(open, "the quote is not closed");
        Place++;
        return name.ToString();
    }

    protected override TemplateException Error(int place, string message) =>
        new($"column {place + 1} of its AlarmRule '{Source}': {message}") { IsRefused = true };
}
