using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A value of log events in SQL: a column of a table of records, or an expression of several columns.</summary>
/// <remarks>
/// NULL represents the event's <c>-</c>: always in columns of numbers, and in columns of text if the file format or
/// a view has NULL there.
/// </remarks>
sealed class EventColumn
{
    // A number in the notation of patterns; see PatternNumber.
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

    /// <summary>Absent value in an event.</summary>
    internal static ReadOnlySpan<byte> Absent => "-"u8;

    internal bool IsNumeric { get; }

    /// <summary>SQL for the text of the event's field.</summary>
    internal string Text => isNeverNull ? expression : $"coalesce({TextIfPresent}, '-')";

    /// <summary>SQL for the text of the event's field; NULL for a value that is NULL in the column.</summary>
    internal string TextIfPresent => IsNumeric ? $"CAST({expression} AS varchar)" : expression;

    /// <summary>SQL for the value as a whole number of up to 64 bits; NULL if it is not one.</summary>
    internal string Whole => IsNumeric ? expression : $"TRY_CAST(CASE WHEN regexp_like({expression}, {WholeExpression}) THEN {expression} END AS bigint)";

    /// <summary>SQL for the value in floating point; NULL if it is not a number.</summary>
    internal string Real => IsNumeric ? $"CAST({expression} AS double)"
        : $"TRY_CAST(CASE WHEN regexp_like({expression}, {NumberExpression}) THEN {expression} END AS double)";

    /// <summary>Returns the column of a field.</summary>
    internal static EventColumn Of(FlowField field) => new(SqlConditions.Identifier(field), field.IsNumeric, isNeverNull: false);

    /// <summary>Returns an expression that is text and never NULL.</summary>
    internal static EventColumn OfText(string expression) => new(expression, isNumeric: false, isNeverNull: true);

    /// <summary>Returns SQL for a comparison of the value's text with a text.</summary>
    internal string Is(string text, bool isNegated = false)
    {
        var isAbsent = text == "-";
        if (!IsNumeric)
            return Fulfils($"{expression} {(isNegated ? "<>" : "=")} {SqlConditions.Quote(text)}", isAbsent != isNegated);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text)
            return Fulfils($"{expression} {(isNegated ? "<>" : "=")} {text}", isNegated);
        // A column of numbers contains only numbers and NULL.
        return isAbsent ? $"{expression} IS {(isNegated ? "NOT " : "")}NULL" : isNegated ? "TRUE" : "FALSE";
    }

    /// <summary>Returns SQL for a test of the value, combined with its result for an absent value.</summary>
    internal string Fulfils(string test, bool holdsWhenAbsent) => holdsWhenAbsent && !isNeverNull ? $"({expression} IS NULL OR {test})" : test;
}
