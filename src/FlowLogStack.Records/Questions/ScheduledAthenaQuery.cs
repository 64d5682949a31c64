using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>An Athena query that runs on a schedule. Its rows that fulfill a condition are findings.</summary>
public sealed record ScheduledAthenaQuery
{
    /// <summary>Largest number of findings that a message lists.</summary>
    public const int ListedFindings = 20;

    /// <summary>The Athena query whose rows are findings. Required.</summary>
    public required AthenaQuery Query { get; init; }

    /// <summary>Condition of a finding, in SQL over the columns of the query's rows. Default: <c>TRUE</c>, each row is a finding.</summary>
    public string Condition { get; init; } = "TRUE";

    /// <summary>Columns of a finding that messages contain, in their order. Required.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>Order of the findings in messages, as in <c>ORDER BY</c>. Required.</summary>
    public required string Order { get; init; }

    /// <summary>Queries for a day of records: slow scans, beacons and brute force, for a network of private ranges.</summary>
    public static IReadOnlyList<ScheduledAthenaQuery> Daily { get; } = For(MonitoredNetwork.Default);

    /// <summary>Returns the queries for a day of a network's records. Known resolvers, mail servers and backup targets are not findings.</summary>
    public static IReadOnlyList<ScheduledAthenaQuery> For(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return
        [
            new()
            {
                Query = Named("SlowPortScans"),
                // Internet noise: most sources try a few ports. The saved query lists sources from 20.
                Condition = "ports >= 100 OR addresses >= 100",
                Columns = ["srcaddr", "ports", "addresses", "hours", "rejections"],
                Order = "ports DESC, addresses DESC, srcaddr",
            },
            new()
            {
                Query = Named("Beaconing"),
                Condition = SqlConditions.ToSql(
                [
                    FlowField.DstAddr.IsOutside([.. network.Inside, .. network.ApprovedResolvers, .. network.Known.BackupTargets]),
                    .. Outside(FlowField.SrcAddr, [.. network.Known.Resolvers, .. network.Known.MailServers]),
                ]),
                Columns = ["srcaddr", "dstaddr", "dstport", "connections", "seconds_between", "deviation"],
                Order = "connections DESC, srcaddr, dstaddr, dstport",
            },
            new()
            {
                Query = Named("BruteForce"),
                // The threshold of the detection SshManyClients.
                Condition = "clients >= 20",
                Columns = ["host", "port", "hour", "clients", "answers"],
                Order = "clients DESC, hour, host, port",
            },
        ];
    }

    /// <summary>
    /// Returns the SQL statement. Its result is one row: <c>findings</c>, the number of findings, at most the limit of the query, and
    /// <c>lines</c>, a line for each of the first <see cref="ListedFindings"/>, or <c>none</c>.
    /// </summary>
    /// <inheritdoc cref="AthenaQuery.ToSql"/>
    public string ToSql(AthenaTarget target, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (Columns.IsDefaultOrEmpty)
            throw new ArgumentException($"The scheduled query '{Query.Id}' has no columns, so that its messages would be empty. Add columns of its rows.");
        var cells = Columns.Select(column => $"concat('{column} ', COALESCE(CAST({column} AS varchar), '-'))");
        var line = Columns.Length == 1 ? cells.Single() : $"concat_ws(', ', {string.Join(", ", cells)})";
        return $"""
            WITH rows_of_query AS (
            {Query.ToSql(target, window)}
            ), findings AS (
            SELECT {line} AS line, row_number() OVER (ORDER BY {Order}) AS place
            FROM rows_of_query
            WHERE {Condition}
            )
            SELECT count(*) AS findings, COALESCE(array_join(array_agg(line ORDER BY place) FILTER (WHERE place <= {ListedFindings}), chr(10)), 'none') AS lines
            FROM findings
            """;
    }

    static AthenaQuery Named(string id) => SecurityQuestions.All.Single(query => query.Id == id);

    static IEnumerable<FieldCondition> Outside(FlowField field, ImmutableArray<string> blocks) => blocks.IsEmpty ? [] : [field.IsOutside(blocks)];
}
