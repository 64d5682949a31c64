namespace FlowLogStack.Simulation;

/// <summary>The identity of a CloudWatch metric: namespace, name and dimensions.</summary>
/// <remarks>Two identities are equal if these are equal, in any order of dimensions.</remarks>
sealed class MetricIdentity : IEquatable<MetricIdentity>
{
    readonly string key;

    /// <summary>Creates the identity of a metric.</summary>
    /// <param name="metricNamespace">Namespace, such as <c>AWS/Logs</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="dimensions">Dimensions. Default: none.</param>
    public MetricIdentity(string metricNamespace, string name, params IEnumerable<KeyValuePair<string, string>> dimensions)
    {
        Namespace = metricNamespace;
        Name = name;
        Dimensions = [.. dimensions.OrderBy(dimension => dimension.Key, StringComparer.Ordinal)];
        // The separator doesn't occur in any part.
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

    /// <summary>Returns readable text: <c>AWS/Logs / IncomingLogEvents (LogGroupName=flows)</c>.</summary>
    public override string ToString() =>
        $"{Namespace} / {Name}{(Dimensions.Count == 0 ? "" : $" ({string.Join(", ", Dimensions.Select(dimension => $"{dimension.Key}={dimension.Value}"))})")}";
}
