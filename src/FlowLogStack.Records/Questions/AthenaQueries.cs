using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The built-in Athena queries, generated for a log format and an archive.</summary>
/// <remarks>Every query has a time window that selects partitions, which limits its cost; most return the last 24 hours.</remarks>
public static class AthenaQueries
{
    /// <summary>Basic queries, which a stack saves by default.</summary>
    public static ImmutableArray<AthenaQuery> First { get; } = [.. FirstQuestions.All];

    /// <summary>All queries by topic, the basic ones first, with those of detections for a network of private ranges.</summary>
    public static ImmutableArray<AthenaQuery> All { get; } = For(MonitoredNetwork.Default);

    /// <summary>Returns all queries, with those of detections for a network.</summary>
    public static ImmutableArray<AthenaQuery> For(MonitoredNetwork network) =>
    [
        .. First, .. TotalQuestions.All, .. TalkerQuestions.All, .. SecurityQuestions.All, .. ThreatAthenaQuestions.All, .. PathQuestions.All,
        .. TrendQuestions.All,
        .. TransitGatewayQuestions.All, .. LookupQuestions.All, .. Detections.For(network)
        .Where(detection => detection.Measure.Kind is not MeasureKind.Arrivals).Select(DetectionQuestions.Of),
    ];

    /// <summary>
    /// Returns the query for the conversations of a detection's alarm. <see cref="For(MonitoredNetwork)"/> contains those of
    /// a network's detections.
    /// </summary>
    /// <exception cref="ArgumentException">The detection measures arrivals in a log group, which cannot be queried.</exception>
    public static AthenaQuery Of(Detection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return detection.Measure.Kind is MeasureKind.Arrivals
            ? throw new ArgumentException($"The detection '{detection.Title}' measures arrivals in a log group, which an archive does not contain. Use the "
            + "queries of other detections.", nameof(detection))
            : DetectionQuestions.Of(detection);
    }

    /// <summary>Returns the queries whose fields and tables an archive has.</summary>
    public static IEnumerable<AthenaQuery> Offered(AthenaTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return All.Where(query => query.FitsTo(target));
    }

    /// <summary>Returns the basic queries for a table whose fields the log format has.</summary>
    /// <param name="format">Log format of the archive's records.</param>
    /// <param name="projection">Partitions of the archive.</param>
    /// <param name="table">Name of the table.</param>
    public static IEnumerable<NamedAthenaQuery> For(FlowLogFormat format, PartitionProjection projection, string table)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        var target = new AthenaTarget { Format = format, Projection = projection, Relation = table };
        return First.Where(query => query.FitsTo(target)).Select(query => query.ToNamed(target));
    }
}
