using System.Buffers;

namespace FlowLogStack.Review;

/// <summary>One field of a space-delimited filter pattern.</summary>
/// <param name="Name">Name; empty for none.</param>
/// <param name="Condition">Condition as in the pattern; empty for none.</param>
/// <param name="IsEllipsis">Whether it is <c>...</c>, any number of fields.</param>
sealed record PatternSlot(string Name, string Condition, bool IsEllipsis)
{
    static readonly SearchValues<char> AfterName = SearchValues.Create("=!<> (");

    /// <summary>Splits a space-delimited pattern into its fields; null if the pattern is of another kind.</summary>
    internal static IReadOnlyList<PatternSlot>? Of(string pattern)
    {
        var text = pattern.Trim();
        if (text is not ['[', .., ']'])
            return null;
        return [.. Split(text[1..^1]).Select(part => part.Trim())
            .Select(part => part == "..." ? new PatternSlot("", "", true) : new PatternSlot(NameIn(part), part == NameIn(part) ? "" : part, false))];
    }

    // Commas in quotes and regular expressions don't separate fields.
    static List<string> Split(string text)
    {
        var parts = new List<string>();
        var (start, quote) = (0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
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
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    static string NameIn(string part)
    {
        var end = part.AsSpan().IndexOfAny(AfterName);
        return end < 0 ? part : part[..end].Trim();
    }
}
