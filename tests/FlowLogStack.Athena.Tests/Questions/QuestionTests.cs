using System.Text.RegularExpressions;

namespace FlowLogStack.Athena.Tests;

/// <summary>All queries of the catalog, on archives of every layout.</summary>
[Collection(nameof(Archives))]
public sealed partial class QuestionTests(Archives archives)
{
    static readonly HashSet<string> Starters = [.. AthenaQueries.For(FlowLogFormat.V11, new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], 1), "t")
        .Select(query => query.Id)];

    [ToolFact("node", "npm")]
    public void Every_query_answers_what_the_records_say_whatever_the_layout()
    {
        var unasked = Answers.ById.Keys.ToHashSet();
        foreach (var (kind, records) in new[] { (archives.Vpc, archives.VpcRecords), (archives.Gateway, archives.GatewayRecords) })
        {
            var answers = AthenaQueries.Offered(Target(kind[0])).Where(query => !Starters.Contains(query.Id))
                .Select(query => (query, Answers.Of(query, [.. records.In(query.Window)]))).ToList();
            foreach (var archive in kind)
            {
                Open(archive);
                foreach (var (query, expected) in answers)
                {
                    if (expected.Rows.Count > 0)
                        unasked.Remove(query.Id);
                    expected.MustEqual(Ask(query, Target(archive)), $"{query.Id} on {archive.Name}");
                }
            }
        }

        // A result without rows proves nothing.
        Assert.Empty(unasked);
    }

    [ToolFact("node", "npm")]
    public void Every_query_answers_the_same_of_a_view()
    {
        foreach (var (archive, records) in new[] { (archives.Vpc[4], archives.VpcRecords), (archives.Gateway[7], archives.GatewayRecords) })
        {
            Open(archive);
            var view = Target(archive) with { Relation = Archives.View };
            foreach (var query in AthenaQueries.Offered(view).Where(query => !Starters.Contains(query.Id)))
                Answers.Of(query, [.. records.In(query.Window)]).MustEqual(Ask(query, view), $"{query.Id} on the view of {archive.Name}");
        }
    }

    [ToolFact("node", "npm")]
    public void The_first_questions_are_answered_in_their_order_whatever_the_layout()
    {
        var records = archives.VpcRecords.In(TimeWindow.LastDays(1)).ToList();
        var rejected = records.Where(record => record.Action == "REJECT").ToList();
        // The order of equal rows is undefined, so only the sort column is compared.
        var expected = new Dictionary<string, (string Column, IEnumerable<string> Values)>
        {
            ["RecordsOfTheLastDay"] = ("start", records.Select(record => record.Start).OrderDescending().Take(100).Select(start => $"{start}")),
            ["RejectedTcp"] = ("srcaddr", rejected.Where(record => record.Protocol == 6).Select(record => record.Source!).Order(StringComparer.Ordinal)
                .Take(100)),
            ["TopRejectedSources"] = ("rejections", rejected.CountBy(record => record.Source!).Select(pair => pair.Value).OrderDescending().Take(20)
                .Select(count => $"{count}")),
            ["SshRejects"] = ("rejections", rejected.Where(record => record is { Protocol: 6, DestinationPort: 22 })
                .CountBy(record => (record.Source, record.Destination)).Select(pair => pair.Value).OrderDescending().Take(50).Select(count => $"{count}")),
            ["TopTalkers"] = ("total_bytes", records.Where(record => record.Source is not null).GroupBy(record => (record.Source, record.Destination))
                .Select(pair => pair.Sum(record => record.Bytes)).OrderDescending().Take(50).Select(bytes => $"{bytes}")),
            ["RecordsLost"] = ("lost_intervals", records.Where(record => record.Text(FlowField.LogStatus) == "SKIPDATA")
                .GroupBy(record => (record.Interface, Minute: record.Start / 60)).OrderByDescending(group => group.Key.Minute).Take(100)
                .Select(group => $"{group.Count()}")),
        };
        foreach (var archive in archives.Vpc)
        {
            Open(archive);
            Assert.All(AthenaQueries.First, query =>
            {
                var (column, values) = expected[query.Id];
                Assert.NotEmpty(values);
                Assert.Equal(values, archives.Database.Query(query.ToSql(Target(archive))).Values(column));
            });
        }
    }

    [ToolFact("node", "npm")]
    public void Every_query_parses()
    {
        var hourly = new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true };
        var statements = new[] { Imagined(FlowLogFormat.V11, hourly), Imagined(FlowLogFormat.TransitGateway) }.SelectMany(target =>
            AthenaQueries.Offered(target).Select(query => query.ToSql(target)));
        Assert.Empty(SqlGrammar.Objections("trino", [.. statements.Distinct()]));
    }

    [Fact]
    public void Every_query_states_the_fields_whose_columns_it_reads()
    {
        var columns = FlowField.Catalogue.ToDictionary(field => field.Column);
        foreach (var format in new[] { FlowLogFormat.V11, FlowLogFormat.TransitGateway })
        {
            var target = Imagined(format);
            foreach (var query in AthenaQueries.Offered(target))
            {
                var text = Literal().Replace(query.ToSql(target), "''");
                var read = Word().Matches(text).Select(match => match.Value).Where(columns.ContainsKey).Select(name => columns[name]).ToHashSet();
                Assert.True(read.IsSupersetOf(query.Fields)
                    && read.IsSubsetOf(query.Fields.Concat(query.OptionalFields)),
                    $"{query.Id} reads {string.Join(", ", read.Except(query.Fields).Except(query.OptionalFields))} without saying so, or "
                        + $"says {string.Join(", ", query.Fields.Except(read))} without reading it.");
            }
        }
    }

    [Fact]
    public void Every_reading_of_the_records_starts_with_a_window_on_partitions()
    {
        foreach (var layout in new[] { new S3Layout(), new S3Layout { PerHourPartition = true }, new S3Layout { HiveCompatiblePartitions = true },
            new S3Layout { HiveCompatiblePartitions = true, PerHourPartition = true } })
        {
            foreach (var format in new[] { FlowLogFormat.V11, FlowLogFormat.TransitGateway })
            {
                var target = Imagined(format, layout);
                foreach (var query in AthenaQueries.Offered(target))
                {
                    var sql = query.ToSql(target);
                    var readings = Reading().Matches(sql);
                    Assert.NotEmpty(readings);
                    Assert.All(readings, reading =>
                    {
                        var predicate = target.Projection.ToSql(query.Window);
                        Assert.True(reading.Groups[1].Value.StartsWith(predicate, StringComparison.Ordinal),
                            $"{query.Id} reads the records without a window:\n{sql}");
                        Assert.Matches("^log_(time|year) ", predicate);
                        // No later condition may widen it.
                        Assert.Matches(@"\A(\n\s+AND |\n|\z|\))", reading.Groups[1].Value[predicate.Length..]);
                    });
                    Assert.Equal(readings.Count, Relation().Count(sql));
                }
            }
        }
    }

    [Fact]
    public void No_address_is_cast_that_may_be_none() =>
        Assert.All(AthenaQueries.All.Where(query => query.FitsTo(Imagined(FlowLogFormat.V11))), query =>
            Assert.DoesNotMatch(@"(?<!TRY_)CAST\([^()]* AS IPADDRESS\)", query.ToSql(Imagined(FlowLogFormat.V11))));

    /// <remarks>DuckDB uses the column, but Trino uses the output column and returns an error for an aggregate of it.</remarks>
    [Fact]
    public void No_order_aggregates_an_output() =>
        Assert.All(AthenaQueries.All, query =>
        {
            var target = Imagined(query.Fields.All(FlowLogFormat.V11.Contains) ? FlowLogFormat.V11 : FlowLogFormat.TransitGateway);
            var sql = query.ToSql(target);
            var last = sql[sql.LastIndexOf("SELECT ", StringComparison.Ordinal)..];
            var order = last.Split("ORDER BY")[^1];
            var outputs = Output().Matches(last).Select(match => match.Groups[1].Value).ToHashSet();
            Assert.DoesNotContain(Aggregate().Matches(order).SelectMany(match => Word().Matches(match.Groups[1].Value)).Select(match => match.Value),
                outputs.Contains);
        });

    [Fact]
    public void A_query_is_offered_only_if_the_format_has_every_field_it_needs()
    {
        foreach (var query in AthenaQueries.All)
        {
            var format = query.Fields.All(FlowLogFormat.V11.Contains) ? FlowLogFormat.V11 : FlowLogFormat.TransitGateway;
            Assert.True(query.FitsTo(Imagined(format)));
            foreach (var field in query.Fields)
            {
                var without = Imagined(format.Without(field));
                Assert.False(query.FitsTo(without));
                Assert.Contains($"Add {field.Placeholder}", Assert.Throws<FlowLogFormatException>(() => query.ToSql(without)).Message);
            }
        }
    }

    [Fact]
    public void Every_detection_of_records_has_a_query()
    {
        Assert.Empty(Detections.All.Where(detection => detection.Measure.Kind is not MeasureKind.Arrivals).Select(detection => "Detected" + detection.Id)
            .Except(AthenaQueries.All.Select(query => query.Id)));
        Assert.Contains("which an archive does not contain", Assert.Throws<ArgumentException>(() => AthenaQueries.Of(Detections.LogsSilent)).Message);
    }

    [Fact]
    public void A_query_that_needs_another_table_says_so()
    {
        var query = AthenaQueries.All.Single(query => query.Id == "SourceCountries");
        var target = Imagined(FlowLogFormat.V11) with { CountriesTable = null };
        Assert.False(query.FitsTo(target));
        Assert.Contains("set CountriesTable of the target", Assert.Throws<ArgumentException>(() => query.ToSql(target)).Message);
    }

    [Fact]
    public void Each_of_the_integration_templates_queries_has_a_better_one() =>
        Assert.Equal(
            [
                "VpcFlowLogsAcceptedTraffic", "VpcFlowLogsAdminPortTraffic", "VpcFlowLogsIPv4Traffic", "VpcFlowLogsIPv6Traffic",
                "VpcFlowLogsRejectedTCPTraffic", "VpcFlowLogsRejectedTraffic", "VpcFlowLogsSshRdpTraffic",
                "VpcFlowLogsTopTCPTraffic", "VpcFlowLogsTopTalkers", "VpcFlowLogsTopTalkersPacketLevel", "VpcFlowLogsTopTalkingInstances",
                "VpcFlowLogsTopTalkingSubnets", "VpcFlowLogsTotalBytesTransferred",
                "VpcFlowLogsTotalBytesTransferredPacketLevel", "VpcFlowLogsTrafficFrmSrcAddr", "VpcFlowLogsTrafficToDstAddr",
            ],
            AthenaQueries.All.Select(query => query.Replaces).OfType<string>().Order(StringComparer.Ordinal));

    [Fact]
    public void Names_fit_where_they_are_saved()
    {
        Assert.Distinct(AthenaQueries.All.Select(query => query.Id));
        Assert.Distinct(AthenaQueries.All.Select(query => query.Name));
        Assert.All(AthenaQueries.All, query =>
        {
            Assert.Matches("^[A-Z][A-Za-z0-9]{1,255}$", query.Id);
            Assert.InRange(query.Name.Length, 1, 128);
            Assert.InRange(query.Description.Length, 1, 1024);
            var target = Imagined(query.Fields.All(FlowLogFormat.V11.Contains) ? FlowLogFormat.V11 : FlowLogFormat.TransitGateway);
            Assert.Equal(query.Parameters.Length, query.ToSql(target).Count(c => c == '?'));
        });
    }

    void Open(SampledArchive archive)
    {
        archives.Database.Query($"USE \"{archive.Name}\"");
        Csv("countries", CompanionTables.Countries, Answers.Countries);
        Csv("rules", CompanionTables.Rules, Answers.Rules);

        void Csv(string table, IReadOnlyList<GlueColumn> columns, IEnumerable<string> lines) =>
            archives.Database.Query($"CREATE OR REPLACE TABLE \"{table}\" "
                + $"({string.Join(", ", columns.Select(column => $"\"{column.Name}\" {(column.Type == "string" ? "VARCHAR" : "INTEGER")}"))}); INSERT INTO "
                + $"\"{table}\" VALUES {string.Join(", ", lines.Select(line => $"({string.Join(", ", line.Split(',').Select(DuckDb.Literal))})"))}");
    }

    SqlResult Ask(AthenaQuery query, AthenaTarget target) => query.Parameters.IsEmpty
        ? archives.Database.Query(query.ToSql(target))
        : archives.Database.Execute(query.ToSql(target), Answers.Arguments[query.Id]);

    static AthenaTarget Target(SampledArchive archive) =>
        new() { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table, CountriesTable = "countries", RulesTable = "rules" };

    static AthenaTarget Imagined(FlowLogFormat format, S3Layout? layout = null) => new()
    {
        Format = format,
        Projection = new PartitionProjection(layout ?? new S3Layout(), "archive", ["111122223333"], ["eu-west-1"], 365),
        Relation = "the_records",
        CountriesTable = "countries",
        RulesTable = "the_rules",
    };

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("FROM \"the_records\"(?:\nCROSS JOIN [^\n]*)?\nWHERE (.*)", RegexOptions.Singleline)]
    private static partial Regex Reading();

    [GeneratedRegex(@"\bAS ""?(\w+)")]
    private static partial Regex Output();

    [GeneratedRegex(@"\b(?:min|max|sum|avg|count|stddev_samp|count_if)\(([^()]*)\)")]
    private static partial Regex Aggregate();

    [GeneratedRegex("the_records")]
    private static partial Regex Relation();
}
