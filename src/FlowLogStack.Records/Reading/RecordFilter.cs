using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Conditions that a record must all fulfil.</summary>
public sealed class RecordFilter
{
    /// <summary>Makes a filter of these conditions; of none, every record passes.</summary>
    public RecordFilter(params IEnumerable<RecordCondition> conditions) => Conditions = [.. conditions];

    /// <summary>The conditions.</summary>
    public ImmutableArray<RecordCondition> Conditions { get; }

    /// <summary>The fields tested that a format lacks; when there are any, none of its records pass.</summary>
    public IReadOnlyList<FlowField> FieldsMissingFrom(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return [.. Conditions.Select(condition => condition.Field).Where(field => !format.Contains(field)).Distinct()];
    }

    /// <summary>Whether the record fulfils every condition.</summary>
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
