using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A value of log events where SQL finds it: in a column of a table of records, or in an expression of several.</summary>
/// <remarks>
/// NULL stands for the <c>-</c> of the event, in columns of numbers always and in columns of text where the file format or
/// a view has it so.
/// </remarks>
sealed class EventColumn
{
    // A number as patterns spell it: see PatternNumber.
    const string NumberExpression = @"'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'";
    const string WholeExpression = "'^[0-9]{1,19}$'";

    readonly string expression;
    readonly bool isNeverNull;

    EventColumn(string expression, bool isNumeric, bool isNeverNull)
    {
        this.expression = expression;
        IsNumeric = isNumeric;
        this.isNeverNull = isNeverNull;
    }

    /// <summary>How an event spells an absent value.</summary>
    internal static ReadOnlySpan<byte> Absent => "-"u8;

    internal bool IsNumeric { get; }

    /// <summary>The text of the event's field.</summary>
    internal string Text => isNeverNull ? expression : $"coalesce({TextIfPresent}, '-')";

    /// <summary>The same, but NULL for a value that the column has as NULL.</summary>
    internal string TextIfPresent => IsNumeric ? $"CAST({expression} AS varchar)" : expression;

    /// <summary>The value as a whole number of up to 64 bits; NULL where it is none.</summary>
    internal string Whole => IsNumeric ? expression : $"TRY_CAST(CASE WHEN regexp_like({expression}, {WholeExpression}) THEN {expression} END AS bigint)";

    /// <summary>The value in floating point; NULL where it is no number.</summary>
    internal string Real => IsNumeric ? $"CAST({expression} AS double)" : $"TRY_CAST(CASE WHEN regexp_like({expression}, {NumberExpression}) THEN {expression} END AS double)";

    /// <summary>The column of a field.</summary>
    internal static EventColumn Of(FlowField field) => new(SqlConditions.Identifier(field), field.IsNumeric, isNeverNull: false);

    /// <summary>An expression that is text and never NULL.</summary>
    internal static EventColumn OfText(string expression) => new(expression, isNumeric: false, isNeverNull: true);

    /// <summary>Whether the value's text is this one, or another one.</summary>
    internal string Is(string text, bool isNegated = false)
    {
        var isAbsent = text == "-";
        if (!IsNumeric)
            return Fulfils($"{expression} {(isNegated ? "<>" : "=")} {SqlConditions.Quote(text)}", isAbsent != isNegated);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text)
            return Fulfils($"{expression} {(isNegated ? "<>" : "=")} {text}", isNegated);
        // A column of numbers has no other text than numbers and NULL.
        return isAbsent ? $"{expression} IS {(isNegated ? "NOT " : "")}NULL" : isNegated ? "TRUE" : "FALSE";
    }

    /// <summary>A test of the value that is there, together with what it says of an absent one.</summary>
    internal string Fulfils(string test, bool holdsWhenAbsent) => holdsWhenAbsent && !isNeverNull ? $"({expression} IS NULL OR {test})" : test;
}
