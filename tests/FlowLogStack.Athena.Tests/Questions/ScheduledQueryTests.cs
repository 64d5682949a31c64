namespace FlowLogStack.Athena.Tests;

/// <summary>The queries that run on a schedule, on archives of every layout.</summary>
[Collection(nameof(Archives))]
public sealed class ScheduledQueryTests(Archives archives)
{
    // Lower than the defaults, so that the small archives have findings.
    static readonly IReadOnlyList<ScheduledAthenaQuery> Queries =
        [.. ScheduledAthenaQuery.Daily.Select(query => query.Query.Id is "Beaconing" ? query with { Condition = "connections >= 12" } : query with { Condition = "TRUE" })];

    static AthenaTarget Target(SampledArchive archive) => new() { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table };

    [ToolFact("node", "npm")]
    public void Findings_are_the_rows_of_the_query_that_fulfill_the_condition_in_their_order()
    {
        foreach (var archive in archives.Vpc)
        {
            archives.Database.Query($"USE \"{archive.Name}\"");
            foreach (var query in Queries)
            {
                var rows = archives.Database.Query($"SELECT * FROM ({query.Query.ToSql(Target(archive))}) WHERE {query.Condition} ORDER BY {query.Order}");
                var found = archives.Database.Query(query.ToSql(Target(archive)));
                Assert.Equal([$"{rows.Rows.Count}"], found.Values("findings"));
                Assert.NotEmpty(rows.Rows);
                var lines = Assert.Single(found.Values("lines"))!.Split('\n');
                Assert.Equal(Math.Min(ScheduledAthenaQuery.ListedFindings, rows.Rows.Count), lines.Length);
                Assert.StartsWith($"{query.Columns[0]} {rows.Values(query.Columns[0])[0]}, {query.Columns[1]} {rows.Values(query.Columns[1])[0]}, ", lines[0],
                    StringComparison.Ordinal);
            }
        }
    }

    [ToolFact("node", "npm")]
    public void Without_findings_the_result_is_one_row_as_well()
    {
        archives.Database.Query($"USE \"{archives.Vpc[0].Name}\"");
        foreach (var query in ScheduledAthenaQuery.Daily)
        {
            var found = archives.Database.Query((query with { Condition = "FALSE" }).ToSql(Target(archives.Vpc[0])));
            Assert.Equal(["0"], found.Values("findings"));
            Assert.Equal(["none"], found.Values("lines"));
        }
    }

    [ToolFact("node", "npm")]
    public void Statements_parse_also_with_the_known_hosts_of_a_network()
    {
        var network = new MonitoredNetwork
        {
            InternalRanges = ["2001:db8:1::/48"],
            ApprovedResolvers = ["203.0.113.53"],
            Known = new() { Resolvers = ["10.0.0.2"], MailServers = ["10.0.9.25"], BackupTargets = ["203.0.113.40", "2001:db8:40::/48"] },
        };
        var statements = ScheduledAthenaQuery.For(network).Concat(ScheduledAthenaQuery.Daily).Select(query => query.ToSql(Target(archives.Vpc[0]))).ToList();
        Assert.Empty(SqlGrammar.Objections("trino", statements));
        Assert.Contains("'203.0.113.53/32'", statements[1], StringComparison.Ordinal);
        Assert.Contains("'10.0.9.25/32'", statements[1], StringComparison.Ordinal);
    }

    [ToolFact("node", "npm")]
    public void Known_hosts_are_no_beacons()
    {
        archives.Database.Query($"USE \"{archives.Vpc[0].Name}\"");
        var all = Columns(ScheduledAthenaQuery.Daily[1] with { Condition = "TRUE" });
        Assert.NotEmpty(all);
        var known = ScheduledAthenaQuery.For(new MonitoredNetwork { Known = new() { BackupTargets = [.. all.Select(row => row.Destination).Distinct()] } })[1];
        Assert.Empty(Columns(known));

        List<(string? Source, string Destination)> Columns(ScheduledAthenaQuery query)
        {
            var rows = archives.Database.Query($"SELECT srcaddr, dstaddr FROM ({query.Query.ToSql(Target(archives.Vpc[0]))}) WHERE {query.Condition}");
            return [.. rows.Values("srcaddr").Zip(rows.Values("dstaddr")).Select(row => (row.First, row.Second!))];
        }
    }
}
