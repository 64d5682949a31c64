using System.Text;

namespace FlowLogStack.Review;

/// <summary>The markup of sentences: values are between backticks, all else is text.</summary>
static class Markup
{
    const int MostShown = 160;

    /// <summary>Returns a value between backticks, on one line and shortened.</summary>
    internal static string Code(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "(none)";
        var text = new StringBuilder();
        foreach (var c in value.Length > MostShown ? value[..MostShown] : value)
            text.Append(c == '`' ? '\'' : char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c);
        if (value.Length > MostShown)
            text.Append('…');
        return $"`{text}`";
    }

    /// <summary>Returns values as a list, such as <c>`a`, `b` and 3 more</c>.</summary>
    internal static string Codes(IEnumerable<string> values, int most = 8)
    {
        var all = values.Select(Code).ToList();
        var shown = all.Count <= most + 1 ? all : [.. all.Take(most), $"{all.Count - most} more"];
        return shown.Count < 2 ? string.Concat(shown) : $"{string.Join(", ", shown.Take(shown.Count - 1))} and {shown[^1]}";
    }

    /// <summary>Returns a text with an upper-case first letter.</summary>
    internal static string Sentence(string text) => text.Length == 0 || text[0] == '`' ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Splits a sentence into parts of text and of code.</summary>
    internal static IEnumerable<(string Text, bool IsCode)> Parts(string sentence)
    {
        var parts = sentence.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 0)
                yield return (parts[i], i % 2 == 1 && i < parts.Length - 1);
        }
    }

    /// <summary>Returns a sentence as plain text.</summary>
    internal static string Plain(string sentence) => sentence.Replace("`", "", StringComparison.Ordinal);
}
