namespace FlowLogStack.Records;

/// <summary>Renders CloudWatch Logs filter patterns as Athena (Trino) SQL over the columns of a flow log table.</summary>
public static class SqlPatterns
{
    /// <summary>
    /// The predicate that holds for the records whose log events the pattern selects, and is false or NULL for the others.
    /// </summary>
    /// <remarks>
    /// An event is a record's values with one space between. A pattern that needs more fields selects nothing, and its predicate is
    /// <c>FALSE</c>; the last field of one with fewer is the rest of the values. NULL in a column is the event's <c>-</c>.
    /// </remarks>
    /// <param name="pattern">The pattern.</param>
    /// <param name="table">The fields of the table.</param>
    /// <param name="events">The fields of the events, where the log group's flow log has others or another order. Default: those of the table.</param>
    /// <exception cref="FormatException">SQL cannot say it: the pattern is one for JSON, or tests a field that the table lacks.</exception>
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
            throw new FormatException($"The filter pattern {pattern.Text} cannot be asked of the table: {e.Message}.", e);
        }
    }
}
