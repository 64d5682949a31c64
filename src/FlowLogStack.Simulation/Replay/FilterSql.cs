using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric filter as SQL over the columns of a table of records.</summary>
sealed class FilterSql
{
    readonly IReadOnlyList<EventColumn> dimensions;

    /// <summary>Converts a filter to SQL.</summary>
    /// <exception cref="FormatException">SQL can't express the filter with these columns. The message contains the reason.</exception>
    internal FilterSql(MetricFilterDefinition definition, EventColumns columns)
    {
        if (definition.Selection is not null)
            throw new FormatException("its FieldSelectionCriteria select by the account of each record, which are evaluated in files only");
        try
        {
            Pattern = definition.Pattern.Body.ToSql(columns);
            Value = definition.ValueOf?.ColumnIn(columns).Real;
            dimensions = [.. definition.Dimensions.Select(dimension => dimension.Value.ColumnIn(columns))];
        }
        catch (FormatException e)
        {
            throw new FormatException($"{e.Message}: its pattern is {definition.Pattern.Text}", e);
        }
    }

    /// <summary>SQL condition of the pattern.</summary>
    internal string Pattern { get; }

    /// <summary>SQL expression of an event's value, NULL if it has none; null if each event adds the same value.</summary>
    internal string? Value { get; }

    /// <summary>Returns SQL conditions for the values of the dimensions, one for each.</summary>
    internal IEnumerable<string> Has(IReadOnlyList<string> values) => dimensions.Zip(values, (column, value) => column.Is(value));
}
