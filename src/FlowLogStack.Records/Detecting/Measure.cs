using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>What a detection measures of the records it selects, in each period.</summary>
public sealed class Measure
{
    Measure(MeasureKind kind, params ImmutableArray<FlowField> fields)
    {
        Kind = kind;
        Fields = fields;
    }

    /// <summary>How many records there are: flows within their aggregation intervals.</summary>
    public static Measure Flows { get; } = new(MeasureKind.Flows);

    /// <summary>The sum of their bytes.</summary>
    public static Measure Bytes { get; } = new(MeasureKind.Sum, FlowField.Bytes);

    /// <summary>The sum of their packets.</summary>
    public static Measure Packets { get; } = new(MeasureKind.Sum, FlowField.Packets);

    /// <summary>How many log events of any kind arrived in the log group, by CloudWatch Logs' own count.</summary>
    public static Measure Arrivals { get; } = new(MeasureKind.Arrivals);

    /// <summary>Whether it is a count, a sum, a count of distinct keys or a count of arrivals.</summary>
    public MeasureKind Kind { get; }

    /// <summary>The field summed, or the fields that make a key; none for counts.</summary>
    public ImmutableArray<FlowField> Fields { get; }

    /// <summary>The value a metric filter publishes for each record: <c>1</c>, or a field such as <c>$bytes</c>.</summary>
    public string MetricValue => Kind is MeasureKind.Sum ? "$" + Fields[0].Column : "1";

    /// <summary>How many different keys there are among them, a key being the values of one to four fields.</summary>
    /// <exception cref="ArgumentException">No field, or more than the four that Contributor Insights counts by.</exception>
    public static Measure Distinct(params ImmutableArray<FlowField> key) => key.Length is >= 1 and <= 4
        ? new Measure(MeasureKind.Distinct, key)
        : throw new ArgumentException($"A key of {key.Length} fields cannot be counted: Contributor Insights takes 1 to 4.", nameof(key));
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

    /// <summary>A count of everything that arrived.</summary>
    Arrivals,
}
