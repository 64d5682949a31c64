namespace FlowLogStack.Records;

/// <summary>Parser of space-delimited patterns.</summary>
sealed class SpaceDelimitedParser(PatternCursor cursor)
{
    readonly List<FieldSlot> slots = [];

    internal SpaceDelimitedPattern Parse()
    {
        var opened = cursor.At++;
        cursor.SkipSpaces();
        if (cursor.Next != ']')
        {
            slots.Add(TakeSlot());
            while (cursor.TakeIf(","))
                slots.Add(TakeSlot());
        }

        if (cursor.IsAtEnd)
            throw cursor.Error(cursor.At, $"the '[' at column {opened + 1} is not closed. Add ']' at the end.");
        if (!cursor.TakeIf("]"))
            throw cursor.Error(cursor.At, Unexpected());
        cursor.SkipSpaces();
        return cursor.IsAtEnd
            ? new SpaceDelimitedPattern(slots)
            : throw cursor.Error(cursor.At, $"{cursor.Describe()} follows the ']' that ends the pattern. Remove it, or put a value with ']' in double quotes.");
    }

    FieldSlot TakeSlot()
    {
        cursor.SkipSpaces();
        var at = cursor.At;
        if (cursor.TakeIf("..."))
        {
            if (slots.Any(slot => slot.IsEllipsis))
                throw cursor.Error(at, "this is a second '...', but only one is allowed. Remove one.");
            cursor.SkipSpaces();
            return FieldSlot.Ellipsis;
        }

        if (cursor.IsAtEnd || cursor.Next is ',' or ']')
            return default;
        var name = TakeName();
        if (slots.Any(slot => slot.Name == name))
            throw cursor.Error(at, $"'{name}' is the name of two fields. Use a different name for each field.");
        cursor.SkipSpaces();
        return cursor.IsAtEnd || cursor.Next is ',' or ']' ? new FieldSlot(name, null) : new FieldSlot(name, TakeCondition(name));
    }

    string TakeName()
    {
        var at = cursor.At;
        if (cursor.Next is '(' or ')')
            throw cursor.Error(at, $"'{cursor.Next}' is valid only in JSON patterns. Remove it; '&&' has precedence over '||' within a field.");
        if (cursor.Next is '\u2026')
            throw cursor.Error(at, "'\u2026' is one character. Use three dots.");
        if (cursor.Next is '"' or '%' or '=' or '!' or '<' or '>')
            throw cursor.Error(at, $"{cursor.Describe()} is not a field's name. Add the name before it, as in 'status=404'.");
        var name = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (name.Length == 0)
            throw cursor.Error(at, $"{cursor.Describe()} is not valid in a field's name. Use letters, digits, '_' and '-'.");
        return name[0] != '-' && !name.All(char.IsAsciiDigit)
            ? name
            : throw cursor.Error(at, $"'{name}' is not a valid field name, because unnamed fields have the names $1, $2 and so on. Use a name that begins "
            + "with a letter.");
    }

    ValueTest TakeCondition(string name)
    {
        var groups = new List<List<ValueTest>> { new() { cursor.TakeTest(name, LogPatternKind.SpaceDelimited) } };
        for (cursor.SkipSpaces(); !cursor.IsAtEnd && cursor.Next is not (',' or ']'); cursor.SkipSpaces())
        {
            var isOr = cursor.TakeIf("||");
            if (!isOr && !cursor.TakeIf("&&"))
                throw cursor.Error(cursor.At, Unexpected());
            cursor.SkipSpaces();
            EnsureRepeats(name, isOr ? "||" : "&&");
            cursor.SkipSpaces();
            var test = cursor.TakeTest(name, LogPatternKind.SpaceDelimited);
            if (isOr)
                groups.Add([test]);
            else
                groups[^1].Add(test);
        }

        return ValueTest.AnyOfAll(groups);
    }

    void EnsureRepeats(string name, string joint)
    {
        var at = cursor.At;
        if (cursor.IsAtEnd || cursor.Next is ',' or ']' or '=' or '!' or '<' or '>' or '"' or '%')
            throw cursor.Error(at, $"the field's name is missing after '{joint}'. Repeat it, as in '{name}=1 {joint} {name}=2'.");
        var repeated = TakeName();
        if (repeated != name)
            throw cursor.Error(at, $"'{repeated}' is in the place of the field '{name}', whose conditions must use its own name. Use '{name}', or add a place "
                + $"for '{repeated}'.");
    }

    string Unexpected() => cursor.Next switch
    {
        '(' or ')' => $"'{cursor.Next}' is valid only in JSON patterns. Remove it; '&&' has precedence over '||' within a field.",
        '&' or '|' => $"'{cursor.Next}' is not an operator. Use '{cursor.Next}{cursor.Next}'.",
        _ => $"{cursor.Describe()} follows a condition. Use ',', '&&', '||' or ']' there, and put a value with spaces in double quotes.",
    };
}
