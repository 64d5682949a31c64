namespace FlowLogStack.Simulation;

/// <summary>What tells one CloudWatch metric from another: its namespace, its name and its dimensions.</summary>
/// <remarks>Two identities are equal when these are, in whatever order the dimensions were given.</remarks>
public sealed class MetricIdentity : IEquatable<MetricIdentity>
{
    readonly string key;

    /// <summary>Names a metric.</summary>
    /// <param name="metricNamespace">The namespace, such as <c>AWS/Logs</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="dimensions">The dimensions. Default: none.</param>
    public MetricIdentity(string metricNamespace, string name, params IEnumerable<KeyValuePair<string, string>> dimensions)
    {
        Namespace = metricNamespace;
        Name = name;
        Dimensions = [.. dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal)];
        // A character that stands in none of the parts keeps them apart.
        key = string.Join('\0', [metricNamespace, name, .. Dimensions.SelectMany(dimension => new[] { dimension.Key, dimension.Value })]);
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The dimensions, in the order of their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Dimensions { get; }

    /// <inheritdoc/>
    public bool Equals(MetricIdentity? other) => other is not null && key == other.key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricIdentity);

    /// <inheritdoc/>
    public override int GetHashCode() => key.GetHashCode(StringComparison.Ordinal);

    /// <summary>For people: <c>AWS/Logs / IncomingLogEvents (LogGroupName=flows)</c>.</summary>
    public override string ToString() =>
        $"{Namespace} / {Name}{(Dimensions.Count == 0 ? "" : $" ({string.Join(", ", Dimensions.Select(dimension => $"{dimension.Key}={dimension.Value}"))})")}";
}
