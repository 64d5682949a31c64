using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric filter as SQL over the columns of a table of records.</summary>
sealed class FilterSql
{
    readonly IReadOnlyList<EventColumn> dimensions;

    /// <summary>Says a filter in SQL.</summary>
    /// <exception cref="FormatException">SQL cannot say it of these columns; the message says why.</exception>
    internal FilterSql(MetricFilterDefinition definition, EventColumns columns)
    {
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

    /// <summary>Whether the pattern selects an event.</summary>
    internal string Pattern { get; }

    /// <summary>The value that is taken from an event, NULL where it has none; null when each adds the same.</summary>
    internal string? Value { get; }

    /// <summary>Whether an event has these values of the dimensions, one test for each.</summary>
    internal IEnumerable<string> Has(IReadOnlyList<string> values) => dimensions.Zip(values, (column, value) => column.Is(value));
}
