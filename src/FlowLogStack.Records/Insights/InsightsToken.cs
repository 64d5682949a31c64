namespace FlowLogStack.Records;

/// <summary>The kind of a token.</summary>
enum InsightsTokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A name in backticks, which is never a keyword.</summary>
    QuotedName,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number with a unit of time, such as <c>5m</c>.</summary>
    Period,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>An operator, a bracket, a comma or a pipe.</summary>
    Symbol,

    /// <summary>The end of the query.</summary>
    End,
}

/// <summary>A token of a query.</summary>
/// <param name="Kind">Kind of the token.</param>
/// <param name="Text">Text of the token, without quotes.</param>
/// <param name="Start">0-based place of its first character.</param>
/// <param name="End">Place after its last character.</param>
readonly record struct InsightsToken(InsightsTokenKind Kind, string Text, int Start, int End)
{
    internal bool IsSymbol(string symbol) => Kind is InsightsTokenKind.Symbol && Text == symbol;

    internal bool IsWord(string word) => Kind is InsightsTokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
