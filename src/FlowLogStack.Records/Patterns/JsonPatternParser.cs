using System.Globalization;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>Parser of JSON patterns.</summary>
sealed class JsonPatternParser(PatternCursor cursor)
{
    /// <summary>Maximum number of selectors with a wildcard in a pattern; a CloudWatch Logs limit.</summary>
    const int MaximumWildcards = 3;

    int wildcards;

    internal JsonPattern Parse()
    {
        var opened = cursor.At++;
        var condition = TakeAlternatives();
        if (cursor.IsAtEnd)
            throw cursor.Error(cursor.At, $"the '{{' at column {opened + 1} is not closed. Add '}}' at the end.");
        if (!cursor.TakeIf("}"))
            throw cursor.Error(cursor.At, Unexpected());
        cursor.SkipSpaces();
        return cursor.IsAtEnd ? new JsonPattern(condition)
            : throw cursor.Error(cursor.At, $"{cursor.Describe()} follows the '}}' that ends the pattern. Remove it.");
    }

    internal JsonSelector TakeSelector()
    {
        var at = cursor.At;
        if (!cursor.TakeIf("$"))
            throw cursor.Error(at, $"{cursor.Describe()} is not a property. Use its path from the root, as in '$.level'.");
        if (cursor.Next is not '.')
            throw cursor.Error(cursor.At, $"{cursor.Describe()} follows '$', which is the whole event. Select a property, as in '$.level'.");
        var steps = new List<JsonSelector.Step>();
        while (cursor.Next is '.' or '[')
            steps.Add(TakeStep());
        if (steps.Count(step => step.IsWildcard) > 1)
            throw cursor.Error(at, "the selector has more than one wildcard, but CloudWatch Logs allows one. Use a property or an index instead.");
        var selector = new JsonSelector(steps);
        if (selector.HasWildcard && ++wildcards > MaximumWildcards)
            throw cursor.Error(at, $"this is selector number {wildcards} with a wildcard, but CloudWatch Logs allows {MaximumWildcards} in a pattern. Use the "
                + "property or the index.");
        return selector;
    }

    JsonCondition TakeAlternatives()
    {
        var left = TakeConjunction();
        while (cursor.TakeIf("||"))
            left = new JsonCondition.Pair(left, TakeConjunction(), isOr: true);
        return left;
    }

    JsonCondition TakeConjunction()
    {
        var left = TakeCondition();
        while (cursor.TakeIf("&&"))
            left = new JsonCondition.Pair(left, TakeCondition(), isOr: false);
        return left;
    }

    JsonCondition TakeCondition()
    {
        cursor.SkipSpaces();
        var at = cursor.At;
        if (!cursor.TakeIf("("))
        {
            var plain = TakeComparison();
            cursor.SkipSpaces();
            return plain;
        }

        var inner = TakeAlternatives();
        if (cursor.IsAtEnd || cursor.Next == '}')
            throw cursor.Error(cursor.At, $"the '(' at column {at + 1} is not closed. Add ')'.");
        if (!cursor.TakeIf(")"))
            throw cursor.Error(cursor.At, Unexpected());
        cursor.SkipSpaces();
        return inner;
    }

    JsonCondition TakeComparison()
    {
        var start = cursor.At;
        var selector = TakeSelector();
        var subject = cursor.TextFrom(start);
        cursor.SkipSpaces();
        var at = cursor.At;
        if (!char.IsAsciiLetter(cursor.Next))
            return new JsonCondition.Comparing(selector, cursor.TakeTest(subject, LogPatternKind.Json));
        var word = cursor.TakeWhile(char.IsAsciiLetter);
        cursor.SkipSpaces();
        var second = cursor.At;
        var literal = cursor.TakeWhile(char.IsAsciiLetter);
        return (word, literal) switch
        {
            ("IS", "NULL") => new JsonCondition.Being(selector, JsonTokenType.Null),
            ("IS", "TRUE") => new JsonCondition.Being(selector, JsonTokenType.True),
            ("IS", "FALSE") => new JsonCondition.Being(selector, JsonTokenType.False),
            ("NOT", "EXISTS") => new JsonCondition.Missing(selector),
            ("IS", "NOT") => throw cursor.Error(second, "'IS NOT' is not supported by CloudWatch Logs. Use '=' or '!=', or IS with the other value."),
            ("EXISTS", _) => throw cursor.Error(at, $"'EXISTS' is not supported by CloudWatch Logs. Use '{subject}=\"*\"'."),
            ("IS", _) => throw cursor.Error(second, $"'{literal}' follows 'IS'. Use NULL, TRUE or FALSE, in capitals."),
            ("NOT", _) => throw cursor.Error(second, $"'{literal}' follows 'NOT'. Use EXISTS, in capitals."),
            _ => throw cursor.Error(at, $"'{word}' follows '{subject}', but is not an operator. Use one of = != < <= > >= and a value, IS NULL, IS TRUE, IS "
                + "FALSE or NOT EXISTS."),
        };
    }

    JsonSelector.Step TakeStep()
    {
        if (cursor.TakeIf("."))
        {
            if (cursor.TakeIf("*"))
                return JsonSelector.Step.AnyProperty;
            if (cursor.Sees("['"))
                return TakeQuotedProperty();
            var name = cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
            return name.Length > 0
                ? JsonSelector.Step.Property(name)
                : throw cursor.Error(cursor.At, $"{cursor.Describe()} is not a property's name. Use letters, digits, '_' and '-', or any text as "
                + "in $.['a.b'].");
        }

        if (cursor.Sees("['"))
            return TakeQuotedProperty();
        cursor.At++;
        var at = cursor.At;
        var isWildcard = cursor.TakeIf("*");
        var digits = isWildcard ? "" : cursor.TakeWhile(char.IsAsciiDigit);
        if (!cursor.TakeIf("]"))
            throw cursor.Error(cursor.At, $"{cursor.Describe()} is not valid in an index. Use [0], [*], or ['name'] with single quotes.");
        if (isWildcard)
            return JsonSelector.Step.AnyElement;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? JsonSelector.Step.Element(index)
            : throw cursor.Error(at, $"'{digits}' is not a valid index. Use 0 for the first element.");
    }

    JsonSelector.Step TakeQuotedProperty()
    {
        var opened = cursor.At;
        cursor.At += 2;
        var name = cursor.TakeWhile(c => c != '\'');
        if (!cursor.TakeIf("']"))
            throw cursor.Error(opened, "this \"['\" is not closed. Add \"']\" after the property's name.");
        return name.Length > 0 ? JsonSelector.Step.Property(name)
            : throw cursor.Error(opened, "the property's name is empty. Add it between the single quotes.");
    }

    string Unexpected() => cursor.Next switch
    {
        ')' => "this ')' does not close a '('. Remove it, or add '('.",
        '&' or '|' => $"'{cursor.Next}' is not an operator. Use '{cursor.Next}{cursor.Next}'.",
        ',' => "',' is valid only in space-delimited patterns. Use '&&' or '||' between conditions.",
        _ => $"{cursor.Describe()} follows a condition. Use '&&', '||' or '}}' there, and put a value with spaces in double quotes.",
    };
}
