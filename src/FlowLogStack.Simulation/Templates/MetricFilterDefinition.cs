using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A metric filter of a template.</summary>
public sealed record MetricFilterDefinition
{
    /// <summary>Its logical id.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name; the logical id when the template has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The name of the log group it filters.</summary>
    public required string LogGroup { get; init; }

    /// <summary>What it selects.</summary>
    public required LogPattern Pattern { get; init; }

    /// <summary>The metric's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The metric's name.</summary>
    public required string MetricName { get; init; }

    /// <summary>What each event adds; null when <see cref="ValueOf"/> says what.</summary>
    public double? Value { get; init; }

    /// <summary>The value taken from each event, such as <c>$bytes</c>.</summary>
    public LogPatternValue? ValueOf { get; init; }

    /// <summary>What is published once for each event that does not match; null for nothing.</summary>
    public double? DefaultValue { get; init; }

    /// <summary>The metric's dimensions: names, and the values taken from each event.</summary>
    public IReadOnlyList<KeyValuePair<string, LogPatternValue>> Dimensions { get; init; } = [];
}
