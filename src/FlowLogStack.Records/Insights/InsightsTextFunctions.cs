using System.Text;

namespace FlowLogStack.Records;

/// <summary>The text functions. They have no value if an argument has none, except for functions that test for missing values.</summary>
static class InsightsTextFunctions
{
    const int LongestText = 1024 * 1024;

    internal static InsightsFunction[] All { get; } =
    [
        InsightsFunctions.Scalar("isempty", 1, 1, arguments => InsightsValue.Of(arguments[0].TextOf().IsEmpty)),
        InsightsFunctions.Scalar("isblank", 1, 1, arguments => InsightsValue.Of(string.IsNullOrWhiteSpace(arguments[0].ToString()))),
        Of("concat", 1, int.MaxValue, Concatenate),
        Of("ltrim", 1, 2, arguments => Trim(arguments, atStart: true, atEnd: false)),
        Of("rtrim", 1, 2, arguments => Trim(arguments, atStart: false, atEnd: true)),
        Of("trim", 1, 2, arguments => Trim(arguments, atStart: true, atEnd: true)),
        Of("strlen", 1, 1, arguments => InsightsValue.Of(arguments[0].ToString().EnumerateRunes().Count())),
        Of("toupper", 1, 1, arguments => InsightsValue.Of(arguments[0].ToString().ToUpperInvariant())),
        Of("tolower", 1, 1, arguments => InsightsValue.Of(arguments[0].ToString().ToLowerInvariant())),
        Of("substr", 2, 3, Substring),
        Of("replace", 3, 3, Replace),
        Of("strcontains", 2, 2, arguments => InsightsValue.Of(arguments[0].TextOf().IndexOf(arguments[1].TextOf()) >= 0)),
        Of("startsWith", 2, 2, arguments => InsightsValue.Of(arguments[0].TextOf().StartsWith(arguments[1].TextOf()))),
        Of("endsWith", 2, 2, arguments => InsightsValue.Of(arguments[0].TextOf().EndsWith(arguments[1].TextOf()))),
    ];

    static InsightsFunction Of(string name, int fewest, int most, InsightsScalar function) =>
        InsightsFunctions.Scalar(name, fewest, most, arguments =>
        {
            foreach (ref readonly var argument in arguments)
            {
                if (argument.IsNone)
                    return default;
            }

            return function(arguments);
        });

    static InsightsValue Concatenate(ReadOnlySpan<InsightsValue> arguments)
    {
        var length = 0L;
        foreach (ref readonly var argument in arguments)
            length += argument.TextOf().Length;
        CheckLength("concat", length);
        var (joined, at) = (new byte[length], 0);
        foreach (ref readonly var argument in arguments)
        {
            var text = argument.TextOf();
            text.CopyTo(joined.AsSpan(at));
            at += text.Length;
        }

        return InsightsValue.Of(joined);
    }

    static InsightsValue Trim(ReadOnlySpan<InsightsValue> arguments, bool atStart, bool atEnd)
    {
        var text = arguments[0].ToString();
        // Without characters to trim, the framework trims white space.
        var characters = arguments.Length > 1 ? arguments[1].ToString().ToCharArray() : [];
        if (arguments.Length > 1 && characters.Length == 0)
            return InsightsValue.Of(text);
        text = atStart ? text.TrimStart(characters) : text;
        return InsightsValue.Of(atEnd ? text.TrimEnd(characters) : text);
    }

    static InsightsValue Substring(ReadOnlySpan<InsightsValue> arguments)
    {
        if (!TryGetIndex(arguments[1], out var start))
            return default;
        var length = long.MaxValue;
        if (arguments.Length > 2 && !TryGetIndex(arguments[2], out length))
            return default;
        var (text, index) = (new StringBuilder(), 0L);
        foreach (var rune in arguments[0].ToString().EnumerateRunes())
        {
            if (index >= start && index - start < length)
                text.Append(rune.ToString());
            index++;
        }

        return InsightsValue.Of(text.ToString());
    }

    static bool TryGetIndex(in InsightsValue value, out long index) => value.TryGetWhole(out index) && index >= 0;

    static InsightsValue Replace(ReadOnlySpan<InsightsValue> arguments)
    {
        var searched = arguments[1].ToString();
        if (searched.Length == 0)
            return arguments[0];
        var (text, replacement) = (arguments[0].ToString(), arguments[2].ToString());
        var length = text.Length + ((long)text.AsSpan().Count(searched) * (replacement.Length - searched.Length));
        CheckLength("replace", length);
        return InsightsValue.Of(text.Replace(searched, replacement, StringComparison.Ordinal));
    }

    // Nested functions multiply lengths, and an event has a maximum size of one megabyte.
    static void CheckLength(string function, long length)
    {
        if (length > LongestText)
            throw new FormatException($"'{function}' builds a value of {length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} characters, "
                + $"more than {LongestText.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)}. Use it on shorter values, or less often "
                + "within itself.");
    }
}
