using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Filter patterns in short: the conditions without the fields that only fill a place.</summary>
static class PatternText
{
    const int Longest = 160;
    const int MostTerms = 3;

    /// <summary>Returns the conditions of a space-delimited pattern, such as <c>dstport=22, action=REJECT</c>; other patterns as they are.</summary>
    public static string Conditions(string pattern)
    {
        var text = pattern.Trim();
        if (!text.StartsWith('[') || !text.EndsWith(']'))
            return Shortened(text);
        var conditions = Slots(text[1..^1]).Where(slot => slot.AsSpan().IndexOfAny('=', '<', '>') >= 0).Select(Abridged).ToList();
        return conditions.Count == 0 ? "every record" : Shortened(string.Join(", ", conditions));
    }

    // A list of networks is a condition for each of them on one field.
    static string Abridged(string slot)
    {
        var terms = slot.Split([" && ", " || "], StringSplitOptions.None);
        return terms.Length <= MostTerms ? slot : $"{terms[0]} and {terms.Length - 1} more";
    }

    static string Shortened(string text) => text.Length <= Longest ? text : $"{text[..(Longest - 1)].TrimEnd()}…";

    // Commas in double quotes and in %regular expressions% belong to a value.
    static IEnumerable<string> Slots(string text)
    {
        var slot = new StringBuilder();
        char? quote = null;
        foreach (var c in text)
        {
            if (c == ',' && quote is null)
            {
                yield return slot.ToString().Trim();
                slot.Clear();
                continue;
            }

            if (c is '"' or '%')
                quote = quote is null ? c : quote == c ? null : quote;
            slot.Append(c);
        }

        yield return slot.ToString().Trim();
    }
}
