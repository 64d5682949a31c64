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
}
