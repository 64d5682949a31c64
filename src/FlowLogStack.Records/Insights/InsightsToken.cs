namespace FlowLogStack.Records;

/// <summary>What a part of a query is.</summary>
enum InsightsTokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A name in backticks, which is no keyword.</summary>
    QuotedName,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A number with a unit of time, such as <c>5m</c>.</summary>
    Period,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>An operator, a bracket, a comma or a pipe.</summary>
    Symbol,

    /// <summary>The query's end.</summary>
    End,
}

/// <summary>One part of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="Start">The 0-based place of its first character.</param>
/// <param name="End">The place behind its last character.</param>
readonly record struct InsightsToken(InsightsTokenKind Kind, string Text, int Start, int End)
{
    internal bool IsSymbol(string symbol) => Kind is InsightsTokenKind.Symbol && Text == symbol;

    internal bool IsWord(string word) => Kind is InsightsTokenKind.Name && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
