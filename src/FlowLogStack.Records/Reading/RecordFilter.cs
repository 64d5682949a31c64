using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A filter of records by conditions, all of which have to hold.</summary>
public sealed class RecordFilter
{
    /// <summary>Creates a filter; without conditions, every record passes.</summary>
    public RecordFilter(params IEnumerable<RecordCondition> conditions) => Conditions = [.. conditions];

    /// <summary>The conditions.</summary>
    public ImmutableArray<RecordCondition> Conditions { get; }

    /// <summary>Returns the tested fields that a log format lacks; if there are any, none of its records pass.</summary>
    public IReadOnlyList<FlowField> FieldsMissingFrom(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return [.. Conditions.Select(condition => condition.Field).Where(field => !format.Contains(field)).Distinct()];
    }

    /// <summary>Returns whether the record fulfills every condition.</summary>
    public bool Passes(FlowRecord record)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(record))
                return false;
        }

        return true;
    }
}
