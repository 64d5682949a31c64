namespace FlowLogStack.Simulation;

/// <summary>Filter patterns in short: the conditions without the fields that only fill a place.</summary>
static class PatternText
{
    const int Longest = 160;
    const int MostTerms = 3;

    /// <summary>Returns the conditions of a space-delimited pattern, such as <c>dstport=22, action=REJECT</c>; other patterns as they are.</summary>
    public static string Conditions(string pattern)
    {
        if (Slots(pattern) is not { } slots)
            return Shortened(pattern.Trim());
        var conditions = slots.Where(slot => slot.AsSpan().IndexOfAny('=', '<', '>') >= 0).Select(Abridged).ToList();
        return conditions.Count == 0 ? "every record" : Shortened(string.Join(", ", conditions));
    }

    // A list of networks is a condition for each of them on one field.
    static string Abridged(string slot)
    {
        var terms = slot.Split([" && ", " || "], StringSplitOptions.None);
        return terms.Length <= MostTerms ? slot : $"{terms[0]} and {terms.Length - 1} more";
    }

    static string Shortened(string text) => text.Length <= Longest ? text : $"{text[..(Longest - 1)].TrimEnd()}…";

    /// <summary>Splits a space-delimited pattern into its fields; null if the pattern is of another kind.</summary>
    internal static IReadOnlyList<string>? Slots(string pattern)
    {
        var text = pattern.Trim();
        if (text is not ['[', .., ']'])
            return null;
        text = text[1..^1];
        var slots = new List<string>();
        var (start, quote) = (0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            // Commas in double quotes and in %regular expressions% belong to a value.
            if (quote != '\0')
            {
                if (text[i] == '\\')
                    i++;
                else if (text[i] == quote)
                    quote = '\0';
            }
            else if (text[i] is '"' or '%')
            {
                quote = text[i];
            }
            else if (text[i] == ',')
            {
                slots.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        slots.Add(text[start..].Trim());
        return slots;
    }
}
