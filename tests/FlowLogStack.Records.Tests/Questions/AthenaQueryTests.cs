using System.Text.RegularExpressions;

namespace FlowLogStack.Records.Tests;

/// <summary>Promises of all Athena queries that their text keeps. The tests of Athena compare their results with the records.</summary>
public sealed partial class AthenaQueryTests
{
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
