namespace FlowLogStack.Records;

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
