using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The measure of the records that a detection selects, for each period.</summary>
public sealed class Measure
{
    Measure(MeasureKind kind, params ImmutableArray<FlowField> fields)
    {
        Kind = kind;
        Fields = fields;
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

    /// <summary>Field of a sum, or fields of a key; empty for counts.</summary>
    public ImmutableArray<FlowField> Fields { get; }

    /// <summary>Value that a metric filter publishes for each record: <c>1</c>, or a field such as <c>$bytes</c>.</summary>
    public string MetricValue => Kind is MeasureKind.Sum ? "$" + Fields[0].Column : "1";

    /// <summary>Creates the number of distinct keys. A key consists of the values of one to four fields.</summary>
    /// <exception cref="ArgumentException">The list of fields is empty, or has more than the four that Contributor Insights supports.</exception>
    public static Measure Distinct(params ImmutableArray<FlowField> key) => key.Length is >= 1 and <= 4
        ? new Measure(MeasureKind.Distinct, key)
        : throw new ArgumentException($"A key of {key.Length} fields is not valid, because Contributor Insights supports 1 to 4. Change the number of fields.", nameof(key));
}

/// <summary>The kinds of <see cref="Measure"/>.</summary>
public enum MeasureKind
{
    /// <summary>A count of records.</summary>
    Flows,

    /// <summary>A sum of one field.</summary>
    Sum,

    /// <summary>A count of distinct keys.</summary>
    Distinct,

    /// <summary>A count of all log events that arrived.</summary>
    Arrivals,
}
