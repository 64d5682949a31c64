namespace FlowLogStack.Records;

/// <summary>The kind of a token.</summary>
enum InsightsTokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A name in backticks, which is never a keyword.</summary>
    QuotedName,

    /// <summary>A number literal.</summary>
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
