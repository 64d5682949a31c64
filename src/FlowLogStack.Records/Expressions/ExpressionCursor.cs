namespace FlowLogStack.Records;

/// <summary>A position in an expression, for the parsers of languages in templates.</summary>
abstract class ExpressionCursor(string text)
{
    /// <summary>The expression.</summary>
    protected string Source => text;

    /// <summary>Index of the next character.</summary>
    protected int Place { get; set; }

    protected bool IsAtEnd => Place >= text.Length;

    protected char Next => text[Place];

    protected abstract FormatException Error(int place, string message);

    protected void Expect(string token)
    {
        if (!Take(token))
            throw Error(Place, $"'{token}' is expected here");
    }

    protected bool Take(string token)
    {
        SkipSpaces();
        if (string.CompareOrdinal(text, Place, token, 0, token.Length) != 0)
            return false;
        Place += token.Length;
        return true;
    }

    protected bool TakeWord(string word, StringComparison comparison = StringComparison.Ordinal)
    {
        SkipSpaces();
        var end = Place + word.Length;
        if (string.Compare(text, Place, word, 0, word.Length, comparison) != 0
            || (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')))
            return false;
        Place = end;
        return true;
    }

    /// <summary>Reads the text between the next quote and its counterpart.</summary>
    protected string TakeQuoted()
    {
        var end = text.IndexOf(Next, Place + 1);
        if (end < 0)
            throw Error(Place, "the quote is not closed");
        var value = text[(Place + 1)..end];
        Place = end + 1;
        return value;
    }

    protected void SkipSpaces()
    {
        while (!IsAtEnd && char.IsWhiteSpace(Next))
            Place++;
    }
}
