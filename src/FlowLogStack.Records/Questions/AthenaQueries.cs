using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>An Athena query with the name it is saved under.</summary>
/// <param name="Id">A short id in PascalCase, unique among the queries of a table.</param>
/// <param name="Name">The name people pick it by; at most 128 characters.</param>
/// <param name="Description">What it answers; at most 1024 characters.</param>
/// <param name="Sql">The statement.</param>
public sealed record NamedAthenaQuery(string Id, string Name, string Description, string Sql);

/// <summary>The Athena queries that come with the toolkit, rendered for a format and an archive.</summary>
/// <remarks>Every query has a time that is found by partition, so that running one costs cents; most are about the last 24 hours.</remarks>
public static class AthenaQueries
{
    /// <summary>The first questions people ask, in the order they meet them: what a stack saves unless told otherwise.</summary>
    public static ImmutableArray<AthenaQuery> First { get; } = [.. FirstQuestions.All];

    /// <summary>All of them, by theme, the first questions first, and those of detections for a network of private ranges.</summary>
    public static ImmutableArray<AthenaQuery> All { get; } = For(MonitoredNetwork.Default);

    /// <summary>All of them, those of detections for this network.</summary>
    public static ImmutableArray<AthenaQuery> For(MonitoredNetwork network) =>
    [
        .. First, .. TotalQuestions.All, .. TalkerQuestions.All, .. SecurityQuestions.All, .. PathQuestions.All, .. TrendQuestions.All,
        .. TransitGatewayQuestions.All, .. LookupQuestions.All, .. Detections.For(network).Where(detection => detection.Measure.Kind is not MeasureKind.Arrivals).Select(DetectionQuestions.Of),
    ];

    /// <summary>The query for who is behind a detection's alarm; those of a network's detections are in <see cref="For(MonitoredNetwork)"/>.</summary>
    /// <exception cref="ArgumentException">The detection is of log groups that are silent, of which there are no records.</exception>
    public static AthenaQuery Of(Detection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return detection.Measure.Kind is MeasureKind.Arrivals
            ? throw new ArgumentException($"The detection '{detection.Title}' is of a log group that is silent, and an archive has no records of silence: ask for the queries of the other detections.", nameof(detection))
            : DetectionQuestions.Of(detection);
    }

    /// <summary>The queries that an archive has the fields and the tables for.</summary>
    public static IEnumerable<AthenaQuery> Offered(AthenaTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return All.Where(query => query.FitsTo(target));
    }

    /// <summary>The first questions, of a whole table, those whose fields the format has.</summary>
    /// <param name="format">The format of the archive's records.</param>
    /// <param name="projection">Where its partitions lie.</param>
    /// <param name="table">The table's name.</param>
    public static IEnumerable<NamedAthenaQuery> For(FlowLogFormat format, PartitionProjection projection, string table)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        var target = new AthenaTarget { Format = format, Projection = projection, Relation = table };
        return First.Where(query => query.FitsTo(target)).Select(query => query.ToNamed(target));
    }
}
