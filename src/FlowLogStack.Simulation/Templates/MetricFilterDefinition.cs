using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric filter of a template.</summary>
sealed record MetricFilterDefinition
{
    /// <summary>Logical id of the filter.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name; the logical id when the template has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name of the log group it filters.</summary>
    public required string LogGroup { get; init; }

    /// <summary>Filter pattern.</summary>
    public required LogPattern Pattern { get; init; }

    /// <summary>Namespace of the metric.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the metric.</summary>
    public required string MetricName { get; init; }

    /// <summary>Value that each matching event adds; null if <see cref="ValueOf"/> is set.</summary>
    public double? Value { get; init; }

    /// <summary>Field of each event that is its value, such as <c>$bytes</c>.</summary>
    public LogPatternValue? ValueOf { get; init; }

    /// <summary>Value published for each event that doesn't match; null for none.</summary>
    public double? DefaultValue { get; init; }

    /// <summary>Dimensions of the metric: names, and the fields of each event that are their values.</summary>
    public IReadOnlyList<KeyValuePair<string, LogPatternValue>> Dimensions { get; init; } = [];

    /// <summary>Condition on system fields that differ between events; null for none.</summary>
    internal FieldSelection? Selection { get; init; }

    /// <summary>Sources of the system fields' values.</summary>
    internal IReadOnlyDictionary<string, LogPatternValue> SystemValues { get; init; } = new Dictionary<string, LogPatternValue>();

    /// <summary>Returns whether a filter of another template has the same properties, and reads only fields of events.</summary>
    internal bool IsSameAs(MetricFilterDefinition other) =>
        LogicalId == other.LogicalId && Name == other.Name && LogGroup == other.LogGroup
        && Pattern.Text == other.Pattern.Text && Pattern.Body.GetType() == other.Pattern.Body.GetType()
        && Namespace == other.Namespace && MetricName == other.MetricName
        && Value == other.Value && DefaultValue == other.DefaultValue && IsSame(ValueOf, other.ValueOf)
        && Dimensions.Count == other.Dimensions.Count
        && Dimensions.Zip(other.Dimensions).All(pair => pair.First.Key == pair.Second.Key && IsSame(pair.First.Value, pair.Second.Value))
        && Selection is null && other.Selection is null;

    // Values other than fields, such as the account, can differ between two templates.
    static bool IsSame(LogPatternValue? one, LogPatternValue? other) =>
        one is null || other is null ? ReferenceEquals(one, other) : one.Name == other.Name && IsField(one) && IsField(other);

    static bool IsField(LogPatternValue value) => value.PositionIn(0) is not null;
}
