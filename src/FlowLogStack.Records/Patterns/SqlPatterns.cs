namespace FlowLogStack.Records;

/// <summary>Converter of CloudWatch Logs filter patterns to Athena (Trino) SQL over the columns of a flow log table.</summary>
public static class SqlPatterns
{
    /// <summary>
    /// Returns the predicate that is true for the records whose log events the pattern selects, and false or NULL for others.
    /// </summary>
    /// <remarks>
    /// An event is a record's values separated by spaces. A pattern that requires more fields selects no event, and its predicate is
    /// <c>FALSE</c>; the last field of a pattern with fewer fields matches the rest of the values. NULL in a column is the event's <c>-</c>.
    /// </remarks>
    /// <param name="pattern">The pattern.</param>
    /// <param name="table">Fields of the table.</param>
    /// <param name="events">Fields of the events, if the log group's flow log has other fields or another order. Default: null, those of the table.</param>
    /// <exception cref="FormatException">SQL cannot express the pattern: it is a JSON pattern, or tests a field that the table lacks.</exception>
    public static string ToSql(LogPattern pattern, FlowLogFormat table, FlowLogFormat? events = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(table);
        try
        {
            return pattern.Body.ToSql(new EventColumns(events ?? table, table));
        }
        catch (FormatException e)
        {
            throw new FormatException($"The filter pattern {pattern.Text} cannot be applied to the table: {e.Message}.", e);
        }
    }
}
