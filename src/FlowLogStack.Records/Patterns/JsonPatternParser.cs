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
            throw cursor.Error(cursor.At, $"the '{{' at column {opened + 1} is never closed: add '}}' at the end.");
        if (!cursor.TakeIf("}"))
            throw cursor.Error(cursor.At, Unexpected());
        cursor.SkipSpaces();
        return cursor.IsAtEnd ? new JsonPattern(condition) : throw cursor.Error(cursor.At, $"{cursor.Describe()} follows the '}}' that ends the pattern: leave it out.");
    }

    internal JsonSelector TakeSelector()
    {
        var at = cursor.At;
        if (!cursor.TakeIf("$"))
            throw cursor.Error(at, $"{cursor.Describe()} stands where a property belongs: write it from the root, as in '$.level'.");
        if (cursor.Next is not '.')
            throw cursor.Error(cursor.At, $"{cursor.Describe()} follows '$', which stands for the whole event: select a property, as in '$.level'.");
        var steps = new List<JsonSelector.Step>();
        while (cursor.Next is '.' or '[')
            steps.Add(TakeStep());
        if (steps.Count(step => step.IsWildcard) > 1)
            throw cursor.Error(at, "the selector has more than one wildcard, and CloudWatch Logs takes one: write out the other.");
        var selector = new JsonSelector(steps);
        if (selector.HasWildcard && ++wildcards > MaximumWildcards)
            throw cursor.Error(at, $"this is selector number {wildcards} with a wildcard, and CloudWatch Logs takes {MaximumWildcards} in one pattern: write out the property or the index.");
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
            throw cursor.Error(cursor.At, $"the '(' at column {at + 1} is never closed: add ')'.");
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
            ("IS", "NOT") => throw cursor.Error(second, "'IS NOT' is not supported by CloudWatch Logs: compare with '=' or '!=', or test for the other value with IS."),
            ("EXISTS", _) => throw cursor.Error(at, $"'EXISTS' is not supported by CloudWatch Logs: write '{subject}=\"*\"'."),
            ("IS", _) => throw cursor.Error(second, $"'{literal}' follows 'IS', where NULL, TRUE or FALSE belongs, in capitals."),
            ("NOT", _) => throw cursor.Error(second, $"'{literal}' follows 'NOT', where EXISTS belongs, in capitals."),
            _ => throw cursor.Error(at, $"'{word}' follows '{subject}', where an operator belongs: write one of = != < <= > >= and a value, IS NULL, IS TRUE, IS FALSE or NOT EXISTS."),
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
                : throw cursor.Error(cursor.At, $"{cursor.Describe()} stands where a property's name belongs: write letters, digits, '_' and '-', or any text as in $.['a.b'].");
        }

        if (cursor.Sees("['"))
            return TakeQuotedProperty();
        cursor.At++;
        var at = cursor.At;
        var isWildcard = cursor.TakeIf("*");
        var digits = isWildcard ? "" : cursor.TakeWhile(char.IsAsciiDigit);
        if (!cursor.TakeIf("]"))
            throw cursor.Error(cursor.At, $"{cursor.Describe()} stands in an index: write [0], [*], or ['name'] with single quotes.");
        if (isWildcard)
            return JsonSelector.Step.AnyElement;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? JsonSelector.Step.Element(index)
            : throw cursor.Error(at, $"'{digits}' is not the index of an element: count from 0.");
    }

    JsonSelector.Step TakeQuotedProperty()
    {
        var opened = cursor.At;
        cursor.At += 2;
        var name = cursor.TakeWhile(c => c != '\'');
        if (!cursor.TakeIf("']"))
            throw cursor.Error(opened, "this \"['\" is never closed: add \"']\" after the property's name.");
        return name.Length > 0 ? JsonSelector.Step.Property(name) : throw cursor.Error(opened, "the property's name is empty: write it between the single quotes.");
    }

    string Unexpected() => cursor.Next switch
    {
        ')' => "this ')' closes nothing: leave it out, or add '('.",
        '&' or '|' => $"'{cursor.Next}' is no operator: write '{cursor.Next}{cursor.Next}'.",
        ',' => "',' is for space-delimited patterns: join conditions with '&&' or '||'.",
        _ => $"{cursor.Describe()} follows a condition, where '&&', '||' or '}}' belongs: put a value with spaces in double quotes.",
    };
}
