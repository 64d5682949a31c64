using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The measure of the records that a detection selects, for each period.</summary>
public sealed class Measure
{
    Measure(MeasureKind kind, params ImmutableArray<FlowField> fields)
    {
        Kind = kind;
        Fields = fields;
        Key = kind is MeasureKind.Distinct or MeasureKind.Largest ? fields : [];
    }

    /// <summary>Number of records: flows within their aggregation intervals.</summary>
    public static Measure Flows { get; } = new(MeasureKind.Flows);

    /// <summary>Sum of the records' bytes.</summary>
    public static Measure Bytes { get; } = new(MeasureKind.Sum, FlowField.Bytes);

    /// <summary>Sum of the records' packets.</summary>
    public static Measure Packets { get; } = new(MeasureKind.Sum, FlowField.Packets);

    /// <summary>Number of log events of any kind that arrived in the log group, by CloudWatch Logs' own count.</summary>
    public static Measure Arrivals { get; } = new(MeasureKind.Arrivals);

    /// <summary>Kind of the measure.</summary>
    public MeasureKind Kind { get; }

    /// <summary>Field of a sum, or fields of a key and then the field of its sum; empty for counts.</summary>
    public ImmutableArray<FlowField> Fields { get; private init; }

    /// <summary>Fields of a key; empty for counts and sums over all records.</summary>
    public ImmutableArray<FlowField> Key { get; }

    /// <summary>The field summed for each key; null for a count of its records.</summary>
    public FlowField? SummedByKey { get; private init; }

    /// <summary>The field of a key whose different partners are counted, as the addresses or ports that one source tried; null for everything else.</summary>
    public FlowField? Source { get; private init; }

    /// <summary>Fields that identify a contributor, such as the source whose targets are counted; empty for measures without contributors.</summary>
    internal ImmutableArray<FlowField> Contributor => Kind is MeasureKind.Largest ? Key : CountedOfContributor.IsEmpty ? [] : Key[..1];

    /// <summary>Whether the value is that of one contributor, the one with the largest, rather than of all records.</summary>
    internal bool IsOfContributor => Kind is MeasureKind.Largest || Source is not null;

    /// <summary>Fields whose distinct values are counted for each contributor; empty for counts and sums.</summary>
    internal ImmutableArray<FlowField> CountedOfContributor => Kind is MeasureKind.Distinct && Key.Length > 1 ? Key[1..] : [];

    /// <summary>Field that is summed, over all records or for each contributor; null for counts.</summary>
    internal FlowField? Summed => Kind is MeasureKind.Sum ? Fields[0] : SummedByKey;

    /// <summary>Whether a Contributor Insights rule measures it, rather than a metric filter.</summary>
    public bool NeedsRule => Kind is MeasureKind.Distinct or MeasureKind.Largest;

    /// <summary>Value that a metric filter publishes for each record: <c>1</c>, or a field such as <c>$bytes</c>.</summary>
    public string MetricValue => Kind is MeasureKind.Sum ? "$" + Fields[0].Column : "1";

    /// <summary>Creates the number of distinct keys. A key consists of the values of one to four fields.</summary>
    /// <exception cref="ArgumentException">The list of fields is empty, or has more than the four that Contributor Insights supports.</exception>
    public static Measure Distinct(params ImmutableArray<FlowField> key) => key.Length is >= 1 and <= 4
        ? new Measure(MeasureKind.Distinct, key)
        : throw new ArgumentException($"A key of {key.Length} fields is not valid, because Contributor Insights supports 1 to 4. Change the number of fields.",
        nameof(key));

    /// <summary>How many different targets the source with the most of them has.</summary>
    /// <remarks>
    /// Queries return that number. Contributor Insights has no count of distinct values for each key, so an alarm reads the smaller of
    /// two bounds of it: the records of the busiest source, and the pairs of source and target beyond one for each source.
    /// Sources with a single target each, as most of internet noise is, add nothing to it, however many there are.
    /// </remarks>
    public static Measure Targets(FlowField source, FlowField target) => new(MeasureKind.Distinct, source, target) { Source = source };

    /// <summary>How many records the key with the most of them has.</summary>
    /// <exception cref="ArgumentException">No field, or more than the four that Contributor Insights counts by.</exception>
    public static Measure LargestCount(params ImmutableArray<FlowField> key) => new(MeasureKind.Largest, Distinct(key).Fields);

    /// <summary>The sum of a field over the records of the key for which it is largest.</summary>
    /// <exception cref="ArgumentException">No field, or more than the four that Contributor Insights counts by.</exception>
    public static Measure LargestSum(FlowField summed, params ImmutableArray<FlowField> key)
    {
        ArgumentNullException.ThrowIfNull(summed);
        return new(MeasureKind.Largest, Distinct(key).Fields) { Fields = [.. key, summed], SummedByKey = summed };
    }
}
